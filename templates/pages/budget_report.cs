<?cs # Budget against actual (R11.1).
Report.years.*, Report.projects.*.{value,label,selected}   what it can be narrowed to; Report.action: where the choice goes
Report.charts.*   see part/chart.cs
Report.{csv,xlsx} addresses of the export; may be absent
Empty… ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/options.cs" ?><?cs include!"part/empty.cs" ?><?cs include!"part/chart.cs" ?>
<?cs def:narrow(name, label, list) ?>
	<div class="field"><label for="report-<?cs var:name ?>"><?cs var:label ?></label><select id="report-<?cs var:name ?>" name="<?cs var:name ?>"><?cs call:options(list) ?></select></div>
<?cs /def ?>
<div class="head"><div class="head-text"><h1><?cs var:_("budget.report") ?></h1></div>
<div class="actions">
	<?cs if:Report.xlsx ?>
		<details class="menu">
			<summary class="btn"><?cs call:icon("export") ?><?cs var:_("Export") ?></summary>
			<div><a href="<?cs var:Report.xlsx ?>"><?cs var:_("Excel (.xlsx)") ?></a><a href="<?cs var:Report.csv ?>"><?cs var:_("Text (.csv)") ?></a></div>
		</details>
	<?cs /if ?>
</div>
</div>
<form class="filters card" action="<?cs var:Report.action ?>" role="search" aria-label="<?cs var:_("Filter this list") ?>">
	<?cs call:narrow("year", _("budget.report.year"), Report.years) ?><?cs call:narrow("project", _("budget.report.project"), Report.projects) ?>
	<div class="actions"><button class="btn"><?cs var:_("Filter") ?></button></div>
</form>
<?cs each:c = Report.charts ?><?cs call:chart(c) ?><?cs /each ?>
<?cs if:subcount(Report.charts) == #0 ?><section class="card"><?cs call:empty(Empty) ?></section><?cs /if ?>
