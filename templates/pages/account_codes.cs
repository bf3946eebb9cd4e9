<?cs # Recovery codes, shown once. Factor.codes.*.code ?>
<div class="head"><div class="head-text"><h1><?cs var:_("Your recovery codes") ?></h1></div></div>
<section class="card">
<div class="body stack">
<div class="alert warn" role="status"><p><?cs var:_("They are shown only now. Print them or write them down and keep them apart from your phone: each opens your account once when the phone is not at hand.") ?></p></div>
<ul class="mono"><?cs each:c = Factor.codes ?><li><?cs var:c.code ?></li><?cs /each ?></ul>
<div class="actions"><a class="btn primary" href="/account"><?cs var:_("I have kept them") ?></a></div>
</div>
</section>
