<?cs # A list of one kind; also for any page that is a list.

List.{title,icon,intro}             translated
List.path                           the list's own address: filters go there by GET
List.{new_url,new_label}            the one primary action; may be empty
List.{csv_url,xlsx_url,import_url,print_url}   exactly this list; may be empty
List.{figures_url,figures}          what is drawn of all of its kind, and what that is called; may be empty
List.tabs.*.{text,url,current,count}
List.filters_html                   what can be asked for, rendered from record/filters.cs; without it as part/filters.cs reads List
List.active.*.{text,url}            filters in force; the url takes one away
List.reset_url
List.saved.*.{text,url,current,shared,id,may_remove,feed_url}; List.save_url: posts name, shared=1, remove=<id>; List.query: what is saved;
   List.may_share "1": also for everyone
List.total                          how many there are of it, translated; may be empty
List.views.*.{label,url,current}    the same filter as a list, a board, a calendar
List.sorts.{number,due}.{url,sorted}        sorted: "ascending", "descending" or empty
List.standing.*                     tables above the list: how the site does, see part/report.cs
List.has_due, List.has_waits ("1")  the columns behind the state
List.columns.*.{name,label,url,sorted,num}      url: sort by it; may be empty
List.rows.*.{number,url,title,state,due,late,due_day,waits}   late "1": due, and not done; due_day: its date, where due says it in words
List.rows.*.cells.*                 the text itself, finished in C; beside it may be
   label: of days, figures, people, yes and no: shown before them on a phone, where the head of the table is not
   num: a figure; day: a date or time, which never breaks; title: what stands behind it; wide: is long
   url: of the record it names, or of a page about the row
Columns.{boxes_html,count,url,query}    which columns this person sees (record/columns.cs); posts column=<name>…, usual=1
Board…, Month…   instead of rows, see record/views.cs
List.bulk.*.{name,value,label,danger}, List.has_bulk ("1"), List.bulk_url  what can be decided for the ticked rows: a GET with record=<number>…, shown before it is decided
Pager…   see part/pager.cs;  Empty…   see part/empty.cs ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/options.cs" ?><?cs include!"part/filters.cs" ?><?cs include!"part/token.cs" ?><?cs include!"part/pager.cs" ?><?cs include!"part/empty.cs" ?>
<?cs include!"part/tag.cs" ?><?cs include!"part/article.cs" ?><?cs include!"part/report.cs" ?>
<?cs include!"record/views.cs" ?>
<?cs def:sorter(label, s) ?>
	<th scope="col"<?cs if:s.num ?> class="num"<?cs /if ?><?cs if:s.sorted ?> aria-sort="<?cs var:s.sorted ?>"<?cs /if ?>>
		<?cs if:s.url ?>
			<a href="<?cs var:s.url ?>"><?cs var:label ?><?cs if:s.sorted ?><span aria-hidden="true"><?cs if:s.sorted == "ascending" ?> ↑<?cs else ?>
				↓<?cs /if ?></span><?cs /if ?></a><?cs else ?><?cs var:label ?><?cs /if ?></th>
<?cs /def ?>

<div class="head">
<div class="head-text">
<h1><?cs var:List.title ?><?cs if:List.total ?> <small class="muted"><?cs var:List.total ?></small><?cs /if ?></h1><?cs if:List.intro ?><p class="muted"><?cs var:List.intro ?></p><?cs /if ?></div>
<div class="actions">
<?cs if:List.csv_url || List.xlsx_url || List.import_url || List.print_url ?>
	<details class="menu">
		<summary class="btn"><?cs call:icon("export") ?><?cs var:_("Export") ?></summary>
		<div>
			<?cs if:List.xlsx_url ?><a href="<?cs var:List.xlsx_url ?>"><?cs var:_("Excel (.xlsx)") ?></a><?cs /if ?><?cs if:List.csv_url ?><a
				href="<?cs var:List.csv_url ?>"><?cs var:_("Text (.csv)") ?></a><?cs /if ?><?cs if:List.print_url ?><a
				href="<?cs var:List.print_url ?>"><?cs var:_("Print") ?></a><?cs /if ?><?cs if:List.import_url ?><a
				href="<?cs var:List.import_url ?>"><?cs var:_("Import…") ?></a><?cs /if ?></div>
	</details>
<?cs /if ?>
<?cs if:List.figures_url ?><a class="btn" href="<?cs var:List.figures_url ?>"><?cs var:List.figures ?></a><?cs /if ?>
<?cs if:List.new_url ?><a class="btn primary" href="<?cs var:List.new_url ?>"><?cs call:icon("plus") ?><?cs var:List.new_label ?></a><?cs /if ?>
</div>
</div>

