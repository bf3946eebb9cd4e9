<?cs # One import as it stands.
Import.{action,list_url,complaint,status,status_text,file_name,kind,kinds_url,coding,sheet,created_at,author_name,second_name,confirmed_at,rows,wrong,doubled,made,kept,at_row}
Import flags: mine, works (the courier is at it), slow, may_confirm, may_undo, ready, above (rows stand above the heads), more_mistakes, more_doubles
columns:  Import.columns.*.{letter,head,example,name,open,options.*}; Import.constants.*.{name,label,options.*}; Import.sheets.*; options: {value,label,selected}; Import.head_row
checked:  Import.mistakes.*.{row,place,text,cell}; Import.double_rows.*.{row,of_row,number,url}; Import.states.*.{state,n}; Import.same.{at,by,url}; Import.doubles_do: skip or make, what was decided
done:     Import.{first,last,finished_at,undo_until}; undone: Import.{undoer_name,undone_at}, kept_records.*.{number,title,url}; failed: Import.failure ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/options.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/token.cs" ?>
<?cs def:act(name, label, look) ?>
	<form method="post" action="<?cs var:Import.action ?>">
		<?cs call:hidden(name) ?><button class="btn <?cs var:look ?>" name="act" value="<?cs var:name ?>"><?cs var:label ?></button></form>
<?cs /def ?>
<?cs def:decide(name, label, look) ?>
	<form method="post" action="<?cs var:Import.action ?>/decision">
		<?cs call:hidden(name) ?><button class="btn <?cs var:look ?>" name="act" value="<?cs var:name ?>"><?cs var:label ?></button></form>
<?cs /def ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:Import.file_name ?></h1>
		<p class="muted">
			<?cs var:Import.kind ?> · <?cs var:Import.created_at ?> · <?cs var:Import.author_name ?> ·
				<?cs var:Import.coding ?><?cs if:Import.sheet ?> · <?cs var:Import.sheet ?><?cs /if ?></p>
	</div>
	<div class="actions"><?cs call:tag("info", Import.status_text) ?></div>
</div>
<?cs if:Import.complaint ?><div class="alert bad" role="alert" tabindex="-1" data-focus><p><?cs var:Import.complaint ?></p></div><?cs /if ?>
<div class="stack">
<?cs if:Import.same.url ?>
	<div class="alert warn" role="status">
		<p>
			<?cs var:_f("import.same_file", Import.same.at, Import.same.by) ?> <a href="<?cs var:Import.same.url ?>"><?cs var:_("import.look") ?></a></p>
	</div>
<?cs /if ?>
<?cs if:Import.status == "columns" ?>
<section class="card"><header><h2><?cs var:_("import.step2") ?></h2></header>
<?cs if:subcount(Import.sheets) > #1 ?>
	<form method="post" action="<?cs var:Import.action ?>" class="body stack-s">
		<?cs call:hidden("sheet") ?>
		<div class="field">
			<div class="label"><label for="import-sheet"><?cs var:_("import.sheet") ?></label></div>
			<select id="import-sheet" name="sheet"><?cs call:options(Import.sheets) ?></select></div>
		<button class="btn" name="act" value="sheet"><?cs var:_("import.read_sheet") ?></button></form>
<?cs /if ?>
<form method="post" action="<?cs var:Import.action ?>" novalidate data-once><?cs call:hidden("check") ?>
<p class="body muted"><?cs var:_f("import.head_row", Import.head_row, "") ?><?cs if:Import.above == "1" ?> <?cs var:_("import.above") ?><?cs /if ?></p>
<div class="scroll"><table class="rows"><caption class="vh"><?cs var:_("import.step2") ?></caption>
<thead><tr><th scope="col"><?cs var:_("Column") ?></th><th scope="col"><?cs var:_("import.example") ?></th><th scope="col"><?cs var:_("import.goes_to") ?></th></tr></thead>
<tbody>
	<?cs each:col = Import.columns ?>
		<tr>
			<td class="t"><span class="mono muted"><?cs var:col.letter ?></span> <b><?cs var:col.head ?></b></td>
			<td data-label="<?cs var:_("import.example") ?>"><?cs var:col.example ?></td>
			<td data-label="<?cs var:_("import.goes_to") ?>">
				<select name="<?cs var:col.name ?>" aria-label="<?cs var:_f("import.goes_to_of", col.head, col.letter) ?>"<?cs if:col.open == "1" ?>
					aria-invalid="true"<?cs /if ?>><?cs call:options(col.options) ?></select></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
<div class="body stack">
	<div><h3><?cs var:_("import.same_for_all") ?></h3><p class="hint"><?cs var:_("import.same_for_all_hint") ?></p></div>
	<div class="fields">
		<?cs each:f = Import.constants ?>
			<div class="field">
				<div class="label"><label for="c-<?cs var:f.name ?>"><?cs var:f.label ?></label></div>
				<select id="c-<?cs var:f.name ?>" name="<?cs var:f.name ?>"><?cs call:options(f.options) ?></select></div>
		<?cs /each ?>
	</div>
