<?cs # A link that was used, has expired or never was. ?>
<div class="narrow">
<section class="card">
<header><h1><?cs var:_("This link does not work any more") ?></h1></header>
<div class="body stack">
<p><?cs var:_("It was used already, or its time is over. Ask whoever gave it to you for a new one.") ?></p>
<div class="actions"><a class="btn primary" href="/login"><?cs var:_("To the log-in") ?></a></div>
</div>
</section>
</div>
