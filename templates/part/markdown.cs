<?cs # markdown(): attributes of a textarea whose text is shown as Markdown: the words of static/write.js. Reads Site.path. ?>
<?cs def:markdown() ?> data-markdown data-action="<?cs var:Site.path ?>/preview" data-group="<?cs var:_("Formatting") ?>" data-bold="<?cs var:_("Bold") ?>"
	data-list="<?cs var:_("Bullets") ?>" data-quote="<?cs var:_("Quote") ?>" data-link="<?cs var:_("Web link") ?>" data-heading="<?cs var:_("Heading") ?>"
	data-preview="<?cs var:_("Preview") ?>" data-edit="<?cs var:_("Continue typing") ?>" data-failed="<?cs var:_("The preview did not come. Try again.") ?>"<?cs /def ?>
