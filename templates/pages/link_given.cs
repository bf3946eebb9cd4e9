<?cs # A one-time link, shown once. Given.{url,login,name,until,back}, and of two people {asked_by,given_by} ?>
<?cs include!"part/icon.cs" ?>
<div class="head"><div class="head-text"><h1><?cs var:_("A link to set the password") ?></h1></div></div>
<section class="card">
<div class="body stack">
<div class="alert warn" role="status"><p><?cs var:_("This link is shown only once. Copy it and give it to the person yourself: anyone who has it can use the account.") ?></p></div>
<dl class="facts">
	<div><dt><?cs var:_("For") ?></dt><dd><?cs var:Given.name ?> <span class="muted"><?cs var:Given.login ?></span></dd></div>
	<?cs if:Given.asked_by ?>
		<div><dt><?cs var:_("Requested by") ?></dt><dd><?cs var:Given.asked_by ?></dd></div>
		<div><dt><?cs var:_("Confirmed by") ?></dt><dd><?cs var:Given.given_by ?></dd></div>
	<?cs /if ?>
	<div><dt><?cs var:_("Valid") ?></dt><dd><?cs var:_f("once, until %1", Given.until, "") ?></dd></div>
</dl>
<div class="field wide">
	<div class="label"><label for="given-url"><?cs var:_("The link") ?></label></div>
	<input type="text" id="given-url" class="mono" value="<?cs var:Given.url ?>" readonly data-copy></div>
<div class="actions"><a class="btn primary" href="<?cs var:Given.back ?>"><?cs var:_("I have copied it") ?></a></div>
</div>
</section>
