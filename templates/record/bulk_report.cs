<?cs # What became of a decision on several records: what was not done first, and why.

Report.{title,kind,at,list_url}; Report.from_work "1": it began in my work
Report.{done,refused,open}.*.{number,title,url,state,reason}   open: its turn has not come ?>
<?cs include!"part/icon.cs" ?>
<?cs def:lines(label, list) ?>
<section class="card">
	<header><h2><?cs var:label ?></h2><span class="n push"><?cs var:subcount(list) ?></span></header>
	<ul class="list">
		<?cs each:r = list ?>
			<li>
				<?cs if:r.url ?><a class="title" href="<?cs var:r.url ?>"><?cs var:r.title ?></a><?cs /if ?>
				<p class="muted small"><span class="mono"><?cs var:r.number ?></span><?cs if:r.state ?> · <?cs var:r.state ?><?cs /if ?></p>
				<?cs if:r.reason ?><p class="small"><?cs var:r.reason ?></p><?cs /if ?>
			</li>
		<?cs /each ?>
	</ul>
</section>
<?cs /def ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_f("bulk.report_of", Report.title, "") ?></h1>
		<p class="muted"><?cs var:Report.kind ?> · <?cs var:Report.at ?></p>
	</div>
	<div class="actions">
		<?cs if:Report.from_work == "1" ?>
			<a class="btn primary" href="/"><?cs call:icon("back") ?><?cs var:_("Back to my work") ?></a><?cs else ?><a class="btn primary"
				href="<?cs var:Report.list_url ?>"><?cs call:icon("back") ?><?cs var:_("Back to the list") ?></a><?cs /if ?></div>
</div>
<?cs if:subcount(Report.open) > #0 ?><p class="alert"><?cs var:_("bulk.open_note") ?></p><?cs call:lines(_("bulk.open"), Report.open) ?><?cs /if ?>
<?cs if:subcount(Report.refused) > #0 ?><?cs call:lines(_("bulk.refused"), Report.refused) ?><?cs /if ?>
<?cs if:subcount(Report.done) > #0 ?><?cs call:lines(_("bulk.done"), Report.done) ?><?cs else ?><p class="muted"><?cs var:_("Nothing was changed.") ?></p><?cs /if ?>
