<?cs # An invitation that is answered, withdrawn, over, or never was. ?>
<div class="narrow">
<section class="card"><div class="body stack">
<h1><?cs var:_("This invitation does not work any more") ?></h1>
<p><?cs var:_("It is answered, withdrawn, or older than fourteen days. Ask whoever invited you for a new one. If you have an account already, log in.") ?></p>
<div class="actions"><a class="btn primary" href="/login"><?cs var:_("Log in") ?></a></div>
</div></section>
</div>
