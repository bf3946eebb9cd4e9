<?cs # icon(name): a symbol of static/icons.svg; always beside a text or inside something with a label. ?>
<?cs def:icon(name) ?><svg class="icon" aria-hidden="true" focusable="false"><use href="<?cs var:App.icons ?>#<?cs var:name ?>"></use></svg><?cs /def ?>
