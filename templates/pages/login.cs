<?cs # Logging in.
Login.login      what was typed; Login.known "1": logged in already, the password is asked again
Login.next       where to afterwards (a local path)
Login.complaint  translated; absent at first
Login.keep.*     {name,value}: what was posted elsewhere and waits to be sent on ?>
<?cs include!"part/token.cs" ?>
<div class="narrow">
<section class="card">
<header><h1><?cs if:Login.known == "1" ?><?cs var:_("Confirm your password") ?><?cs else ?><?cs var:_("Log in") ?><?cs /if ?></h1></header>
<form method="post" action="/login" class="body stack" novalidate>
<?cs call:hidden("login") ?><input type="hidden" name="next" value="<?cs var:Login.next ?>">
<?cs each:k = Login.keep ?><input type="hidden" name="keep.<?cs var:k.name ?>" value="<?cs var:k.value ?>"><?cs /each ?>
<?cs if:Login.complaint ?><div class="alert bad" role="alert" tabindex="-1" data-focus><p><?cs var:Login.complaint ?></p></div><?cs /if ?>
<?cs if:subcount(Login.keep) > #0 ?>
	<p class="hint">
		<?cs var:_("What you typed is kept. After logging in you can check it and send it yourself. You need to choose any files again.") ?></p>
<?cs /if ?>
<?cs if:Login.known == "1" && !Login.complaint ?>
	<p class="hint">
		<?cs var:_("This step is protected: it asks for your password unless you typed it within the last ten minutes.") ?></p>
<?cs /if ?>
<div class="field wide">
	<div class="label"><label for="login-login"><?cs var:_("Login name") ?></label></div>
	<input type="text" id="login-login" name="login" value="<?cs var:Login.login ?>" autocomplete="username" autocapitalize="none"
		spellcheck="false" maxlength="100" aria-required="true"<?cs if:Login.known == "1" ?> readonly<?cs elif:!Login.login ?>
		autofocus<?cs /if ?>></div>
<div class="field wide">
	<div class="label"><label for="login-password"><?cs var:_("Password") ?></label></div>
	<input type="password" id="login-password" name="password" autocomplete="current-password" aria-required="true"<?cs if:Login.login ?> autofocus<?cs /if ?>></div>
<div class="actions"><button class="btn primary"><?cs if:Login.known == "1" ?><?cs var:_("Continue") ?><?cs else ?><?cs var:_("Log in") ?><?cs /if ?></button></div>
</form>
<footer><p class="muted small"><?cs var:_("Forgotten your password? Ask an administrator of your site or an operator of the system for a link to set a new one.") ?></p></footer>
</section>
</div>
