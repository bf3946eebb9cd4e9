<?cs # The duties of a site (RX.2).
Duties.tabs.*.{text,url,current}; Duties.active.*.{text,url}: what else is asked for, and without it; Duties.{only_mine,all_url,mine_url,action}
Duties.rows.*.{id,duty,by,article,period,due,late,who,mine,reminded,standing,tone}; .{url,number,title}: what it is about; may be absent
   .begin: where one begins what satisfies it; .{done,done_url,done_on}; .{waived_by,reason}; .may_waive, .waive: a form, .wrong
Empty…, Pager… ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/empty.cs" ?><?cs include!"part/pager.cs" ?><?cs include!"part/token.cs" ?>
<?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?>
<?cs def:waiver(d) ?>
<details class="more"<?cs if:d.wrong ?> open<?cs /if ?>><summary><?cs var:_("Waive") ?></summary>
<form method="post" action="<?cs var:Duties.action ?>" class="stack" novalidate data-once><?cs call:hidden("waive-" + d.id) ?>
<?cs call:errors(d.waive, "w" + d.id) ?><?cs call:fields(d.waive, "w" + d.id) ?>
<div class="actions"><button class="btn" name="waive" value="<?cs var:d.id ?>"><?cs var:_("Waive this duty") ?></button></div></form>
</details>
<?cs /def ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_("Duties") ?></h1>
		<p class="muted"><?cs var:_("What the regulation requires in a fixed rhythm. The portal checks once a minute whether the record that satisfies a duty exists.") ?></p>
	</div>
</div>
<nav class="tabs" aria-label="<?cs var:_("State") ?>"><?cs each:t = Duties.tabs ?><a href="<?cs var:t.url ?>"<?cs if:t.current ?> aria-current="page"<?cs /if ?>><?cs var:t.text ?></a><?cs /each ?></nav>
<section class="card">
<nav class="toolbar" aria-label="<?cs var:_("Who answers for it") ?>">
	<a class="btn sm" href="<?cs var:Duties.all_url ?>"<?cs if:!Duties.only_mine ?> aria-current="true"<?cs /if ?>><?cs var:_("All") ?></a><a
		class="btn sm" href="<?cs var:Duties.mine_url ?>"<?cs if:Duties.only_mine ?> aria-current="true"<?cs /if ?>><?cs var:_("Mine") ?></a></nav>
<?cs if:subcount(Duties.active) > #0 ?>
<div class="chips"><?cs each:a = Duties.active ?>
	<span class="chip"><span><?cs var:a.text ?></span><a href="<?cs var:a.url ?>"
		title="<?cs var:_("Remove this filter") ?>"><?cs call:icon("x") ?><span class="vh"><?cs var:_f("Remove the filter %1", a.text, "") ?></span></a></span><?cs /each ?>
</div>
<?cs /if ?>
<?cs if:subcount(Duties.rows) > #0 ?>
<div class="scroll"><table class="rows" id="duties"><caption class="vh"><?cs var:_("Duties") ?></caption>
<thead>
	<tr>
		<th scope="col"><?cs var:_("Duty") ?></th>
		<th scope="col"><?cs var:_("Period") ?></th>
		<th scope="col"><?cs var:_("Due") ?></th>
		<th scope="col"><?cs var:_("Who answers for it") ?></th>
		<th scope="col"><?cs var:_("State") ?></th>
		<th scope="col"><?cs var:_("What satisfies it") ?></th>
	</tr>
</thead>
<tbody>
	<?cs each:d = Duties.rows ?>
		<tr id="duty-<?cs var:d.id ?>">
			<td class="t"><div><b><?cs var:d.duty ?></b><?cs call:article(d) ?></div><?cs
				if:d.url ?><p><a href="<?cs var:d.url ?>"><?cs var:d.title ?></a> <small class="mono muted"><?cs var:d.number ?></small></p><?cs /if ?></td>
			<td class="nw" data-label="<?cs var:_("Period") ?>"><?cs var:d.period ?></td>
			<td class="nw" data-label="<?cs var:_("Due") ?>"><?cs call:due(d.due, d.late) ?></td>
			<td data-label="<?cs var:_("Who answers for it") ?>"><?cs var:d.who ?><?cs if:d.mine ?> <?cs call:tag("info", _("you")) ?><?cs /if ?></td>
			<td class="s"><?cs call:tag(d.tone, d.standing) ?><?cs if:d.reminded ?> <small class="muted nw"><?cs var:_f("reminders: %1", d.reminded, "") ?></small><?cs /if ?></td>
			<td><?cs if:d.done ?><a href="<?cs var:d.done_url ?>" class="mono"><?cs var:d.done ?></a> <small class="muted nw"><?cs var:d.done_on ?></small><?cs
				elif:d.done_on ?><?cs var:d.done_on ?><?cs
				elif:d.waived_by ?><?cs var:d.waived_by ?>: <?cs var:d.reason ?><?cs else ?><?cs var:d.by ?><?cs /if ?><?cs
				if:d.begin ?> <a class="btn sm" href="<?cs var:d.begin ?>"><?cs var:_("Begin") ?></a><?cs /if ?><?cs
				if:d.may_waive ?><?cs call:waiver(d) ?><?cs /if ?></td>
		</tr>
	<?cs /each ?>
</tbody>
</table></div>
<?cs call:pager(Pager) ?>
<?cs else ?><?cs call:empty(Empty) ?><?cs /if ?>
</section>
