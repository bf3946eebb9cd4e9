<?cs # An invitation was made; its link is shown once. Invited.{address,url,back} ?>
<div class="head"><div class="head-text"><h1><?cs var:_("An invitation") ?></h1></div></div>
<section class="card">
<div class="body stack">
<p><?cs var:_f("%1 is invited. Whoever has an account here finds the invitation in their work and under their account, and accepts or declines it there.", Invited.address, "") ?></p>
<div class="alert warn" role="status"><p><?cs var:_("Somebody without an account needs this link. It is shown only now and works once, within fourteen days. Hand it to the person yourself: whoever has it can join the site.") ?></p></div>
<div class="field wide"><div class="label"><label for="given-url"><?cs var:_("The link") ?></label></div><input type="text" id="given-url" class="mono" value="<?cs var:Invited.url ?>" readonly data-copy></div>
<div class="actions"><a class="btn primary" href="<?cs var:Invited.back ?>"><?cs var:_("Back to the members") ?></a></div>
</div>
</section>
