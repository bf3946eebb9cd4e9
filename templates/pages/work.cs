<?cs # My work: what waits for this person on all their sites, most urgent first.
Work.greeting             translated, with the name
Work.first "1": the first page of what waits, with
Work.{count,late,today}   as text; late and today may be empty; Work.many "1": there are more than count, and may be more than late
Work.tabs.*.{text,url,current,count}    for me · handed in · drafts · copied · done; Work.waits "1": the first one
Work.filters.kinds.*.{text,url,count,current}, .filters.sites.*.{value,label,selected}, .filters.kind   on the first page of what waits
Work.groups.*.{name,label,count}   without name where there is one list
Work.groups.*.items.*.{url,at,number,title,site,kind,icon,what,action,from,for,since,days,due,late,soon,tick,alone,decides,read}
     tick: its value, when it can be decided on together with others; alone: said when it cannot;
     at: which part of its page; absent: what happens next
     for: the absent person whose vote it is;
     decides "1": the button leads along the votes; read: its value when it can be confirmed together with others;
     what: what is wanted, action: its button, which names the way; from: who handed it in; all translated
Work.bulk.*.{name,value,label,danger}   what the ticked ones can be decided by: shown before it is decided
Work.invitations: see part/invitations.cs; Running: see part/running.cs
Work.seconds.*.{text,site,url}: acts on people that wait for this person as the second one
Pager…, Empty… ?>
<?cs include!"part/icon.cs" ?>
<?cs include!"part/running.cs" ?>
<?cs include!"part/token.cs" ?>
<?cs include!"part/invitations.cs" ?>
<?cs include!"part/tag.cs" ?>
<?cs include!"part/pager.cs" ?>
<?cs include!"part/empty.cs" ?>
<?cs include!"part/options.cs" ?>
<link rel="stylesheet" href="<?cs var:App.assets ?>/decide.css<?cs if:App.version ?>?v=<?cs var:App.version ?><?cs /if ?>">
<div class="head">
	<div class="head-text">
		<h1><?cs var:Work.greeting ?></h1>
		<?cs if:Work.first == "1" ?>
			<p class="muted">
				<?cs if:Work.many == "1" ?>
					<?cs var:_f("More than %1 items are waiting for you.", Work.count, "") ?>
				<?cs elif:Work.count ?>
					<?cs var:_n("%1 thing waits for you.", "%1 things wait for you.", Work.count) ?>
				<?cs else ?>
					<?cs var:_("Nothing is waiting for you.") ?>
				<?cs /if ?>
				<?cs if:Work.late ?>
						<b class="late"><?cs var:_f("%1 overdue.", Work.late, "") ?></b><?cs /if ?><?cs if:Work.today ?>
						<b class="soon"><?cs var:_f("%1 due today.", Work.today, "") ?></b><?cs /if ?></p>
		<?cs /if ?>
	</div>
</div>
<?cs if:subcount(Work.tabs) > #0 ?>
	<nav class="tabs" aria-label="<?cs var:_("Parts of my work") ?>">
		<?cs each:t = Work.tabs ?>
			<a href="<?cs var:t.url ?>"<?cs if:t.current == "1" ?> aria-current="page"<?cs /if ?>><?cs var:t.text ?><?cs if:t.count ?><span
				class="n"><?cs var:t.count ?></span><?cs /if ?></a><?cs /each ?></nav>
<?cs /if ?>
<?cs call:invitations(Work.invitations) ?>
<?cs each:s = Work.seconds ?>
	<div class="alert warn" role="status">
		<p><a class="title" href="<?cs var:s.url ?>"><?cs var:s.text ?></a> <span class="muted small">· <?cs var:s.site ?></span></p>
	</div>
<?cs /each ?>
<?cs call:running(Running) ?>
<?cs if:subcount(Work.filters) > #0 ?>
<div class="work-filters">
<nav class="pills" aria-label="<?cs var:_("Kinds of what waits") ?>"><?cs each:k = Work.filters.kinds ?><a href="<?cs var:k.url ?>"<?cs if:k.current == "1" ?>
	aria-current="true"<?cs /if ?>><?cs var:k.text ?><?cs if:k.count ?> <span class="n"><?cs var:k.count ?></span><?cs /if ?></a><?cs /each ?></nav>
<?cs if:subcount(Work.filters.sites) > #0 ?>
<form action="/" data-filter class="row"><?cs if:Work.filters.kind ?><input type="hidden" name="kind" value="<?cs var:Work.filters.kind ?>"><?cs /if ?><label
	for="work-site" class="small muted"><?cs var:_("Site") ?></label><select id="work-site" name="site"><option value=""><?cs var:_("All sites") ?></option>
	<?cs call:options(Work.filters.sites) ?></select><button class="btn sm"><?cs var:_("Filter") ?></button></form>
