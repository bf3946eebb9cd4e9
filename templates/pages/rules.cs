<?cs # The rules of the site. Rules.{action,sayings_url}, Rules (errors), Rules.groups.*.{name,label,fields.*} ?>
<?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_("Rules") ?></h1>
		<p class="muted">
			<?cs var:_("The settings that the regulation leaves to the site. Changes take effect at once, are recorded in the history and do not affect open rounds of approval.") ?></p>
	</div>
	<div class="actions"><a class="btn" href="<?cs var:Rules.sayings_url ?>"><?cs var:_("Canned opinions") ?></a></div>
</div>
<form method="post" action="<?cs var:Rules.action ?>" class="stack" novalidate data-unsaved><?cs call:hidden("rules") ?>
<?cs call:errors(Rules, "r") ?>
<?cs each:g = Rules.groups ?>
<section class="card" id="<?cs var:g.name ?>"><header><h2><?cs var:g.label ?></h2></header><div class="body"><?cs call:fields(g, "r") ?></div></section>
<?cs /each ?>
<div class="actions"><button class="btn primary"><?cs var:_("Save") ?></button></div>
</form>
