<?cs # All sites. Operator.sites.*.{slug,name,name_en,host,since,url,suspended}; Operator.add: the form; Operator.clock.{held_at,ticked_at,now,why}: while time is not trusted ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_("Sites") ?></h1>
		<p class="muted">
			<?cs var:_("Operators open and suspend sites. They see the records of a site only if they are members of it.") ?></p>
	</div>
</div>
<?cs if:Operator.clock.held_at ?>
	<div class="alert bad" role="alert">
		<p><strong><?cs var:_f("Since %1 the portal has stopped acting on due dates.", Operator.clock.held_at, "") ?></strong> <?cs var:Operator.clock.why ?></p>
<p>
	<?cs var:_f("The clock last ran at %1; the database now says %2. In the meantime hearings and appeals do not expire and penalties stay as they are. Nothing is lost.", Operator.clock.ticked_at, Operator.clock.now) ?></p>
<p>
	<?cs var:_("Have the clocks of the machines corrected. If the time is already right, the people who run the portal confirm it on the machine with:") ?>
		<code>gatehousectl clock accept</code></p>
</div>
<?cs /if ?>
<div class="stack">
<section class="card">
<details class="more body"<?cs if:Operator.add.wrong == "1" ?> open<?cs /if ?>><summary><?cs call:icon("plus") ?><?cs var:_("Open a site") ?></summary>
<form method="post" action="/operator/sites" class="stack" novalidate data-once><?cs call:hidden("add") ?>
<?cs call:errors(Operator.add, "add") ?><?cs call:fields(Operator.add, "add") ?>
<div class="actions"><button class="btn primary"><?cs var:_("Open the site") ?></button></div></form></details>
</section>
<section class="card">
<div class="scroll"><table class="rows"><caption class="vh"><?cs var:_("Sites") ?></caption>
<thead>
	<tr>
		<th scope="col"><?cs var:_("site.field.name") ?></th>
		<th scope="col"><?cs var:_("Address") ?></th>
		<th scope="col"><?cs var:_("Host name") ?></th>
		<th scope="col"><?cs var:_("Since") ?></th>
		<th scope="col"><?cs var:_("State") ?></th>
	</tr>
</thead>
<tbody>
	<?cs each:s = Operator.sites ?>
		<tr>
			<td class="t"><a class="title" href="<?cs var:s.url ?>"><?cs var:s.name ?></a><?cs if:s.name_en ?> <span class="muted small"
				lang="en"><?cs var:s.name_en ?></span><?cs /if ?></td>
			<td class="mono nw">/<?cs var:s.slug ?>/</td>
			<td class="mono nw"><?cs var:s.host ?></td>
			<td class="nw"><?cs var:s.since ?></td>
			<td class="nw s"><?cs if:s.suspended == "1" ?>
					<?cs call:tag("bad", _("suspended")) ?><?cs else ?><?cs call:tag("ok", _("in use")) ?><?cs /if ?></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
</section>
</div>
