<?cs # The notice on personal data, to be agreed to. Privacy.{text,version,next}; flags due, again ?>
<?cs include!"part/token.cs" ?><?cs include!"part/privacy.cs" ?>
<section class="card">
<header><h1><?cs var:_("Notice on personal data") ?></h1></header>
<div class="body stack">
<?cs if:Privacy.again == "1" ?><div class="alert warn" role="status"><p><?cs var:_("The notice has changed since you agreed to it. Please read it again.") ?></p></div><?cs /if ?>
<?cs call:privacy(Privacy) ?>
<?cs if:Privacy.due == "1" ?>
<form method="post" action="/account/privacy" class="stack">
	<?cs call:hidden("privacy") ?><input type="hidden" name="version" value="<?cs var:Privacy.version ?>"><input type="hidden" name="next" value="<?cs var:Privacy.next ?>">
<div class="actions"><button class="btn primary" name="act" value="agree"><?cs var:_("I have read it and agree") ?></button></div></form>
<p class="hint"><?cs var:_("Until you agree, you can only view your own data or log out.") ?></p>
<div class="actions"><a class="btn" href="/account/data"><?cs var:_("Show my data") ?></a>
	<form method="post" action="/logout">
		<?cs call:hidden("logout") ?><button class="btn quiet"><?cs var:_("Log out") ?></button></form>
</div>
<?cs else ?><div class="actions"><a class="btn" href="<?cs var:Privacy.next ?>"><?cs var:_("Back") ?></a></div><?cs /if ?>
</div>
</section>
