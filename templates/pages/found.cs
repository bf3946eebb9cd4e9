<?cs # What the palette finds (static/palette.js), inside bare.cs.
Found.new.*.{url,text}                       what this person may begin
Search.results.*.{url,number,title,kind,state} ?>
<ul>
	<?cs each:r = Search.results ?>
		<li data-sort="record"><a href="<?cs var:r.url ?>"><?cs var:r.title ?></a> <small><?cs var:r.number ?> · <?cs var:r.kind ?> · <?cs var:r.state ?></small></li>
	<?cs /each ?>
	<?cs each:n = Found.new ?>
		<li data-sort="action"><a href="<?cs var:n.url ?>"><?cs var:_f("New: %1", n.text, "") ?></a> <small><?cs var:_("Action") ?></small></li>
	<?cs /each ?>
</ul>
