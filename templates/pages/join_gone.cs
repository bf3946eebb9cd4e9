<?cs # An invitation that is answered, withdrawn, over, or never was. ?>
<div class="narrow">
<section class="card"><div class="body stack">
<h1><?cs var:_("This invitation no longer works") ?></h1>
<p><?cs var:_("It has been answered or withdrawn, or it is older than fourteen days. Ask the person who invited you for a new one. If you already have an account, log in.") ?></p>
<div class="actions"><a class="btn primary" href="/login"><?cs var:_("Log in") ?></a></div>
</div></section>
</div>
