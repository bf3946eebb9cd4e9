<?cs # Logging in (layout "plain"), in steps.
Login.step        "password", or "factor" (a code from the app), or "new_password" (one has to be set)
Login.action      where it posts; Login.next: where to go afterwards
Login.{login}     as typed
Login.wrong       "1"; Login.complaint: translated
Login.why         translated: why one is asked, e.g. the session ended; may be empty
Login.kept        "1": a form was under way; Kept.*.{name,value}: its fields, sent again with the log-in
Login.kept_files  "1": it had files, which must be chosen again
Login.{hint,help} translated: whom to ask; may be empty
Login.codes       "1": one of the recovery codes may be used instead
Login.fields.*    of the step "new_password" (part/field.cs)
Token, Key ?>
<?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?>
<div class="narrow">
<h1><?cs if:Login.step == "factor" ?><?cs var:_("Second step") ?><?cs elif:Login.step == "new_password" ?><?cs var:_("Set your password") ?><?cs else ?><?cs var:_("Log in") ?><?cs /if ?></h1>
<?cs if:Login.why ?><div class="alert info" role="status"><p><?cs var:Login.why ?></p></div><?cs /if ?>
<?cs if:Login.kept == "1" ?><div class="alert ok"><p><?cs var:_("What you had typed is kept and will be saved after you log in.") ?><?cs if:Login.kept_files == "1" ?> <?cs var:_("Files must be chosen again.") ?><?cs /if ?></p></div><?cs /if ?>
<?cs if:Login.complaint ?><div class="alert bad" role="alert" tabindex="-1" data-focus><p><?cs var:Login.complaint ?></p></div><?cs /if ?>
<form method="post" action="<?cs var:Login.action ?>" class="card form" novalidate data-once><div class="body stack-s">
<?cs call:hidden("login") ?><input type="hidden" name="next" value="<?cs var:Login.next ?>">
<?cs each:k = Kept ?><input type="hidden" name="<?cs var:k.name ?>" value="<?cs var:k.value ?>"><?cs /each ?>
<?cs if:Login.step == "factor" ?>
<div class="field"><label for="login-code"><?cs var:_("Code from your authenticator app") ?></label><p class="hint" id="login-code-hint"><?cs var:_("Six digits, new every 30 seconds.") ?><?cs if:Login.codes == "1" ?> <?cs var:_("A recovery code works too.") ?><?cs /if ?></p><input id="login-code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="40" aria-describedby="login-code-hint" autofocus<?cs if:Login.wrong == "1" ?> aria-invalid="true"<?cs /if ?>></div>
<button class="btn primary"><?cs var:_("Go on") ?></button>
<?cs elif:Login.step == "new_password" ?>
<?cs call:errors(Login, "login") ?><?cs call:fields(Login, "login") ?>
<button class="btn primary"><?cs var:_("Save the password") ?></button>
<?cs else ?>
<div class="field"><label for="login-login"><?cs var:_("Login name or e-mail address") ?></label><input id="login-login" name="login" type="text" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="254" value="<?cs var:Login.login ?>"<?cs if:!Login.login ?> autofocus<?cs /if ?><?cs if:Login.wrong == "1" ?> aria-invalid="true"<?cs /if ?>></div>
<div class="field"><label for="login-password"><?cs var:_("Password") ?></label><input id="login-password" name="password" type="password" autocomplete="current-password" maxlength="256"<?cs if:Login.login ?> autofocus<?cs /if ?><?cs if:Login.wrong == "1" ?> aria-invalid="true"<?cs /if ?>></div>
<button class="btn primary"><?cs var:_("Log in") ?></button>
<?cs /if ?>
</div></form>
<?cs if:Login.help ?><p class="muted small"><?cs var:Login.help ?></p><?cs else ?><p class="muted small"><?cs var:_("Forgotten the password? The administrators of your site can give you a new link.") ?></p><?cs /if ?>
</div>
