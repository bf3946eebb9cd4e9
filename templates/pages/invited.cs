<?cs # An invitation was made; its link is shown once. Invited.{address,url,back} ?>
<div class="head"><div class="head-text"><h1><?cs var:_("An invitation") ?></h1></div></div>
<section class="card">
<div class="body stack">
<p>
	<?cs var:_f("%1 has been invited. If they have an account, they find the invitation under “My work” and on their account page, and accept or decline it there.", Invited.address, "") ?></p>
<div class="alert warn" role="status">
	<p>
		<?cs var:_("A person without an account needs this link. It is shown only once and works once, within fourteen days. Give it to the person yourself: anyone who has it can join the site.") ?></p>
</div>
<div class="field wide">
	<div class="label"><label for="given-url"><?cs var:_("The link") ?></label></div>
	<input type="text" id="given-url" class="mono" value="<?cs var:Invited.url ?>" readonly data-copy></div>
<div class="actions"><a class="btn primary" href="<?cs var:Invited.back ?>"><?cs var:_("Back to members") ?></a></div>
</div>
</section>
