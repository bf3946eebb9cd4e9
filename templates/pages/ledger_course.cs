<?cs # The course of a project in the ledger (article 7(6)); also on paper.
Course.{number,title,url,state,tone,ledger_url,print_url,csv_url,xlsx_url}; Course.paper "1": on paper; Paper.printed
Course.facts.*.{label,text}
Course.tables.*.{name,label,count,empty,columns,rows}   as part/report.cs draws them ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/article.cs" ?><?cs include!"part/report.cs" ?>
<?cs if:Course.paper == "1" ?>
	<p class="screen"><a class="btn" href="<?cs var:Course.ledger_url ?>"><?cs call:icon("back") ?><?cs var:_("Back to the ledger") ?></a>
		<span class="muted"><?cs var:_("Print with the browser: Ctrl+P. Paper A4.") ?></span></p>
<?cs /if ?>
<?cs if:Course.paper == "1" ?><article class="plainprint ledger-paper"><?cs /if ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:Course.title ?> <?cs call:tag(Course.tone, Course.state) ?></h1>
		<p class="muted"><a class="mono" href="<?cs var:Course.url ?>"><?cs var:Course.number ?></a><?cs each:f = Course.facts ?> ·
			<?cs var:f.label ?> <?cs var:f.text ?><?cs /each ?></p>
	</div>
<?cs if:Course.paper != "1" ?>
	<div class="actions">
		<details class="menu">
			<summary class="btn"><?cs call:icon("export") ?><?cs var:_("Export") ?></summary>
			<div>
				<?cs if:Course.xlsx_url ?><a href="<?cs var:Course.xlsx_url ?>"><?cs var:_("Excel (.xlsx)") ?></a><?cs /if ?><?cs if:Course.csv_url ?><a
					href="<?cs var:Course.csv_url ?>"><?cs var:_("Text (.csv)") ?></a><?cs /if ?><a
					href="<?cs var:Course.print_url ?>"><?cs var:_("Print") ?></a></div>
		</details><a class="btn" href="<?cs var:Course.ledger_url ?>"><?cs call:icon("back") ?><?cs var:_("Back to the ledger") ?></a></div>
<?cs /if ?>
</div>
<?cs each:t = Course.tables ?>
<div class="card course" id="<?cs var:t.name ?>">
	<header>
		<h2><?cs var:t.label ?></h2>
		<?cs if:t.name != "progress" && t.count != "0" ?><span class="n push"><?cs var:t.count ?></span><?cs /if ?></header>
	<div class="body"><?cs call:report_body(t, "") ?></div>
</div>
<?cs /each ?>
<?cs if:Course.paper == "1" ?><p class="paper-end muted small"><?cs var:Paper.printed ?></p></article><?cs /if ?>
