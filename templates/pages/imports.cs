<?cs # Import: step 1, and the imports there were.
Imports.{action,limit,complaint}; Imports.open_url: one is under way
Imports.kinds.*.{name,label,template,chosen}; Imports.rows.*.{url,file,kind,status,open,made,at,by} ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/token.cs" ?>
<div class="head"><div class="head-text"><h1><?cs var:_("Import") ?></h1><p class="muted"><?cs var:_("import.intro") ?></p></div></div>
<?cs if:Imports.complaint ?><div class="alert bad" role="alert" tabindex="-1" data-focus><p><?cs var:Imports.complaint ?></p></div><?cs /if ?>
<div class="stack">
<section class="card"><header><h2><?cs var:_("import.step1") ?></h2></header>
<?cs if:Imports.open_url ?><p class="body"><?cs var:_("import.is_open") ?> <a href="<?cs var:Imports.open_url ?>"><?cs var:_("import.go_on") ?></a></p><?cs else ?>
<form method="post" action="<?cs var:Imports.action ?>" enctype="multipart/form-data" class="body stack" novalidate data-once><?cs call:hidden("begin") ?>
<fieldset class="ticks">
	<legend><?cs var:_("import.what") ?></legend>
	<div class="options">
		<?cs each:k = Imports.kinds ?>
			<label><input type="radio" name="kind" value="<?cs var:k.name ?>"<?cs if:k.chosen == "1" || subcount(Imports.kinds) == #1 ?>
				checked<?cs /if ?>><span><?cs var:k.label ?></span></label><?cs /each ?></div>
</fieldset>
<div class="field">
	<div class="label"><label for="import-file"><?cs var:_("import.file") ?></label></div>
	<input type="file" id="import-file" name="file" accept=".xlsx,.csv" aria-describedby="import-file-hint">
	<p class="hint" id="import-file-hint"><?cs var:_("import.file_hint") ?> (<?cs var:Imports.limit ?>)</p>
</div>
<div class="actions"><button class="btn primary"><?cs var:_("import.read") ?></button></div></form>
<?cs /if ?>
<p class="body small">
	<?cs var:_("import.templates") ?> <?cs each:k = Imports.kinds ?><?cs if:!first(k) ?> · <?cs /if ?><?cs var:k.label ?> <a
		href="<?cs var:k.template ?>.xlsx">.xlsx</a> <a href="<?cs var:k.template ?>.csv">.csv</a><?cs /each ?></p>
</section>
<?cs if:subcount(Imports.rows) > #0 ?>
<section class="card"><header><h2><?cs var:_("import.earlier") ?></h2></header>
<div class="scroll"><table class="rows"><caption class="vh"><?cs var:_("import.earlier") ?></caption>
<thead>
	<tr>
		<th scope="col"><?cs var:_("import.file") ?></th>
		<th scope="col"><?cs var:_("import.what") ?></th>
		<th scope="col"><?cs var:_("import.stands") ?></th>
		<th scope="col" class="num"><?cs var:_("import.made") ?></th>
		<th scope="col"><?cs var:_("import.begun") ?></th>
	</tr>
</thead>
<tbody>
	<?cs each:r = Imports.rows ?>
		<tr>
			<td class="t"><a class="title" href="<?cs var:r.url ?>"><?cs var:r.file ?></a></td>
			<td class="nw"><?cs var:r.kind ?></td>
			<td class="nw s"><?cs if:r.open == "1" ?>
					<?cs call:tag("warn", r.status) ?><?cs else ?><?cs call:tag("", r.status) ?><?cs /if ?></td>
			<td class="num" data-label="<?cs var:_("import.made") ?>"><?cs var:r.made ?></td>
			<td class="nw" data-label="<?cs var:_("import.begun") ?>"><?cs var:r.at ?> · <?cs var:r.by ?></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
</section>
<?cs /if ?>
</div>
