<?cs # What is drawn of all records of a kind.
Figures.{title,list,list_url}          list: what the kind's records are called
Figures.tables.*                       as part/report.cs draws them ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/article.cs" ?><?cs include!"part/report.cs" ?>
<div class="head">
	<div class="head-text"><h1><?cs var:Figures.title ?></h1></div>
	<div class="actions"><a class="btn" href="<?cs var:Figures.list_url ?>"><?cs call:icon("back") ?><?cs var:Figures.list ?></a></div>
</div>
<div class="stack">
<?cs each:t = Figures.tables ?>
<section class="card"><header><h2><?cs var:t.label ?></h2></header><div class="body"><?cs call:report_body(t, "") ?></div></section>
<?cs /each ?>
</div>