</div>
<div class="body actions"><button class="btn primary" name="act" value="check"><?cs var:_("import.check") ?></button></div></form>
<div class="body actions"><?cs call:act("drop", _("import.drop"), "danger") ?></div>
</section>
<?cs elif:Import.works == "1" ?>
<section class="card"><header><h2><?cs var:Import.status_text ?></h2></header><div class="body stack" role="status" aria-live="polite">
<?cs if:Import.status == "importing" ?>
	<p>
		<?cs var:_f("import.progress_of", Import.at_row, Import.rows) ?> <meter min="0" max="<?cs var:Import.rows ?>"
			value="<?cs var:Import.at_row ?>" aria-label="<?cs var:Import.status_text ?>"></meter></p>
<?cs elif:Import.status == "checking" ?>
	<p><?cs var:_f("import.progress", Import.at_row, "") ?></p>
<?cs /if ?>
<p class="muted small"><?cs var:_("import.reloads") ?></p>
<?cs if:Import.slow == "1" ?><div class="alert warn"><p><?cs var:_("import.slow") ?></p></div><?cs /if ?>
<?cs if:Import.status == "checking" ?><div class="actions"><?cs call:act("drop", _("import.drop"), "danger") ?></div><?cs /if ?></div></section>
<?cs elif:Import.status == "checked" || Import.status == "waiting" ?>
<section class="card">
	<header>
		<h2>
			<?cs if:Import.status == "checked" ?>
				<?cs var:_("import.step3") ?><?cs else ?><?cs var:_("import.step4") ?><?cs /if ?></h2>
	</header>
	<div class="body stack">
<p><?cs var:_f("import.rows_found", Import.rows, "") ?> <?cs each:s = Import.states ?><?cs if:!first(s) ?><?cs var:_(", ") ?><?cs /if ?><?cs var:s.state ?> <b><?cs var:s.n ?></b><?cs /each ?></p>
<?cs if:Import.wrong != "0" ?>
	<div class="alert bad">
		<p><b><?cs var:_f("import.rows_wrong", Import.wrong, "") ?></b> <?cs var:_("import.correct") ?></p>
	</div>
<?cs elif:Import.doubled == "0" ?>
	<div class="alert ok"><p><?cs var:_("import.all_right") ?></p></div>
<?cs /if ?>
<?cs if:Import.doubled != "0" ?><div class="alert warn"><p><b><?cs var:_f("import.rows_double", Import.doubled, "") ?></b></p></div><?cs /if ?>
<?cs if:Import.wrong != "0" || Import.doubled != "0" ?>
	<p>
		<?cs var:_("import.download") ?> <a href="<?cs var:Import.action ?>/mistakes.xlsx">.xlsx</a> <a href="<?cs var:Import.action ?>/mistakes.csv">.csv</a></p>
<?cs /if ?>
<p><a href="<?cs var:Import.action ?>/file"><?cs call:icon("download") ?> <?cs var:_("import.the_file") ?></a></p>
<?cs if:Import.status == "checked" && Import.mine == "1" ?>
<?cs if:Import.wrong == "0" && Import.rows != "0" ?><form method="post" action="<?cs var:Import.action ?>" class="stack-s"><?cs call:hidden("ask") ?>
<?cs if:Import.doubled != "0" ?>
	<fieldset class="ticks">
		<legend><?cs var:_("import.doubles_what") ?></legend>
		<div class="options"><label><input type="radio" name="doubles"
			value="skip"><span><?cs var:_("import.doubles_skip") ?></span></label><label><input type="radio" name="doubles"
			value="make"><span><?cs var:_("import.doubles_make") ?></span></label></div>
	</fieldset>
<?cs /if ?>
<p class="hint"><?cs var:_("import.ask_hint") ?></p><button class="btn primary" name="act" value="ask"><?cs var:_("import.ask") ?></button></form><?cs /if ?>
<div class="actions"><?cs call:act("columns", _("import.columns_again"), "") ?><?cs call:act("drop", _("import.drop"), "danger") ?></div>
<?cs elif:Import.status == "checked" ?><div class="actions"><?cs call:act("drop", _("import.drop"), "danger") ?></div>
<?cs elif:Import.may_confirm == "1" ?>
	<?cs if:Import.doubled != "0" ?>
		<p>
			<?cs if:Import.doubles_do == "skip" ?>
				<?cs var:_("import.doubles_skip") ?><?cs else ?><?cs var:_("import.doubles_make") ?><?cs /if ?></p>
	<?cs /if ?>
	<p class="hint"><?cs var:_f("import.confirm_hint", Import.author_name, "") ?></p>
	<div class="actions">
		<?cs call:decide("confirm", _("import.confirm"), "primary") ?><?cs call:decide("decline", _("Decline"), "danger") ?></div>