<?cs if:subcount(List.tabs) > #0 ?>
	<nav class="tabs" aria-label="<?cs var:_("Parts of this list") ?>">
		<?cs each:t = List.tabs ?>
			<a href="<?cs var:t.url ?>"<?cs if:t.current ?> aria-current="page"<?cs /if ?>><?cs var:t.text ?><?cs if:t.count ?><span
				class="n"><?cs var:t.count ?></span><?cs /if ?></a><?cs /each ?></nav>
<?cs /if ?>

<?cs each:t = List.standing ?>
	<section class="card"><header><h2><?cs var:t.label ?></h2></header><div class="body stack-s"><?cs call:report_body(t, "") ?></div></section>
<?cs /each ?>

<section class="card" id="list">
<?cs if:List.filters_html ?>
	<?cs uvar:List.filters_html ?>
<?cs elif:subcount(List.filters) > #0 ?>
	<?cs call:filters(List) ?>
<?cs /if ?>
<?cs if:subcount(List.active) > #0 || subcount(List.saved) > #0 ?>
<div class="chips">
<?cs each:s = List.saved ?>
	<span class="chip<?cs if:s.current ?> on<?cs /if ?>"><a href="<?cs var:s.url ?>"<?cs if:s.current ?>
		aria-current="true"<?cs /if ?>><?cs call:icon("star") ?><?cs var:s.text ?><?cs if:s.shared ?>
		<small><?cs var:_("Shared") ?></small><?cs /if ?></a>
		<form method="post" action="<?cs var:s.feed_url ?>">
			<?cs call:hidden("feed-" + s.id) ?><button title="<?cs var:_("Feeds of this filter") ?>"><?cs call:icon("bell") ?><span
			class="vh"><?cs var:_f("Feeds of the saved filter %1", s.text, "") ?></span></button></form><?cs if:s.may_remove ?>
			<form method="post" action="<?cs var:List.save_url ?>">
				<?cs call:hidden("unsave-" + s.id) ?><button name="remove" value="<?cs var:s.id ?>"
					title="<?cs var:_("Remove this saved filter") ?>"><?cs call:icon("x") ?><span
					class="vh"><?cs var:_f("Remove the saved filter %1", s.text, "") ?></span></button></form>
		<?cs /if ?>
	</span><?cs /each ?>
<?cs each:a = List.active ?>
	<span class="chip"><span><?cs var:a.text ?></span><a href="<?cs var:a.url ?>"
		title="<?cs var:_("Remove this filter") ?>"><?cs call:icon("x") ?><span
		class="vh"><?cs var:_f("Remove the filter %1", a.text, "") ?></span></a></span><?cs /each ?>
<?cs if:List.save_url && subcount(List.active) > #0 ?>
	<details class="menu left">
		<summary class="btn quiet sm"><?cs call:icon("star") ?><?cs var:_("Save this filter") ?></summary>
		<div>
			<form method="post" action="<?cs var:List.save_url ?>" class="stack-s pad" id="save-list" data-once>
				<?cs call:hidden("save-list") ?><input type="hidden" name="query" value="<?cs var:List.query ?>"><label
					for="save-name"><?cs var:_("Name of the filter") ?></label><input id="save-name" name="name" required
					maxlength="60"><?cs if:List.may_share ?>
					<div class="options"><label><input type="checkbox" name="shared" value="1"><span><?cs var:_("For everyone of the site") ?></span></label></div>
				<?cs /if ?>
				<button class="btn"><?cs var:_("Save") ?></button></form>
		</div>
	</details>
<?cs /if ?>
</div>
<?cs /if ?>
<?cs if:subcount(List.views) > #0 ?>
<div class="toolbar">
<nav class="toggle" aria-label="<?cs var:_("How it is shown") ?>"><?cs each:w = List.views ?><a href="<?cs var:w.url ?>"<?cs if:w.current ?>
	aria-current="true"<?cs /if ?>><?cs var:w.label ?></a><?cs /each ?></nav>
