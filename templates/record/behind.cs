<?cs # The records behind a number of a report.
Record.{number,title,url,kind,icon}
Behind.label
Behind.table.{empty,hint,cut,columns,rows}   as part/report.cs draws them ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/article.cs" ?><?cs include!"part/report.cs" ?>
<div class="head">
	<div class="head-text">
		<p class="kicker">
			<?cs call:icon(Record.icon) ?><?cs var:Record.kind ?> <span class="mono"><?cs var:Record.number ?></span></p>
		<h1><?cs var:Behind.label ?></h1>
		<p class="muted"><?cs var:Record.title ?></p>
	</div>
	<div class="actions"><a class="btn" href="<?cs var:Record.url ?>"><?cs call:icon("back") ?><?cs var:_("Back to the record") ?></a></div>
</div>
<section class="card">
	<div class="body"><?cs call:report_body(Behind.table, "") ?></div>
</section>
