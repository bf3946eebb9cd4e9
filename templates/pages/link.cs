<?cs # A one-time link: setting a password. Link.{action,login,name,first,least,until,complaint} ?>
<?cs include!"part/token.cs" ?>
<div class="narrow">
<section class="card">
<header><h1><?cs if:Link.first == "1" ?><?cs var:_f("Welcome, %1", Link.name, "") ?><?cs else ?><?cs var:_("Set a new password") ?><?cs /if ?></h1></header>
<form method="post" action="<?cs var:Link.action ?>" class="body stack" novalidate>
<?cs call:hidden("link") ?>
<?cs if:Link.complaint ?><div class="alert bad" role="alert" tabindex="-1" data-focus><p><?cs var:Link.complaint ?></p></div><?cs /if ?>
<p class="hint"><?cs var:_f("This link works once, until %1. After that, ask the person who gave it to you for a new one.", Link.until, "") ?></p>
<div class="field wide">
	<div class="label"><label for="link-login"><?cs var:_("Login name") ?></label></div>
	<input type="text" id="link-login" value="<?cs var:Link.login ?>" autocomplete="username" readonly></div>
<div class="field wide">
	<div class="label"><label for="link-password"><?cs var:_("New password") ?></label></div>
	<p class="hint" id="link-hint">
		<?cs var:_f("At least %1 characters. A short sentence is easy to remember and hard to guess.", Link.least, "") ?></p>
	<input type="password" id="link-password" name="password" autocomplete="new-password" aria-required="true" aria-describedby="link-hint" autofocus></div>
<div class="field wide">
	<div class="label"><label for="link-again"><?cs var:_("The same again") ?></label></div>
	<input type="password" id="link-again" name="again" autocomplete="new-password" aria-required="true"></div>
<div class="actions"><button class="btn primary"><?cs var:_("Set the password") ?></button></div>
</form>
</section>
</div>