<?cs if:Columns.url ?>
	<details class="menu" id="columns">
		<summary class="btn sm"><?cs var:_("Columns") ?> <?cs var:Columns.count ?></summary>
		<div>
			<form method="post" action="<?cs var:Columns.url ?>" class="cols" data-once>
				<?cs call:hidden("columns") ?><input type="hidden" name="query" value="<?cs var:Columns.query ?>">
				<fieldset><legend><?cs var:_("Which columns I see") ?></legend>
				<?cs uvar:Columns.boxes_html ?></fieldset>
				<div class="actions"><button class="btn sm primary"><?cs var:_("Show these") ?></button><button class="btn sm quiet" name="usual"
					value="1"><?cs var:_("The usual ones") ?></button></div></form>
		</div>
	</details>
<?cs /if ?>
</div>
<?cs /if ?>
<?cs if:subcount(Board.lanes) > #0 ?>
<?cs call:lanes(Board) ?>
<?cs elif:Month.title ?>
<?cs call:month(Month) ?>
<?cs elif:subcount(List.rows) > #0 ?>
<?cs if:List.has_bulk ?><form action="<?cs var:List.bulk_url ?>" id="bulk"></form><?cs /if ?>
<div class="scroll"><table class="rows fit">
<caption class="vh"><?cs var:List.title ?></caption>
<thead>
	<tr>
		<?cs if:List.has_bulk ?>
			<th scope="col" class="tick"><span class="vh"><?cs var:_("Select") ?></span></th>
		<?cs /if ?>
		<?cs call:sorter(_("Number"), List.sorts.number) ?>
		<th scope="col"><?cs var:_("Title") ?></th>
		<th scope="col"><?cs var:_("State") ?></th>
		<?cs if:List.has_due ?><?cs call:sorter(_("field.due"), List.sorts.due) ?><?cs /if ?>
		<?cs if:List.has_waits ?><th scope="col"><?cs var:_("Waiting for") ?></th><?cs /if ?>
		<?cs each:c = List.columns ?><?cs call:sorter(c.label, c) ?><?cs /each ?></tr>
</thead>
<tbody>
<?cs each:r = List.rows ?>
<tr>
	<?cs if:List.has_bulk ?>
		<td class="tick"><label><input type="checkbox" form="bulk" name="record" value="<?cs var:r.number ?>"><span
			class="vh"><?cs var:_f("Select %1", r.number, "") ?></span></label></td>
	<?cs /if ?>
	<td class="mono"><?cs var:r.number ?></td>
	<td class="t"><a class="title" href="<?cs var:r.url ?>"><?cs var:r.title ?></a></td>
	<td class="s"><?cs var:r.state ?></td>
	<?cs if:List.has_due ?>
		<?cs if:r.late ?>
			<td class="d"><span class="late" title="<?cs var:r.due_day ?>"><?cs var:r.due ?></span></td>
		<?cs elif:r.due ?>
			<td class="d" data-label="<?cs var:_("field.due") ?>"><?cs var:r.due ?></td>
		<?cs else ?>
			<td></td>
		<?cs /if ?>
	<?cs /if ?>
	<?cs if:List.has_waits ?>
		<td><?cs var:r.waits ?></td>
	<?cs /if ?>
	<?cs each:c = r.cells ?>
		<?cs if:c.label ?>
			<td<?cs if:c.num ?> class="num"<?cs elif:c.day ?> class="d"<?cs /if ?> data-label="<?cs var:c.label ?>"><?cs var:c ?></td>
		<?cs elif:c.num ?>
			<td class="num"><?cs var:c ?></td>
		<?cs elif:c.day ?>
			<td class="d"<?cs if:c.title ?> title="<?cs var:c.title ?>"<?cs /if ?>><?cs var:c ?></td>
		<?cs elif:c.wide || c.url ?>
			<td<?cs if:c.wide ?> class="w"<?cs /if ?>><?cs if:c.url ?><a href="<?cs var:c.url ?>"><?cs var:c ?></a><?cs else ?><?cs var:c ?><?cs /if ?></td>
		<?cs else ?>
			<td><?cs var:c ?></td>
		<?cs /if ?>
	<?cs /each ?>
</tr>
<?cs /each ?>
</tbody></table></div>
<?cs if:List.has_bulk ?>
<div class="bulk" role="group" aria-label="<?cs var:_("With the selected:") ?>"><b><?cs var:_("With the selected:") ?></b>
<?cs each:m = List.bulk ?>
	<button form="bulk" class="btn sm<?cs if:m.danger ?> danger<?cs /if ?>" name="<?cs var:m.name ?>"
		value="<?cs var:m.value ?>"><?cs var:m.label ?>…</button><?cs /each ?></div>
<?cs /if ?>
<?cs else ?>
<?cs call:empty(Empty) ?>
<?cs /if ?>
<?cs call:pager(Pager) ?>
</section>
