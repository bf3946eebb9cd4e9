<?cs # Where time goes (RX.17).
Flow.kinds.*, Flow.departments.*.{value,label,selected}, Flow.{from,to,action}   what is asked
Flow.course.*.{label,value}                     the whole course of what came to its end; Flow.cut: translated, only so much was read
Flow.charts.*   see part/chart.cs;              Flow.slowest: a table of part/report.cs
Flow.waits.*.{who,whom,n,median,longest}        who waits for whom now
Flow.{csv,xlsx} addresses of the export; may be absent
Empty… ?>
<link rel="stylesheet" href="<?cs var:App.assets ?>/flow.css<?cs if:App.version ?>?v=<?cs var:App.version ?><?cs /if ?>">
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/options.cs" ?><?cs include!"part/article.cs" ?>
<?cs include!"part/empty.cs" ?><?cs include!"part/chart.cs" ?><?cs include!"part/report.cs" ?>
<?cs def:flow_day(name, label, value) ?>
	<div class="field"><label for="flow-<?cs var:name ?>"><?cs var:label ?></label><input type="date" id="flow-<?cs var:name ?>" name="<?cs var:name ?>" value="<?cs var:value ?>"></div>
<?cs /def ?>
<div class="head"><div class="head-text"><h1><?cs var:_("flow.report") ?></h1><p class="muted"><?cs var:_("flow.report.hint") ?></p></div>
<div class="actions">
	<?cs if:Flow.xlsx ?>
		<details class="menu">
			<summary class="btn"><?cs call:icon("export") ?><?cs var:_("Export") ?></summary>
			<div><a href="<?cs var:Flow.xlsx ?>"><?cs var:_("Excel (.xlsx)") ?></a><a href="<?cs var:Flow.csv ?>"><?cs var:_("Text (.csv)") ?></a></div>
		</details>
	<?cs /if ?>
</div>
</div>
<form class="filters card" action="<?cs var:Flow.action ?>" role="search" aria-label="<?cs var:_("Filter this list") ?>">
	<div class="field"><label for="flow-kind"><?cs var:_("flow.report.kind") ?></label><select id="flow-kind" name="kind"><?cs call:options(Flow.kinds) ?></select></div>
	<?cs call:flow_day("from", _("flow.report.from"), Flow.from) ?><?cs call:flow_day("to", _("flow.report.to"), Flow.to) ?>
	<?cs call:choice("department", _("Department"), Flow.departments) ?>
	<div class="actions"><button class="btn"><?cs var:_("Filter") ?></button></div>
</form>
<?cs if:Flow.cut ?><p class="muted"><?cs var:Flow.cut ?></p><?cs /if ?>
<?cs if:subcount(Flow.course) > #0 ?>
<section class="card" id="course">
	<header><h2><?cs var:_("flow.report.course") ?></h2></header>
	<dl class="facts body"><?cs each:f = Flow.course ?><div><dt><?cs var:f.label ?></dt><dd><?cs var:f.value ?></dd></div><?cs /each ?></dl>
</section>
<?cs /if ?>
<?cs each:c = Flow.charts ?><?cs call:chart(c) ?><?cs /each ?>
<?cs if:subcount(Flow.charts) == #0 ?><section class="card"><?cs call:empty(Empty) ?></section><?cs /if ?>
<?cs if:subcount(Flow.slowest.rows) > #0 ?>
<section class="card" id="slowest"><header><h2><?cs var:Flow.slowest.label ?></h2></header><div class="body"><?cs call:report_body(Flow.slowest, "") ?></div></section>
<?cs /if ?>
<?cs if:subcount(Flow.waits) > #0 ?>
<section class="card" id="waits">
	<header><h2><?cs var:_("flow.report.waits") ?></h2></header>
	<div class="body">
		<p class="muted small"><?cs var:_("flow.report.waits.hint") ?></p>
		<div class="scroll" tabindex="0" role="region" aria-label="<?cs var:_("flow.report.waits") ?>">
			<table>
				<thead>
					<tr>
						<th scope="col"><?cs var:_("flow.report.waits.who") ?></th><th scope="col"><?cs var:_("flow.report.waits.whom") ?></th>
						<th scope="col" class="num"><?cs var:_("flow.report.waits.n") ?></th><th scope="col" class="num"><?cs var:_("flow.report.waits.median") ?></th>
						<th scope="col" class="num"><?cs var:_("flow.report.waits.longest") ?></th>
					</tr>
				</thead>
				<tbody>
					<?cs each:w = Flow.waits ?>
						<tr><td><?cs var:w.who ?></td><td><?cs var:w.whom ?></td><td class="num"><?cs var:w.n ?></td><td class="num"><?cs var:w.median ?></td><td class="num"><?cs var:w.longest ?></td></tr>
					<?cs /each ?>
				</tbody>
			</table>
		</div>
	</div>
</section>
<?cs /if ?>
