<?cs # The second factor. Factor.on "1"; Factor.codes_left; else Factor.{secret,secret_shown,qr,size}; Factor.complaint ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/token.cs" ?>
<div class="head"><div class="head-text"><p class="kicker"><a href="/account"><?cs var:_("My account") ?></a></p><h1><?cs var:_("Second factor") ?></h1></div></div>
<?cs if:Factor.on == "1" ?>
<section class="card">
<header><h2><?cs var:_("It is on") ?></h2></header>
<div class="body stack">
<p><?cs var:_f("Unused recovery codes: %1", Factor.codes_left, "") ?></p>
<div class="actions">
<form method="post" action="/account/factor"><?cs call:hidden("codes") ?><button class="btn" name="act" value="codes"><?cs var:_("New recovery codes") ?></button></form>
<form method="post" action="/account/factor"><?cs call:hidden("off") ?><button class="btn danger" name="act" value="off"><?cs var:_("Turn it off") ?></button></form>
</div>
<p class="hint">
	<?cs var:_("New codes replace the old ones. If one of your roles requires a second factor and you turn it off, you must set it up again before you can continue working.") ?></p>
</div>
</section>
<?cs else ?>
<section class="card">
<header><h2><?cs var:_("Set it up") ?></h2></header>
<form method="post" action="/account/factor" class="body stack" novalidate><?cs call:hidden("on") ?><input type="hidden" name="secret" value="<?cs var:Factor.secret ?>">
<?cs if:Factor.complaint ?><div class="alert bad" role="alert" tabindex="-1" data-focus><p><?cs var:Factor.complaint ?></p></div><?cs /if ?>
<ol class="prose">
<li><?cs var:_("Install an authenticator app on your phone, if you do not have one yet.") ?></li>
<li><?cs var:_("Scan this QR code with it, or type in the key below.") ?></li>
<li><?cs var:_("Type the six digits it shows.") ?></li>
</ol>
<svg class="qr" viewBox="0 0 <?cs var:Factor.size ?> <?cs var:Factor.size ?>" width="220" height="220" role="img"
	aria-label="<?cs var:_("QR code for the authenticator") ?>" shape-rendering="crispEdges"><rect width="100%" height="100%"
	fill="#fff"></rect><path fill="#000" d="<?cs var:Factor.qr ?>"></path></svg>
<p><?cs var:_("Key:") ?> <span class="mono code"><?cs var:Factor.secret_shown ?></span></p>
<div class="field">
	<div class="label"><label for="factor-code"><?cs var:_("Six digits") ?></label></div>
	<input type="text" id="factor-code" name="code" class="short mono" inputmode="numeric" autocomplete="one-time-code" maxlength="6" aria-required="true"></div>
<div class="actions"><button class="btn primary" name="act" value="on"><?cs var:_("Turn it on") ?></button><a class="btn quiet" href="/account"><?cs var:_("Cancel") ?></a></div>
</form>
</section>
<?cs /if ?>
