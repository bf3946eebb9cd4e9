<?cs # The public feedback form (RX.11): nobody is logged in.
Feedback.{action,stamp,question}; Feedback.fields.*, .{wrong,complaint}   see part/field.cs and part/errors.cs; Privacy: part/privacy.cs ?>
<?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?><?cs include!"part/privacy.cs" ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_("Tell us what you think") ?></h1>
		<p class="muted">
			<?cs var:_f("Your feedback goes to the people who run the platforms of %1. You will get a code to follow its progress.", Site.name, "") ?></p>
	</div>
</div>
<section class="card">
	<form method="post" action="<?cs var:Feedback.action ?>" class="body stack" novalidate data-once>
		<?cs call:hidden("feedback") ?><input type="hidden" name="stamp" value="<?cs var:Feedback.stamp ?>">
<details class="more"><summary><?cs var:_("Notice on personal data") ?></summary><div class="body"><?cs call:privacy(Privacy) ?></div></details>
<?cs call:errors(Feedback, "f") ?><?cs call:fields(Feedback, "f") ?>
<div class="fields">
<div class="field"><label for="f-sum"><?cs var:Feedback.question ?></label>
	<p class="hint" id="f-sum-hint"><?cs var:_("This prevents automatic submissions.") ?></p>
	<input type="text" inputmode="numeric" id="f-sum" name="sum" class="short" autocomplete="off" aria-describedby="f-sum-hint"></div>
<div class="vh" aria-hidden="true"><label for="f-website"><?cs var:_("Website") ?></label><input type="text" id="f-website" name="website" tabindex="-1" autocomplete="off"></div>
</div>
<div class="actions"><button class="btn primary"><?cs var:_("Send") ?></button></div></form></section>