<?cs /if ?>
</div>
<?cs /if ?>
<?cs def:todo(w) ?>
<li<?cs if:w.late == "1" ?> class="is-late"<?cs elif:w.soon == "1" ?> class="is-soon"<?cs /if ?>>
<?cs if:w.tick ?>
	<label class="bulk-tick"><input type="checkbox" form="bulk" name="record" value="<?cs var:w.tick ?>"><span
		class="vh"><?cs var:_f("Select %1", w.number, "") ?></span></label><?cs /if ?><span class="todo-icon"><?cs call:icon(w.icon) ?></span>
<div class="todo-text">
	<p><a class="title" href="<?cs var:w.url ?>"><?cs var:w.title ?></a></p>
	<p class="muted small">
		<?cs if:w.what ?><b><?cs var:w.what ?></b> · <?cs /if ?><?cs var:w.kind ?><?cs if:w.number ?> <span
			class="mono"><?cs var:w.number ?></span><?cs /if ?> · <?cs var:w.site ?><?cs if:w.from ?> · <?cs var:w.from ?><?cs /if ?><?cs if:w.for ?>
			· <b><?cs var:_f("for %1", w.for, "") ?></b><?cs /if ?><?cs if:w.alone ?> · <?cs var:w.alone ?><?cs /if ?></p>
</div>
<p class="todo-when small">
	<?cs if:w.due ?>
		<?cs if:w.late == "1" ?>
			<span class="late"><?cs var:_f("was due %1", w.due, "") ?></span><?cs elif:w.soon == "1" ?><span
				class="soon"><?cs var:_f("due %1", w.due, "") ?></span><?cs else ?><?cs var:_f("due %1", w.due, "") ?><?cs /if ?><br><?cs /if ?><span
				class="muted"><?cs if:Work.waits != "1" ?><?cs var:w.since ?><?cs elif:w.days ?><?cs var:_n("waits %1 day", "waits %1 days", w.days) ?><?cs else ?><?cs var:_("since today") ?><?cs /if ?></span></p>
<a class="btn sm"
	href="<?cs var:w.url ?><?cs if:w.decides == "1" ?>?next=1<?cs /if ?><?cs if:w.at ?>#<?cs var:w.at ?><?cs elif:w.number ?>#next<?cs /if ?>"><?cs var:w.action ?><span
	class="vh"> <?cs var:w.number ?></span></a>
</li>
<?cs /def ?>
<?cs # What is to be read, confirmed together: the page that follows names it first. ?>
<?cs def:all_read(list) ?>
<form action="/" class="push"><?cs each:w = list ?><input type="hidden" name="record" value="<?cs var:w.read ?>"><?cs /each ?><button class="btn sm" name="move"
	value="read"><?cs var:_("All read") ?></button></form>
<?cs /def ?>
<?cs if:subcount(Work.groups) > #0 ?>
<?cs if:subcount(Work.bulk) > #0 ?><form action="/" id="bulk"></form><?cs /if ?>
<div class="stack work">
<?cs each:g = Work.groups ?>
<section class="card"<?cs if:g.name ?> id="<?cs var:g.name ?>"<?cs /if ?>>
<?cs if:g.label ?><header><h2><?cs var:g.label ?></h2><span class="n"><?cs var:g.count ?></span><?cs if:g.name == "read" ?><?cs call:all_read(g.items) ?><?cs /if ?></header><?cs /if ?>
<ul class="todo<?cs if:subcount(Work.bulk) > #0 ?> ticks-todo<?cs /if ?>"><?cs each:w = g.items ?><?cs call:todo(w) ?><?cs /each ?></ul>
</section>
<?cs /each ?>
<?cs if:subcount(Work.bulk) > #0 ?>
	<div class="bulk" role="group"
		aria-label="<?cs var:_("With the selected:") ?>"><b><?cs var:_("With the selected:") ?></b><?cs each:m = Work.bulk ?><button form="bulk"
		class="btn sm<?cs if:m.danger ?> danger<?cs /if ?>" name="<?cs var:m.name ?>"
		value="<?cs var:m.value ?>"><?cs var:m.label ?>…</button><?cs /each ?></div>
<?cs /if ?>
<?cs call:pager(Pager) ?>
</div>
<?cs else ?><section class="card"><?cs call:empty(Empty) ?><?cs call:pager(Pager) ?></section><?cs /if ?>
