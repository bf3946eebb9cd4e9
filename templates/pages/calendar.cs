<?cs # The calendar of a site: everything that has a day.
Calendar.views.*.{text,url,current}; Calendar.{action,filtered,view,month,day}, Calendar.filter: the form (part/field.cs); Calendar.list: as a list
Calendar.none: in words, when nothing is there
Month…   see record/views.cs ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"record/views.cs" ?><?cs include!"part/field.cs" ?>
<?cs def:kept(name, value) ?><?cs if:value ?><input type="hidden" name="<?cs var:name ?>" value="<?cs var:value ?>"><?cs /if ?><?cs /def ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_("Calendar") ?></h1>
		<p class="muted"><?cs var:_("Duties, deadlines, releases, reviews, trainings and absences, as far as you may see them.") ?></p>
	</div>
	<div class="actions"><a class="btn" href="/account#feed"><?cs var:_("Subscribe") ?></a></div>
</div>
<nav class="tabs" aria-label="<?cs var:_("View") ?>"><?cs each:t = Calendar.views ?><a href="<?cs var:t.url ?>"<?cs if:t.current ?> aria-current="page"<?cs /if ?>><?cs var:t.text ?></a><?cs /each ?></nav>
<section class="card">
<details class="more body"><summary><?cs var:_("Filter") ?><?cs if:Calendar.filtered ?> <?cs call:tag("info", _("on")) ?><?cs /if ?></summary>
<form method="get" action="<?cs var:Calendar.action ?>" class="stack"><?cs
	call:kept("view", Calendar.view) ?><?cs call:kept("month", Calendar.month) ?><?cs call:kept("day", Calendar.day) ?>
<?cs call:fields(Calendar.filter, "c") ?>
<div class="actions"><button class="btn primary"><?cs var:_("Apply") ?></button><a class="btn" href="<?cs var:Calendar.action ?>"><?cs var:_("Clear") ?></a></div></form>
</details>
<?cs if:Calendar.list ?>
<?cs call:beside(Month) ?>
<div class="stack">
<?cs each:w = Month.weeks ?><?cs each:d = w.days ?><?cs if:!d.other && (subcount(d.rows) > #0 || d.frozen) ?>
<section><h3 class="body"><time datetime="<?cs var:d.date ?>"<?cs if:d.today ?> class="now"<?cs /if ?>><?cs var:d.date ?></time><?cs
	if:d.frozen ?> <?cs call:tag("warn", _("frozen")) ?> <small class="muted"><?cs var:d.frozen ?></small><?cs /if ?></h3>
<ul class="list"><?cs each:r = d.rows ?><?cs call:card(r, "1") ?><?cs /each ?></ul></section>
<?cs /if ?><?cs /each ?><?cs /each ?>
</div>
<?cs if:Month.note ?><p class="body small muted"><?cs var:Month.note ?></p><?cs /if ?>
<?cs else ?>
<?cs call:month(Month) ?>
<?cs /if ?>
<?cs if:Calendar.none ?><p class="body muted"><?cs var:Calendar.none ?></p><?cs /if ?>
</section>
