<?cs # The second factor, after the password. Login.{ticket,next,complaint}, Login.keep.*: see login.cs ?>
<?cs include!"part/token.cs" ?>
<div class="narrow">
<section class="card">
<header><h1><?cs var:_("Second factor") ?></h1></header>
<form method="post" action="/login/code" class="body stack" novalidate>
<?cs call:hidden("code") ?><input type="hidden" name="next" value="<?cs var:Login.next ?>"><input type="hidden" name="ticket" value="<?cs var:Login.ticket ?>">
<?cs each:k = Login.keep ?><input type="hidden" name="keep.<?cs var:k.name ?>" value="<?cs var:k.value ?>"><?cs /each ?>
<?cs if:Login.complaint ?><div class="alert bad" role="alert" tabindex="-1" data-focus><p><?cs var:Login.complaint ?></p></div><?cs /if ?>
<div class="field wide">
	<div class="label"><label for="code-code"><?cs var:_("Code from your authenticator, or a recovery code") ?></label></div>
	<p class="hint" id="code-hint">
		<?cs var:_("Six digits that change every half minute. If you do not have your phone, use one of your recovery codes.") ?></p>
	<input type="text" id="code-code" name="code" class="short mono" autocomplete="one-time-code" autocapitalize="characters"
		spellcheck="false" maxlength="30" aria-required="true" aria-describedby="code-hint" autofocus></div>
<div class="actions"><button class="btn primary"><?cs var:_("Log in") ?></button><a class="btn quiet" href="/login"><?cs var:_("Start again") ?></a></div>
</form>
</section>
</div>
