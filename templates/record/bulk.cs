<?cs # What a move for several records did, and which were left out and why.

Bulk.{title,back_url}
Bulk.moved.*.{number,title,url}
Bulk.left_out.*.{number,title,url,reason} ?>
<?cs include!"part/icon.cs" ?>
<div class="head"><div class="head-text"><h1><?cs var:Bulk.title ?></h1></div><div class="actions"><a class="btn primary" href="<?cs var:Bulk.back_url ?>"><?cs call:icon("back") ?><?cs var:_("Back to the list") ?></a></div></div>
<?cs if:subcount(Bulk.left_out) > #0 ?>
<section class="card"><header><h2><?cs var:_("Left out") ?></h2></header><ul class="list"><?cs each:r = Bulk.left_out ?><li><?cs if:r.url ?><a href="<?cs var:r.url ?>"><?cs var:r.title ?></a><?cs /if ?><p class="muted small"><span class="mono"><?cs var:r.number ?></span> · <?cs var:r.reason ?></p></li><?cs /each ?></ul></section>
<?cs /if ?>
<?cs if:subcount(Bulk.moved) > #0 ?>
<section class="card"><header><h2><?cs var:_("Done") ?></h2></header><ul class="list"><?cs each:r = Bulk.moved ?><li><a href="<?cs var:r.url ?>"><?cs var:r.title ?></a><p class="muted small mono"><?cs var:r.number ?></p></li><?cs /each ?></ul></section>
<?cs else ?><p class="muted"><?cs var:_("Nothing was changed.") ?></p>
<?cs /if ?>
