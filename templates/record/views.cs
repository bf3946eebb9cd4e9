<?cs # The same filter by state and by day. A card is a row of record/list.cs; dated: it stands at its day.

lanes(b): b.lanes.*.{title,count,rows.*}; b.note    a lane for each state that has records
beside(m): its name, and the way to the one before and after
month(m): m.{title,week,caption,before,after,note}; m.weeks.*.days.*.{date,label,other,today,frozen,rows.*}
   before and after: addresses; frozen: why nothing is released on this day; rows.*.{said,crowded,off}: more about it, why it stands out, and that it is called off; may be absent ?>
<?cs def:card(r, dated) ?>
	<li<?cs if:r.crowded ?> class="crowded"<?cs /if ?>><a class="title" href="<?cs var:r.url ?>"><?cs
		if:r.off ?><s><?cs var:r.title ?></s><?cs else ?><?cs var:r.title ?><?cs /if ?></a><small><?cs var:r.number ?><?cs
		if:r.waits ?> · <?cs var:r.waits ?><?cs /if ?><?cs
		if:r.said ?><?cs if:r.number ?> · <?cs /if ?><?cs var:r.said ?><?cs /if ?><?cs
		if:r.late ?> · <span class="late" title="<?cs var:r.due_day ?>"><?cs var:r.due ?></span><?cs
		elif:r.due && !dated ?> · <span class="nw"><?cs var:r.due ?></span><?cs /if ?></small><?cs
		if:r.crowded ?><small><mark><?cs var:r.crowded ?></mark></small><?cs /if ?></li>
<?cs /def ?>
<?cs def:lanes(b) ?>
<div class="board lanes" tabindex="0" role="region" aria-label="<?cs var:_("Board") ?>">
<?cs each:l = b.lanes ?>
	<section><h2><?cs var:l.title ?> <small class="muted"><?cs var:l.count ?></small></h2>
	<ul><?cs each:r = l.rows ?><?cs call:card(r, "") ?><?cs /each ?></ul></section>
<?cs /each ?>
</div>
<?cs if:b.note ?><p class="body small muted"><?cs var:b.note ?></p><?cs /if ?>
<?cs /def ?>
<?cs def:beside(m) ?>
<nav class="toolbar" aria-label="<?cs if:m.week ?><?cs var:_("Week") ?><?cs else ?><?cs var:_("Month") ?><?cs /if ?>"><a class="btn sm" href="<?cs var:m.before ?>" rel="prev"><?cs
	if:m.week ?><?cs var:_("Week before") ?><?cs else ?><?cs var:_("Month before") ?><?cs /if ?></a><h2 class="nw"><?cs var:m.title ?></h2><a class="btn sm" href="<?cs var:m.after ?>"
	rel="next"><?cs if:m.week ?><?cs var:_("Next week") ?><?cs else ?><?cs var:_("Next month") ?><?cs /if ?></a></nav>
<?cs /def ?>
<?cs def:month(m) ?>
<?cs call:beside(m) ?>
<div class="scroll" tabindex="0" role="region" aria-label="<?cs var:_("Calendar") ?>"><table class="month">
<caption class="vh"><?cs var:m.caption ?></caption>
<thead><tr><th scope="col"><?cs var:_("Monday") ?></th><th scope="col"><?cs var:_("Tuesday") ?></th><th scope="col"><?cs var:_("Wednesday") ?></th><th
	scope="col"><?cs var:_("Thursday") ?></th><th scope="col"><?cs var:_("Friday") ?></th><th scope="col"><?cs var:_("Saturday") ?></th><th
	scope="col"><?cs var:_("Sunday") ?></th></tr></thead>
<tbody>
<?cs each:w = m.weeks ?>
	<tr><?cs each:d = w.days ?><td<?cs
		if:d.frozen && subcount(d.rows) == #0 ?> class="none frozen"<?cs
		elif:d.frozen ?> class="frozen"<?cs elif:subcount(d.rows) == #0 ?> class="none"<?cs /if ?>><time datetime="<?cs var:d.date ?>"<?cs if:d.today ?>
		class="now"<?cs elif:d.other ?> class="muted"<?cs /if ?>><?cs var:d.label ?></time><?cs if:d.frozen ?><small><?cs var:_("frozen") ?> · <?cs var:d.frozen ?></small><?cs /if ?><?cs
		if:subcount(d.rows) > #0 ?><ul><?cs each:r = d.rows ?><?cs call:card(r, "1") ?><?cs /each ?></ul><?cs /if ?></td><?cs /each ?></tr>
<?cs /each ?>
</tbody></table></div>
<?cs if:m.note ?><p class="body small muted"><?cs var:m.note ?></p><?cs /if ?>
<?cs /def ?>
