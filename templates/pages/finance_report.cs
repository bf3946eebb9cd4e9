<?cs # The finance analysis of a year or a quarter (R11.2).
Report.period                                            translated: of when it is
Report.years.*, Report.quarters.*.{value,label,selected} what it can be asked for; Report.action: where the choice goes
Report.charts.*   see part/chart.cs
Report.{csv,xlsx} addresses of the export; may be absent
Empty… ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/options.cs" ?><?cs include!"part/empty.cs" ?><?cs include!"part/chart.cs" ?>
<?cs def:period_choice(name, label, list) ?>
	<div class="field"><label for="report-<?cs var:name ?>"><?cs var:label ?></label><select id="report-<?cs var:name ?>" name="<?cs var:name ?>"><?cs call:options(list) ?></select></div>
<?cs /def ?>
<div class="head"><div class="head-text"><h1><?cs var:_("finance.report") ?> <?cs var:Report.period ?></h1>
	<p class="muted"><?cs var:_("finance.report.hint") ?></p></div>
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
	<?cs call:period_choice("year", _("budget.report.year"), Report.years) ?><?cs call:period_choice("quarter", _("finance.report.quarter"), Report.quarters) ?>
	<div class="actions"><button class="btn"><?cs var:_("Filter") ?></button></div>
</form>
<?cs each:c = Report.charts ?><?cs call:chart(c) ?><?cs /each ?>
<?cs if:subcount(Report.charts) == #0 ?><section class="card"><?cs call:empty(Empty) ?></section><?cs /if ?>
