<?cs # Writing the notice on personal data. Privacy.{text,version,since,by,action}, Privacy.public "1": of a site's public form; its form (part/field.cs) ?>
<?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?><?cs include!"part/privacy.cs" ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_("Notice on personal data") ?></h1>
		<p class="muted">
			<?cs if:Privacy.public == "1" ?>
				<?cs var:_("Shown on the public form of this site.") ?><?cs else ?><?cs var:_("Everyone is asked to agree at their first log-in, and again for each new version.") ?><?cs /if ?></p>
	</div>
</div>
<div class="stack">
<section class="card">
	<header>
		<h2><?cs var:_("In force") ?></h2>
		<span class="push"></span><span
			class="muted small"><?cs if:Privacy.since ?><?cs var:_f("since %1, by %2", Privacy.since, Privacy.by) ?><?cs else ?><?cs var:_("the text that comes with the program") ?><?cs /if ?></span></header>
	<div class="body"><?cs call:privacy(Privacy) ?></div>
</section>
<section class="card"><header><h2><?cs var:_("A new version") ?></h2></header>
<form method="post" action="<?cs var:Privacy.action ?>" class="body stack" novalidate data-once data-unsaved><?cs call:hidden("privacy") ?>
<p class="hint">
	<?cs var:_("Say who processes the data, which data, what for, how long they are kept, which rights people have, and whom they ask. Earlier versions are kept.") ?></p>
<?cs call:errors(Privacy, "p") ?><?cs call:fields(Privacy, "p") ?>
<div class="actions"><button class="btn primary"><?cs var:_("Save as a new version") ?></button></div></form>
</section>
</div>
