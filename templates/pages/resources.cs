<?cs # The register of resources (R29.1).
Resources.types.*, Resources.platforms.*.{value,label,selected}, Resources.{from,to,only,action}   what it is narrowed to
Resources.rows.*.{type,name,quantity,state,tone,from_on,until_on,url,number,title,project_url,runs,owner,clashes.*.{text,url}}
Resources.note      translated: there are more than are shown; Resources.{csv,xlsx}: may be absent
Empty… ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/options.cs" ?><?cs include!"part/empty.cs" ?>
<?cs def:resource_choice(name, label, list) ?>
	<div class="field"><label for="res-<?cs var:name ?>"><?cs var:label ?></label><select id="res-<?cs var:name ?>" name="<?cs var:name ?>"><?cs call:options(list) ?></select></div>
<?cs /def ?>
<?cs def:resource_day(name, label, value) ?>
	<div class="field"><label for="res-<?cs var:name ?>"><?cs var:label ?></label><input type="date" id="res-<?cs var:name ?>" name="<?cs var:name ?>" value="<?cs var:value ?>"></div>
<?cs /def ?>
<div class="head"><div class="head-text"><h1><?cs var:_("resources") ?></h1><p class="muted"><?cs var:_("resources.hint") ?></p></div>
<div class="actions">
	<?cs if:Resources.xlsx ?>
		<details class="menu">
			<summary class="btn"><?cs call:icon("export") ?><?cs var:_("Export") ?></summary>
			<div><a href="<?cs var:Resources.xlsx ?>"><?cs var:_("Excel (.xlsx)") ?></a><a href="<?cs var:Resources.csv ?>"><?cs var:_("Text (.csv)") ?></a></div>
		</details>
	<?cs /if ?>
</div>
</div>
<form class="filters card" action="<?cs var:Resources.action ?>" role="search" aria-label="<?cs var:_("Filter this list") ?>">
	<?cs call:resource_choice("type", _("resources.column.type"), Resources.types) ?><?cs call:resource_choice("of", _("resources.column.runs"), Resources.platforms) ?>
	<?cs call:resource_day("from", _("resources.from"), Resources.from) ?><?cs call:resource_day("to", _("resources.to"), Resources.to) ?>
	<div class="field"><div class="options"><label><input type="checkbox" name="only" value="clashes"<?cs if:Resources.only == "1" ?>
		checked<?cs /if ?>><span><?cs var:_("resources.only") ?></span></label></div></div>
	<div class="actions"><button class="btn"><?cs var:_("Filter") ?></button></div>
</form>
<section class="card">
<?cs if:subcount(Resources.rows) > #0 ?>
<?cs if:Resources.note ?><p class="body muted"><?cs var:Resources.note ?></p><?cs /if ?>
<div class="scroll" tabindex="0" role="region" aria-label="<?cs var:_("resources") ?>">
	<table class="rows" id="resources">
		<thead>
			<tr>
				<th scope="col"><?cs var:_("resources.column.name") ?></th><th scope="col"><?cs var:_("resources.column.type") ?></th>
				<th scope="col" class="num"><?cs var:_("resources.column.quantity") ?></th><th scope="col"><?cs var:_("resources.column.state") ?></th>
				<th scope="col"><?cs var:_("resources.column.from_on") ?></th><th scope="col"><?cs var:_("resources.column.until_on") ?></th>
				<th scope="col"><?cs var:_("resources.column.title") ?></th><th scope="col"><?cs var:_("resources.column.runs") ?></th>
				<th scope="col"><?cs var:_("resources.column.owner") ?></th><th scope="col"><?cs var:_("resources.column.clashes") ?></th>
			</tr>
		</thead>
<tbody>
	<?cs each:r = Resources.rows ?>
		<tr>
			<td class="t"><a href="<?cs var:r.url ?>"><?cs var:r.name ?></a></td>
			<td><?cs var:r.type ?></td>
			<td class="num" data-label="<?cs var:_("resources.column.quantity") ?>"><?cs var:r.quantity ?></td>
			<td><?cs call:tag(r.tone, r.state) ?></td>
			<td class="nw" data-label="<?cs var:_("resources.column.from_on") ?>"><?cs var:r.from_on ?></td>
			<td class="nw" data-label="<?cs var:_("resources.column.until_on") ?>"><?cs var:r.until_on ?></td>
			<td><a href="<?cs var:r.project_url ?>"><span class="nw"><?cs var:r.number ?></span> <?cs var:r.title ?></a></td>
			<td><?cs var:r.runs ?></td>
			<td data-label="<?cs var:_("resources.column.owner") ?>"><?cs var:r.owner ?></td>
			<td<?cs if:subcount(r.clashes) > #0 ?> data-label="<?cs var:_("resources.column.clashes") ?>"<?cs /if ?>><?cs if:subcount(r.clashes) > #0 ?>
				<?cs call:tag("warn", _("resources.clash")) ?> <?cs each:k = r.clashes ?><a class="nw" href="<?cs var:k.url ?>"><?cs var:k.text ?></a> <?cs /each ?>
				<?cs /if ?></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
<?cs else ?><?cs call:empty(Empty) ?><?cs /if ?>
</section>
