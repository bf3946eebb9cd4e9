<?cs # Inputs for files stand in an element with these attributes, so that static/form.js can complain before anything is
sent, static/drop.js takes what is dropped or pasted, and static/send.js, which comes when there are some, shows how far it is.
limits(l): l.{all,each,most}: bytes and number, l.{all_said,each_said,most_said}: what it says then, "%1" being a file's name ?>
<?cs def:limits(l) ?> data-files data-all="<?cs var:l.all ?>" data-each="<?cs var:l.each ?>" data-most="<?cs var:l.most ?>"
	data-all-said="<?cs var:l.all_said ?>" data-each-said="<?cs var:l.each_said ?>" data-most-said="<?cs var:l.most_said ?>"
	data-drop-said="<?cs var:_("You can also drop files here or paste a screenshot.") ?>" data-sender="<?cs var:App.assets ?>/send.js?v=<?cs var:App.version ?>"
	data-sending="<?cs var:_("Files being sent") ?>"
	data-lost="<?cs var:_("The connection broke, so nothing was saved. Send it again.") ?>"
	data-busy="<?cs var:_("The portal could not take the form just now. Everything is still here: send it again in a minute. It is saved only once.") ?>"<?cs /def ?>
