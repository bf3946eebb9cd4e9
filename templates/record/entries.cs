<?cs # All entries of one sort of a record.
Record.{number,title,url,kind,icon}    the record
Part…                                  see part/entries.cs ?>
<?cs include!"part/icon.cs" ?>
<?cs include!"part/tag.cs" ?>
<?cs include!"part/token.cs" ?>
<?cs include!"part/said.cs" ?>
<?cs include!"part/field.cs" ?>
<?cs include!"part/errors.cs" ?>
<?cs include!"part/conditions.cs" ?>
<?cs include!"part/upload.cs" ?>
<?cs include!"part/entries.cs" ?>
<div class="head">
	<div class="head-text">
		<p class="kicker">
			<?cs call:icon(Record.icon) ?><a href="<?cs var:Record.url ?>"><span class="mono"><?cs var:Record.number ?></span> <?cs var:Record.title ?></a></p>
		<h1><?cs var:Part.label ?></h1>
	</div>
</div>
<?cs call:entries(Part) ?>
