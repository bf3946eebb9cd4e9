<?cs # My work: what waits for this person on all their sites, most urgent first.
Work.greeting             translated, with the name
Work.first "1": the first page of what waits, with
Work.{count,late}         as text; late may be empty; Work.many "1": there are more than count, and may be more than late
Work.tabs.*.{text,url,current,count}    for me · handed in · drafts · copied · done; Work.waits "1": the first one
Work.items.*.{url,at,number,title,site,kind,icon,what,action,from,for,since,days,due,late,soon,tick,alone}
     tick: its value, when it can be decided on together with others; alone: said when it cannot;
     at: which part of its page; absent: what happens next
     for: the absent person whose vote it is;
     what: what is wanted, action: its button; from: who handed it in; all translated
Work.bulk.*.{name,value,label,danger}   what the ticked ones can be decided by: shown before it is decided
Work.invitations: see part/invitations.cs
Work.seconds.*.{text,site,url}: acts on people that wait for this person as the second one
Pager…, Empty… ?>
<?cs include!"part/icon.cs" ?>
<?cs include!"part/token.cs" ?>
<?cs include!"part/invitations.cs" ?>
<?cs include!"part/tag.cs" ?>
<?cs include!"part/pager.cs" ?>
<?cs include!"part/empty.cs" ?>
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
						<b class="late"><?cs var:_f("%1 overdue.", Work.late, "") ?></b><?cs /if ?></p>
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
<section class="card">
<?cs if:subcount(Work.items) > #0 ?>
<?cs if:subcount(Work.bulk) > #0 ?><form action="/" id="bulk"></form><?cs /if ?>
<ul class="todo<?cs if:subcount(Work.bulk) > #0 ?> ticks-todo<?cs /if ?>">
<?cs each:w = Work.items ?>
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
<a class="btn sm<?cs if:first(w) && Work.waits == "1" ?> primary<?cs /if ?>"
	href="<?cs var:w.url ?><?cs if:w.at ?>#<?cs var:w.at ?><?cs elif:w.number ?>#next<?cs /if ?>"><?cs var:w.action ?><span class="vh">
	<?cs var:w.number ?></span></a>
</li>
<?cs /each ?>
</ul>
<?cs if:subcount(Work.bulk) > #0 ?>
	<div class="bulk" role="group"
		aria-label="<?cs var:_("With the selected:") ?>"><b><?cs var:_("With the selected:") ?></b><?cs each:m = Work.bulk ?><button form="bulk"
		class="btn sm<?cs if:m.danger ?> danger<?cs /if ?>" name="<?cs var:m.name ?>"
		value="<?cs var:m.value ?>"><?cs var:m.label ?>…</button><?cs /each ?></div>
<?cs /if ?>
<?cs else ?><?cs call:empty(Empty) ?><?cs /if ?>
<?cs call:pager(Pager) ?>
</section>
