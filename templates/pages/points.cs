<?cs # The points account (R35.3).
Points.year; Points.years.*.{text,url,current}; Points.sees_all "1": everyone's totals, else one's own
Points.people.*, Points.departments.*.{name,department,url,gained,lost,total,current}
Points.entries_of           whose entries are below; Points.entries.*.{points,at,booked_by,reverses,reversed,url,number,title,kind}
Points.{csv,xlsx}           addresses of the export; may be absent
Empty… ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/empty.cs" ?>
<?cs def:totals(label, list, id) ?>
<section class="card">
	<header><h2><?cs var:label ?></h2></header>
	<div class="scroll">
		<table class="rows" id="<?cs var:id ?>">
			<caption class="vh"><?cs var:label ?></caption>
			<thead>
				<tr>
					<th scope="col"><?cs var:_("points.column.name") ?></th>
					<th scope="col"><?cs var:_("Department") ?></th>
					<th scope="col" class="num"><?cs var:_("Gained") ?></th>
					<th scope="col" class="num"><?cs var:_("Lost") ?></th>
					<th scope="col" class="num"><?cs var:_("Total") ?></th>
				</tr>
			</thead>
<tbody>
	<?cs each:p = list ?>
		<tr<?cs if:p.current == "1" ?> aria-current="true"<?cs /if ?>>
			<td class="t"><a href="<?cs var:p.url ?>"><?cs var:p.name ?></a></td>
			<td><?cs var:p.department ?></td>
			<td class="num" data-label="<?cs var:_("Gained") ?>"><?cs var:p.gained ?></td>
			<td class="num" data-label="<?cs var:_("Lost") ?>"><?cs var:p.lost ?></td>
			<td class="num" data-label="<?cs var:_("Total") ?>"><b><?cs var:p.total ?></b></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
</section>
<?cs /def ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_f("Points %1", Points.year, "") ?></h1>
		<?cs if:Points.sees_all != "1" ?>
			<p class="muted"><?cs var:_("Your own points and those of your department.") ?></p>
		<?cs /if ?>
	</div>
<div class="actions">
	<?cs if:Points.xlsx ?>
		<details class="menu">
			<summary class="btn"><?cs call:icon("export") ?><?cs var:_("Export") ?></summary>
			<div><a href="<?cs var:Points.xlsx ?>"><?cs var:_("Excel (.xlsx)") ?></a><a href="<?cs var:Points.csv ?>"><?cs var:_("Text (.csv)") ?></a></div>
		</details>
	<?cs /if ?>
</div>
</div>
<nav class="tabs" aria-label="<?cs var:_("Years") ?>">
	<?cs each:y = Points.years ?>
		<a href="<?cs var:y.url ?>"<?cs if:y.current == "1" ?> aria-current="page"<?cs /if ?>><?cs var:y.text ?></a><?cs /each ?></nav>
<?cs if:subcount(Points.people) > #0 ?><?cs call:totals(_("People"), Points.people, "people") ?><?cs /if ?>
<?cs if:subcount(Points.departments) > #0 ?><?cs call:totals(_("Departments"), Points.departments, "departments") ?><?cs /if ?>
<?cs if:Points.entries_of ?>
<section class="card" id="entries">
	<header><h2><?cs var:_f("Entries: %1", Points.entries_of, "") ?></h2></header>
	<div class="scroll">
		<table class="rows">
			<caption class="vh"><?cs var:_f("Entries: %1", Points.entries_of, "") ?></caption>
			<thead>
				<tr>
					<th scope="col"><?cs var:_("Date") ?></th>
					<th scope="col" class="num"><?cs var:_("Points") ?></th>
					<th scope="col"><?cs var:_("From") ?></th>
					<th scope="col"><?cs var:_("Booked by") ?></th>
					<th scope="col"><?cs var:_("Note") ?></th>
				</tr>
			</thead>
<tbody>
	<?cs each:e = Points.entries ?>
		<tr>
			<td class="nw"><?cs var:e.at ?></td>
			<td class="num"><?cs var:e.points ?></td>
			<td class="t"><?cs if:e.url ?>
					<a href="<?cs var:e.url ?>"><?cs var:e.title ?></a> <span class="mono muted small"><?cs var:e.number ?></span><?cs else ?><span
						class="muted"><?cs var:_("A record you may not see") ?></span><?cs /if ?></td>
			<td class="nw"><?cs var:e.booked_by ?></td>
			<td class="nw"><?cs if:e.reverses == "1" ?>
					<?cs call:tag("warn", _("Reversal")) ?><?cs elif:e.reversed == "1" ?><?cs call:tag("", _("Reversed")) ?><?cs /if ?></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
</section>
<?cs /if ?>
<?cs if:subcount(Points.people) == #0 && subcount(Points.departments) == #0 ?><section class="card"><?cs call:empty(Empty) ?></section><?cs /if ?>
