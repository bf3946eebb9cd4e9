<?cs # icon(name): a symbol of static/icons.svg; always beside a text or inside something with a label. ?>
<?cs def:icon(name) ?><svg aria-hidden="true"><use href="<?cs var:App.icons ?>#<?cs var:name ?>"/></svg><?cs /def ?>
