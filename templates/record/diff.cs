<?cs # Two versions of a record side by side.

Diff.{title,old,new,old_at,new_at,old_by,new_by}   old, new: version numbers
Diff.back_url
Diff.versions.*.{number,at,by,url,current}         all versions; url shows it against the one before
Diff.fields.*.{label,old_html,new_html,changed}    safe HTML made in C: <del> and <ins> around what differs
Diff.same                                          "1": nothing differs ?>
<?cs include!"part/icon.cs" ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:Diff.title ?></h1>
		<p class="muted"><?cs var:_f("Version %1 against version %2", Diff.new, Diff.old) ?></p>
	</div>
	<div class="actions"><a class="btn" href="<?cs var:Diff.back_url ?>"><?cs call:icon("back") ?><?cs var:_("Back to the record") ?></a></div>
</div>
<div class="split">
<section class="card">
<?cs if:Diff.same == "1" ?><p class="body muted"><?cs var:_("Nothing differs.") ?></p><?cs else ?>
<div class="scroll">
	<table class="diff">
		<thead>
			<tr>
				<th scope="col"><?cs var:_("Field") ?></th>
				<th scope="col"><?cs var:_f("Version %1", Diff.old, "") ?><small><?cs var:Diff.old_by ?> · <?cs var:Diff.old_at ?></small></th>
				<th scope="col"><?cs var:_f("Version %1", Diff.new, "") ?><small><?cs var:Diff.new_by ?> · <?cs var:Diff.new_at ?></small></th>
			</tr>
		</thead>
<tbody>
	<?cs each:f = Diff.fields ?>
		<tr<?cs if:f.changed != "1" ?> class="same"<?cs /if ?>>
			<th scope="row"><?cs var:f.label ?></th>
			<td><?cs uvar:f.old_html ?></td>
			<td><?cs uvar:f.new_html ?></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
<?cs /if ?>
</section>
<section class="card">
	<header><h2><?cs var:_("Versions") ?></h2></header>
	<ul class="list">
		<?cs each:v = Diff.versions ?>
			<li><a href="<?cs var:v.url ?>"<?cs if:v.current == "1" ?> aria-current="true"<?cs /if ?>><?cs var:_f("Version %1", v.number, "") ?></a>
				<p class="muted small"><?cs var:v.by ?> · <?cs var:v.at ?></p>
			</li>
		<?cs /each ?>
	</ul>
</section>
</div>
