<?cs # Robots of a site, and what became of its messages. Robots.{action,has_key,mail,queued,failing,dead,sent,dropped}; Robots.add: the form
Robots.rows.*.{id,name,vendor,host,department,made_by,made_on,signed}, .kinds.*; Robots.failures.*.{id,at,due_at,person,robot,number,topic,tries,error,is_dead} ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_("Messages and robots") ?></h1>
		<p class="muted"><?cs var:_("Group robots and webhooks are told what people of the site are told, once for each event. Nothing is said of restricted records and drafts.") ?></p>
	</div>
</div>
<div class="stack">
<section class="card" id="queue">
<header><h2><?cs var:_("Queue") ?></h2></header>
<div class="body stack">
<?cs if:Robots.mail != "1" ?><p><?cs var:_("No mail server is set up: nothing is sent by mail.") ?></p><?cs /if ?>
<dl class="facts">
	<div><dt><?cs var:_("Waiting to be sent") ?></dt><dd><?cs var:Robots.queued ?></dd></div>
	<div><dt><?cs var:_("Failed, will be tried again") ?></dt><dd><?cs var:Robots.failing ?></dd></div>
	<div><dt><?cs var:_("Given up") ?></dt><dd><?cs var:Robots.dead ?></dd></div>
	<div><dt><?cs var:_("Sent in the last day") ?></dt><dd><?cs var:Robots.sent ?></dd></div>
	<div><dt><?cs var:_("Not sent, because the recipient may not see it or does not want it") ?></dt><dd><?cs var:Robots.dropped ?></dd></div>
</dl>
</div>
<?cs if:subcount(Robots.failures) > #0 ?>
<div class="scroll"><table class="rows"><caption class="vh"><?cs var:_("Messages that could not be sent") ?></caption>
<thead>
	<tr>
		<th scope="col"><?cs var:_("Time") ?></th>
		<th scope="col"><?cs var:_("Recipient") ?></th>
		<th scope="col"><?cs var:_("Message") ?></th>
		<th scope="col"><?cs var:_("Tries") ?></th>
		<th scope="col"><?cs var:_("Reason") ?></th>
		<th scope="col"><span class="vh"><?cs var:_("Actions") ?></span></th>
	</tr>
</thead>
<tbody>
	<?cs each:f = Robots.failures ?>
		<tr>
			<td class="nw"><?cs var:f.at ?></td>
			<td><?cs var:f.person ?><?cs var:f.robot ?></td>
			<td><?cs var:f.topic ?> <span class="mono small"><?cs var:f.number ?></span></td>
			<td class="nw"><?cs if:f.is_dead == "1" ?><?cs call:tag("bad", _("given up")) ?><?cs else ?><?cs var:f.tries ?> · <?cs var:f.due_at ?><?cs /if ?></td>
			<td class="t"><?cs var:f.error ?></td>
			<td class="nw s"><form method="post" action="<?cs var:Robots.action ?>"><?cs call:hidden("again-" + f.id) ?><button class="btn sm"
				name="again" value="<?cs var:f.id ?>"><?cs var:_("Send again") ?></button></form></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
<form method="post" action="<?cs var:Robots.action ?>" class="body"><?cs call:hidden("again-all") ?><button class="btn" name="again"
	value="0"><?cs var:_("Send all of them again") ?></button></form>
<?cs /if ?>
</section>
<section class="card" id="robots">
<header><h2><?cs var:_("Robots and webhooks") ?></h2></header>
<?cs if:subcount(Robots.rows) > #0 ?>
<div class="scroll"><table class="rows"><caption class="vh"><?cs var:_("Robots and webhooks") ?></caption>
<thead>
	<tr>
		<th scope="col"><?cs var:_("Name") ?></th>
		<th scope="col"><?cs var:_("Sort") ?></th>
		<th scope="col"><?cs var:_("Address") ?></th>
		<th scope="col"><?cs var:_("Department") ?></th>
		<th scope="col"><?cs var:_("Kinds of record") ?></th>
		<th scope="col"><?cs var:_("Set up") ?></th>
		<th scope="col"><span class="vh"><?cs var:_("Actions") ?></span></th>
	</tr>
</thead>
<tbody>
	<?cs each:r = Robots.rows ?>
		<tr>
			<td><?cs var:r.name ?></td>
			<td class="nw"><?cs var:r.vendor ?></td>
			<td class="mono small"><?cs var:r.host ?><?cs if:r.signed == "1" ?> <?cs call:tag("ok", _("signed")) ?><?cs /if ?></td>
			<td><?cs var:r.department ?></td>
			<td class="t"><?cs each:k = r.kinds ?><?cs var:k ?><?cs if:!last(k) ?>, <?cs /if ?><?cs /each ?></td>
			<td class="nw"><?cs var:r.made_by ?> · <?cs var:r.made_on ?></td>
			<td class="nw s"><form method="post" action="<?cs var:Robots.action ?>"><?cs call:hidden("stop-" + r.id) ?><button class="btn quiet sm"
				name="stop" value="<?cs var:r.id ?>"><?cs var:_("Stop") ?></button></form></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
<?cs /if ?>
<?cs if:Robots.has_key == "1" ?>
<form method="post" action="<?cs var:Robots.action ?>" id="robot" class="body stack" novalidate><?cs call:hidden("robot") ?>
<?cs call:errors(Robots.add, "r") ?><?cs call:fields(Robots.add, "r") ?>
<div class="actions"><button class="btn primary"><?cs var:_("Set up a robot") ?></button></div></form>
<?cs else ?>
<p class="body muted"><?cs var:_("This installation has no key with which secrets are sealed. Ask its operators to set seal_key.") ?></p>
<?cs /if ?>
</section>
</div>
