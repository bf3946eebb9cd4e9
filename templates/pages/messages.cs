<?cs # What a member is told by mail. Messages.{action,email,is_on}; Messages.fields.* and errors: the form; Messages.mute.fields.*: the form of a record
Messages.mutes.*.{id,url,number,title,kind}: records that are quiet ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_("Messages by mail") ?></h1>
		<p class="muted"><?cs var:_("In the portal you are told of everything. Choose what you are also told by mail, for this site.") ?></p>
	</div>
</div>
<div class="stack">
<?cs if:Messages.is_on != "1" ?><div class="alert warn"><p><?cs var:_("No mail server is set up: nothing is sent by mail.") ?></p></div>
<?cs elif:!Messages.email ?><div class="alert warn"><p><?cs var:_("Your account has no e-mail address: nothing is sent to you by mail.") ?></p></div><?cs /if ?>
<section class="card">
<header><h2><?cs var:_("What you are told by mail") ?></h2></header>
<form method="post" action="<?cs var:Messages.action ?>" class="body stack" novalidate data-unsaved><?cs call:hidden("messages") ?>
<?cs call:errors(Messages, "m") ?><?cs call:fields(Messages, "m") ?>
<div class="actions"><button class="btn primary"><?cs var:_("Save") ?></button></div></form>
</section>
<section class="card" id="mute">
<header><h2><?cs var:_("Quiet records") ?></h2></header>
<div class="body stack">
<p class="muted"><?cs var:_("You get no mail about these records, except for what waits for you and alarms.") ?></p>
<form method="post" action="<?cs var:Messages.action ?>" class="stack" novalidate><?cs call:hidden("mute") ?>
<?cs call:errors(Messages.mute, "q") ?><?cs call:fields(Messages.mute, "q") ?>
<div class="actions"><button class="btn" name="mute" value="1"><?cs var:_("No mail about it") ?></button></div></form>
</div>
<?cs if:subcount(Messages.mutes) > #0 ?>
<ul class="list">
	<?cs each:m = Messages.mutes ?>
		<li class="row"><span><a href="<?cs var:m.url ?>"><?cs var:m.title ?></a> <span class="mono muted small"><?cs var:m.number ?></span></span>
			<form method="post" action="<?cs var:Messages.action ?>" class="push"><?cs call:hidden("unmute-" + m.id) ?><button class="btn quiet sm"
				name="unmute" value="<?cs var:m.id ?>"><?cs var:_("Mail again") ?></button></form></li>
	<?cs /each ?>
</ul>
<?cs /if ?>
</section>
</div>
