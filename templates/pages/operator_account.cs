<?cs # One account. Operator.{login,name,since,disabled_on,action}, flags operator new factor self; Operator.sites.*.{name,url}; Operator.edit: the form ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?>
<?cs def:act(name, label, look) ?>
	<form method="post" action="<?cs var:Operator.action ?>">
		<?cs call:hidden("act-" + name) ?><button class="btn <?cs var:look ?>" name="act" value="<?cs var:name ?>"><?cs var:label ?></button></form>
<?cs /def ?>
<div class="head">
	<div class="head-text">
		<h1>
			<?cs var:Operator.name ?>
				<?cs if:Operator.disabled_on ?>
				<?cs call:tag("bad", _f("disabled %1", Operator.disabled_on, "")) ?>
				<?cs elif:Operator.new == "1" ?>
				<?cs call:tag("warn", _("no password yet")) ?>
				<?cs /if ?>
				<?cs if:Operator.operator == "1" ?>
				<?cs call:tag("info", _("operator")) ?><?cs /if ?></h1>
		<p class="muted"><?cs var:_f("Login name %1, since %2", Operator.login, Operator.since) ?></p>
	</div>
</div>
<div class="stack">
<section class="card">
<form method="post" action="<?cs var:Operator.action ?>" class="body stack" novalidate><?cs call:hidden("edit") ?>
<?cs call:errors(Operator.edit, "e") ?><?cs call:fields(Operator.edit, "e") ?>
<div class="actions"><button class="btn primary"><?cs var:_("Save") ?></button></div></form>
</section>
<section class="card">
<header><h2><?cs var:_("Sites") ?></h2></header>
<?cs if:subcount(Operator.sites) > #0 ?><ul class="list"><?cs each:s = Operator.sites ?><li><a href="<?cs var:s.url ?>"><?cs var:s.name ?></a></li><?cs /each ?></ul>
<?cs else ?><p class="body muted"><?cs var:_("Belongs to no site. Site administrators invite members under “Members”.") ?></p><?cs /if ?>
</section>
<section class="card">
<header><h2><?cs var:_("Log-in") ?></h2></header>
<div class="body stack">
	<p class="hint">
		<?cs var:_("If an account decides in a site, sees restricted records, gives rights or is an operator, then a link, removing its second factor and re-enabling it need two people: you request it, and an administrator of the site or another operator confirms it.") ?></p>
	<div class="actions">
<?cs if:!Operator.disabled_on ?>
	<?cs if:Operator.new == "1" ?>
		<?cs call:act("link", _("Create a link to set the password"), "") ?><?cs else ?><?cs call:act("link", _("Create a link for a new password"), "") ?><?cs /if ?><?cs /if ?>
<?cs if:Operator.self != "1" ?>
<?cs if:Operator.factor == "1" ?><?cs call:act("factor_off", _("Remove the lost second factor"), "danger") ?><?cs /if ?>
<?cs if:Operator.disabled_on ?><?cs call:act("enable", _("Re-enable"), "") ?><?cs else ?><?cs call:act("disable", _("Disable"), "danger") ?><?cs /if ?>
<?cs /if ?>
</div></div>
</section>
<?cs if:Operator.self != "1" ?>
<section class="card">
<header><h2><?cs var:_("Operators") ?></h2></header>
<div class="body stack">
	<p><?cs var:_("Operators manage sites and accounts of the whole system. Another operator confirms a new one.") ?></p>
	<div class="actions">
		<?cs if:Operator.operator == "1" ?>
			<?cs call:act("operator_off", _("Remove as operator"), "danger") ?><?cs else ?><?cs call:act("operator_on", _("Appoint as operator"), "") ?><?cs /if ?></div>
</div>
</section>
<section class="card">
<details class="more body"><summary><?cs var:_("Remove personal data") ?></summary>
<p><?cs var:_("Name, login name, address and password are permanently replaced. The records stay, with a neutral name. This cannot be undone.") ?></p>
<?cs call:act("erase", _("Remove the data of this person"), "danger") ?></details>
</section>
<?cs /if ?>
</div>
