<?cs # Inputs for files stand in an element with these attributes, so that static/form.js can complain before anything is sent.
limits(l): l.{all,each,most}: bytes and number, l.{all_said,each_said,most_said}: what it says then, "%1" being a file's name ?>
<?cs def:limits(l) ?> data-files data-all="<?cs var:l.all ?>" data-each="<?cs var:l.each ?>" data-most="<?cs var:l.most ?>"
	data-all-said="<?cs var:l.all_said ?>" data-each-said="<?cs var:l.each_said ?>" data-most-said="<?cs var:l.most_said ?>"<?cs /def ?>
