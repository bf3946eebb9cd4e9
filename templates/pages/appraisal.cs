<?cs # The appraisal of a year (R4.2).
Appraisal.year; Appraisal.years.*.{text,url,current}; Appraisal.sees_all "1": everyone's, else one's own
Appraisal.measures.*.{label,hint}           what is counted
Appraisal.people.*, Appraisal.departments.*.{name,department,numbers.*.{label,text,url},points,points_url,current}
Appraisal.items_of                          whose are below; Appraisal.items.*.{measure,day,verdict,tone,url,number,title}; Appraisal.cut: of how many
Appraisal.{csv,xlsx}                        addresses of the export; may be absent
Empty… ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/empty.cs" ?>
<?cs def:appraised(label, list, id) ?>
<section class="card">
	<header><h2><?cs var:label ?></h2></header>
	<div class="scroll" tabindex="0" role="region" aria-label="<?cs var:label ?>">
		<table class="rows" id="<?cs var:id ?>">
			<caption class="vh"><?cs var:label ?></caption>
			<thead>
				<tr>
					<th scope="col"><?cs var:_("points.column.name") ?></th>
					<?cs if:id == "people" ?><th scope="col"><?cs var:_("Department") ?></th><?cs /if ?>
					<?cs each:m = Appraisal.measures ?><th scope="col" class="num"><?cs var:m.label ?></th><?cs /each ?>
					<th scope="col" class="num"><?cs var:_("Points") ?></th>
				</tr>
			</thead>
<tbody>
	<?cs each:p = list ?>
		<tr<?cs if:p.current == "1" ?> aria-current="true"<?cs /if ?>>
			<td class="t"><?cs var:p.name ?></td>
			<?cs if:id == "people" ?><td><?cs var:p.department ?></td><?cs /if ?>
			<?cs each:n = p.numbers ?>
				<td class="num nw" data-label="<?cs var:n.label ?>"><?cs if:n.url ?><a href="<?cs var:n.url ?>"><?cs var:n.text ?></a><?cs else ?>–<?cs /if ?></td>
			<?cs /each ?>
			<td class="num" data-label="<?cs var:_("Points") ?>"><a href="<?cs var:p.points_url ?>"><?cs var:p.points ?></a></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
</section>
<?cs /def ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_f("appraisal.of", Appraisal.year, "") ?></h1>
		<p class="muted"><?cs if:Appraisal.sees_all == "1" ?><?cs var:_("appraisal.hint") ?><?cs else ?><?cs var:_("appraisal.hint.own") ?><?cs /if ?></p>
	</div>
<div class="actions">
	<?cs if:Appraisal.xlsx ?>
		<details class="menu">
			<summary class="btn"><?cs call:icon("export") ?><?cs var:_("Export") ?></summary>
			<div><a href="<?cs var:Appraisal.xlsx ?>"><?cs var:_("Excel (.xlsx)") ?></a><a href="<?cs var:Appraisal.csv ?>"><?cs var:_("Text (.csv)") ?></a></div>
		</details>
	<?cs /if ?>
</div>
</div>
<nav class="tabs" aria-label="<?cs var:_("Years") ?>">
	<?cs each:y = Appraisal.years ?>
		<a href="<?cs var:y.url ?>"<?cs if:y.current == "1" ?> aria-current="page"<?cs /if ?>><?cs var:y.text ?></a><?cs /each ?></nav>
<?cs if:subcount(Appraisal.people) > #0 ?><?cs call:appraised(_("People"), Appraisal.people, "people") ?><?cs /if ?>
<?cs if:subcount(Appraisal.departments) > #0 ?><?cs call:appraised(_("Departments"), Appraisal.departments, "departments") ?><?cs /if ?>
<?cs if:subcount(Appraisal.items) > #0 ?>
<section class="card" id="items">
	<header><h2><?cs var:_f("appraisal.items", Appraisal.items_of, "") ?></h2><?cs if:Appraisal.cut ?><span class="push small muted"><?cs var:Appraisal.cut ?></span><?cs /if ?></header>
	<div class="scroll" tabindex="0" role="region" aria-label="<?cs var:_f("appraisal.items", Appraisal.items_of, "") ?>">
		<table class="rows">
			<thead>
				<tr>
					<th scope="col"><?cs var:_("Date") ?></th><th scope="col"><?cs var:_("appraisal.counted") ?></th>
					<th scope="col"><?cs var:_("appraisal.record") ?></th><th scope="col"><?cs var:_("appraisal.verdict") ?></th>
				</tr>
			</thead>
<tbody>
	<?cs each:i = Appraisal.items ?>
		<tr>
			<td class="nw"><?cs var:i.day ?></td>
			<td class="nw"><?cs var:i.measure ?></td>
			<td class="t"><?cs if:i.url ?><a href="<?cs var:i.url ?>"><?cs var:i.title ?></a> <span class="mono muted small"><?cs var:i.number ?></span><?cs else ?>–<?cs /if ?></td>
			<td class="nw"><?cs if:i.verdict ?><?cs call:tag(i.tone, i.verdict) ?><?cs /if ?></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
</section>
<?cs /if ?>
<?cs if:subcount(Appraisal.people) == #0 && subcount(Appraisal.departments) == #0 ?><section class="card"><?cs call:empty(Empty) ?></section><?cs /if ?>
<section class="card" id="measures">
	<header><h2><?cs var:_("appraisal.measures") ?></h2></header>
	<dl class="facts body"><?cs each:m = Appraisal.measures ?><div class="wide"><dt><?cs var:m.label ?></dt><dd><?cs var:m.hint ?></dd></div><?cs /each ?></dl>
</section>
