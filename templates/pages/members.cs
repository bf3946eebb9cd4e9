<?cs # Members of the site.
Members.rows.*.{person.{id,name,initial},login,department,url,left_on,disabled,new,roles.*.name}; Members.count
Members.filter.{q,departments.*,roles.*}   options {value,label,selected}
Members.action, Members.add: the form that invites one more
Members.invitations.*.{id,address,name,department,invited_by,invited_on,until,answered_on,state,tone,open}
Members.group.seats.*.{seat,names,deviation}; Members.group.deviates "1": one of them does ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?>
<div class="head"><div class="head-text"><h1><?cs var:_("Members") ?></h1><p class="muted"><?cs var:_f("%1 people", Members.count, "") ?></p></div></div>
<div class="stack">
<section class="card">
<details class="more body"<?cs if:Members.add.wrong == "1" ?> open<?cs /if ?>><summary><?cs call:icon("plus") ?><?cs var:_("Invite a member") ?></summary>
<form method="post" action="<?cs var:Members.action ?>" class="stack" novalidate data-once><?cs call:hidden("add") ?>
<p class="hint">
	<?cs var:_("Enter the person's login name or e-mail address. They become a member once they accept; only then can you see their name and address here and assign roles. People with an account find the invitation under “My work”. People without one create an account through the link you give them.") ?></p>
<?cs call:errors(Members.add, "add") ?><?cs call:fields(Members.add, "add") ?>
<div class="actions"><button class="btn primary"><?cs var:_("Invite") ?></button></div></form></details>
</section>
<?cs if:subcount(Members.invitations) > #0 ?>
<section class="card" id="invitations">
<header><h2><?cs var:_("Invitations") ?></h2></header>
<div class="scroll"><table class="rows"><caption class="vh"><?cs var:_("Invitations") ?></caption>
<thead>
	<tr>
		<th scope="col"><?cs var:_("Invited person") ?></th>
		<th scope="col"><?cs var:_("Department") ?></th>
		<th scope="col"><?cs var:_("Invited by") ?></th>
		<th scope="col"><?cs var:_("Valid until") ?></th>
		<th scope="col"><?cs var:_("State") ?></th>
		<th scope="col"><span class="vh"><?cs var:_("Actions") ?></span></th>
	</tr>
</thead>
<tbody>
	<?cs each:i = Members.invitations ?>
		<tr>
			<td class="t"><span class="mono"><?cs var:i.address ?></span><?cs if:i.name ?> <span class="muted"><?cs var:i.name ?></span><?cs /if ?></td>
			<td class="nw"><?cs var:i.department ?></td>
			<td class="nw"><?cs var:i.invited_by ?> <span class="muted small"><?cs var:i.invited_on ?></span></td>
			<td class="nw"><?cs var:i.until ?></td>
			<td class="nw">
				<?cs call:tag(i.tone, i.state) ?><?cs if:i.answered_on ?> <span class="muted small"><?cs var:i.answered_on ?></span><?cs /if ?></td>
			<td class="nw s"><?cs if:i.open == "1" ?>
					<form method="post" action="<?cs var:Members.action ?>" class="actions">
						<?cs call:hidden("invitation-" + i.id) ?><input type="hidden" name="id" value="<?cs var:i.id ?>"><button class="btn sm" name="act"
							value="again"><?cs var:_("New link") ?></button><button class="btn sm danger" name="act"
							value="withdraw"><?cs var:_("Withdraw") ?></button></form>
				<?cs /if ?></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
</section>
<?cs /if ?>
<section class="card" id="group">
<header>
	<h2><?cs var:_("Composition of the management group") ?></h2>
	<?cs if:Members.group.deviates == "1" ?><?cs call:tag("warn", _("deviates from article 6")) ?><?cs /if ?></header>
<div class="scroll"><table class="rows"><caption class="vh"><?cs var:_("Composition of the management group") ?></caption>
<thead><tr><th scope="col"><?cs var:_("Seat") ?></th><th scope="col"><?cs var:_("Held by") ?></th><th scope="col"><?cs var:_("Deviation") ?></th></tr></thead>
<tbody>
	<?cs each:s = Members.group.seats ?>
		<tr>
			<td class="t"><?cs var:s.seat ?></td>
			<td><?cs if:s.names ?><?cs var:s.names ?><?cs else ?><span class="muted">–</span><?cs /if ?></td>
			<td><?cs if:s.deviation ?><span class="late"><?cs var:s.deviation ?></span><?cs /if ?></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
</section>
<section class="card" id="list">
<form class="filters" action="<?cs var:Members.action ?>" role="search" aria-label="<?cs var:_("Filter this list") ?>">
<div class="words"><label for="by-q"><?cs var:_("Words") ?></label><input type="search" id="by-q" name="q"
	value="<?cs var:Members.filter.q ?>" placeholder="<?cs var:_("Name or login name") ?>" maxlength="100"></div>
<?cs call:choice("department", _("Department"), Members.filter.departments) ?>
<?cs call:choice("role", _("Role"), Members.filter.roles) ?>
<div class="actions"><button class="btn"><?cs var:_("Filter") ?></button><a class="btn quiet" href="<?cs var:Members.action ?>"><?cs var:_("Reset") ?></a></div>
</form>
<div class="scroll"><table class="rows"><caption class="vh"><?cs var:_("Members") ?></caption>
<thead>
	<tr>
		<th scope="col"><?cs var:_("Name") ?></th>
		<th scope="col"><?cs var:_("Login name") ?></th>
		<th scope="col"><?cs var:_("Department") ?></th>
		<th scope="col"><?cs var:_("Role") ?></th>
		<th scope="col"><?cs var:_("State") ?></th>
	</tr>
</thead>
<tbody>
	<?cs each:m = Members.rows ?>
		<tr>
			<td class="t"><a class="title" href="<?cs var:m.url ?>"><?cs call:person(m.person.name, m.person.initial) ?></a></td>
			<td class="mono nw"><?cs var:m.login ?></td>
			<td class="nw"><?cs var:m.department ?></td>
			<td><?cs each:r = m.roles ?><?cs var:r.name ?><?cs if:!last(r) ?> · <?cs /if ?><?cs /each ?></td>
			<td class="nw s"><?cs if:m.left_on ?>
					<?cs call:tag("", _f("left %1", m.left_on, "")) ?><?cs elif:m.disabled == "1" ?><?cs call:tag("bad", _("disabled")) ?><?cs elif:m.new == "1" ?><?cs call:tag("warn", _("no password yet")) ?><?cs /if ?></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
</section>
</div>