<?cs else ?>
	<p><?cs var:_("import.waits") ?></p>
	<div class="actions">
		<?cs if:Import.mine == "1" ?><?cs call:act("back", _("Take back"), "") ?><?cs /if ?><?cs call:act("drop", _("import.drop"), "danger") ?></div>
<?cs /if ?>
</div></section>
<?cs if:subcount(Import.mistakes) > #0 ?><section class="card"><header><h2><?cs var:_("Problems") ?></h2></header>
<div class="scroll">
	<table class="rows">
		<caption class="vh"><?cs var:_("Problems") ?></caption>
		<thead>
			<tr>
				<th scope="col" class="num"><?cs var:_("Row") ?></th>
				<th scope="col"><?cs var:_("Column") ?></th>
				<th scope="col"><?cs var:_("Content of the cell") ?></th>
				<th scope="col"><?cs var:_("Problem") ?></th>
			</tr>
		</thead>
<tbody>
	<?cs each:m = Import.mistakes ?>
		<tr>
			<td class="num" data-label="<?cs var:_("Row") ?>"><?cs var:m.row ?></td>
			<td class="t"><?cs var:m.place ?></td>
			<td data-label="<?cs var:_("Content of the cell") ?>"><?cs var:m.cell ?></td>
			<td data-label="<?cs var:_("Problem") ?>"><?cs var:m.text ?></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
<?cs if:Import.more_mistakes == "1" ?><p class="body muted"><?cs var:_("import.more") ?></p><?cs /if ?></section><?cs /if ?>
<?cs if:subcount(Import.double_rows) > #0 ?><section class="card"><header><h2><?cs var:_("import.doubles") ?></h2><span class="n push"><?cs var:Import.doubled ?></span></header>
<ul class="list">
	<?cs each:d = Import.double_rows ?>
		<li>
			<p>
				<?cs var:_f("Row %1:", d.row, "") ?>
					<?cs if:d.of_row ?><?cs var:_f("repeats row %1", d.of_row, "") ?><?cs else ?><?cs var:_("import.is_there") ?> <?cs if:d.url ?><a
					class="mono" href="<?cs var:d.url ?>"><?cs var:d.number ?></a><?cs else ?><span
					class="mono"><?cs var:d.number ?></span><?cs /if ?><?cs /if ?></p>
		</li>
	<?cs /each ?>
</ul>
<?cs if:Import.more_doubles == "1" ?><p class="body muted"><?cs var:_("import.more") ?></p><?cs /if ?></section><?cs /if ?>
<?cs elif:Import.status == "done" ?>
<section class="card"><header><h2><?cs var:_("import.status.done") ?></h2></header><div class="body stack">
<p>
	<?cs var:_f("import.made_of", Import.made, Import.finished_at) ?> <?cs if:Import.first ?><span class="mono"><?cs var:Import.first ?></span>
		– <span class="mono"><?cs var:Import.last ?></span><?cs /if ?></p>
<?cs if:Import.second_name ?><p class="muted"><?cs var:_f("confirmed by %1 on %2", Import.second_name, Import.confirmed_at) ?></p><?cs /if ?>
<p><a class="btn" href="<?cs var:Import.kinds_url ?>"><?cs var:_("Back to the list") ?></a></p>
<?cs if:Import.may_undo == "1" ?>
	<p class="hint"><?cs var:_f("import.undo_hint", Import.undo_until, "") ?></p>
	<div class="actions"><?cs call:decide("undo", _("import.undo"), "danger") ?></div>
<?cs /if ?>
</div>
</section>
<?cs elif:Import.status == "undone" ?>
<section class="card">
	<header><h2><?cs var:_("import.status.undone") ?></h2></header>
	<div class="body stack">
		<p><?cs var:_f("import.undone_by", Import.undoer_name, Import.undone_at) ?></p>
<?cs if:Import.kept != "0" ?><p><?cs var:_f("import.kept", Import.kept, "") ?></p><?cs /if ?></div>
<?cs if:subcount(Import.kept_records) > #0 ?>
	<ul class="list">
		<?cs each:k = Import.kept_records ?>
			<li><a class="title" href="<?cs var:k.url ?>"><?cs var:k.title ?></a> <span class="muted mono small"><?cs var:k.number ?></span></li>
		<?cs /each ?>
	</ul>
<?cs /if ?>
</section>
<?cs else ?>
<section class="card">
	<header><h2><?cs var:Import.status_text ?></h2></header>
	<div class="body stack">
		<?cs if:Import.failure ?><div class="alert bad"><p><?cs var:Import.failure ?></p></div><?cs /if ?>
		<p><?cs var:_("import.nothing_made") ?></p>
		<p><a class="btn" href="<?cs var:Import.list_url ?>"><?cs var:_("import.begin_again") ?></a></p>
	</div>
</section>
<?cs /if ?>
</div>
