<?cs # One site. Operator.{slug,since,action}, Operator.edit, Operator.administrator: forms ?>
<?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?>
<div class="head"><div class="head-text"><p class="kicker mono">/<?cs var:Operator.slug ?>/</p><h1><?cs var:Page.title ?></h1></div></div>
<div class="stack">
<section class="card">
<form method="post" action="<?cs var:Operator.action ?>" class="body stack" novalidate><?cs call:hidden("edit") ?>
<?cs call:errors(Operator.edit, "e") ?><?cs call:fields(Operator.edit, "e") ?>
<div class="actions"><button class="btn primary"><?cs var:_("Save") ?></button></div></form>
</section>
<section class="card">
<header><h2><?cs var:_("Another administrator") ?></h2></header>
<form method="post" action="<?cs var:Operator.action ?>" class="body stack" novalidate data-once><?cs call:hidden("administrator") ?>
<p class="hint">
	<?cs var:_("Use this when, for example, all administrators of a site have left. An administrator of the site confirms it or, if there is none, another operator. It is recorded in the site's history. You cannot appoint yourself.") ?></p>
<?cs call:errors(Operator.administrator, "a") ?><?cs call:fields(Operator.administrator, "a") ?>
<div class="actions"><button class="btn" name="act" value="administrator"><?cs var:_("Request") ?></button></div></form>
</section>
</div>
