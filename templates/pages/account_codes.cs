<?cs # Recovery codes, shown once. Factor.codes.*.code ?>
<div class="head"><div class="head-text"><h1><?cs var:_("Your recovery codes") ?></h1></div></div>
<section class="card">
<div class="body stack">
<div class="alert warn" role="status">
	<p>
		<?cs var:_("These codes are shown only once. Print them or write them down, and keep them apart from your phone. Each code lets you log in once without your phone.") ?></p>
</div>
<ul class="mono code"><?cs each:c = Factor.codes ?><li><?cs var:c.code ?></li><?cs /each ?></ul>
<div class="actions"><a class="btn primary" href="/account"><?cs var:_("I have saved them") ?></a></div>
</div>
</section>
