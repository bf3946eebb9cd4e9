<?cs # A link that was used, has expired or never was. ?>
<div class="narrow">
<section class="card">
<header><h1><?cs var:_("This link no longer works") ?></h1></header>
<div class="body stack">
<p><?cs var:_("It has already been used, or it has expired. Ask the person who gave it to you for a new one.") ?></p>
<div class="actions"><a class="btn primary" href="/login"><?cs var:_("Go to the log-in") ?></a></div>
</div>
</section>
</div>
