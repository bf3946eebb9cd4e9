<?cs # Canned opinions. Sayings.action; Sayings.{site,own}.*.{text,id}: id where this person may remove it; Sayings.may_share "1"
Sayings.add: the form (text, shared) ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?>
<?cs def:sayings(label, list, none) ?>
<section class="card">
	<header><h2><?cs var:label ?></h2><span class="n"><?cs var:subcount(list) ?></span></header>
	<?cs if:subcount(list) > #0 ?>
		<ul class="list">
			<?cs each:s = list ?>
				<li class="row"><span><?cs var:s.text ?></span><?cs if:s.id ?>
					<form method="post" action="<?cs var:Sayings.action ?>" class="push"><?cs call:hidden("drop-" + s.id) ?><button
						class="btn quiet sm" name="remove" value="<?cs var:s.id ?>"><?cs call:icon("x") ?><span
						class="vh"><?cs var:_f("Remove “%1”", s.text, "") ?></span></button></form><?cs /if ?></li>
			<?cs /each ?>
		</ul>
	<?cs else ?><p class="body muted"><?cs var:none ?></p><?cs /if ?>
</section>
<?cs /def ?>
<div class="head">
	<div class="head-text"><h1><?cs var:_("Canned opinions") ?></h1>
		<p class="muted"><?cs var:_("Offered where you vote. They fill in the opinion. As the reason for a rejection or a return, a text must say something of substance.") ?></p></div>
</div>
<section class="card">
	<form method="post" action="<?cs var:Sayings.action ?>" class="stack body" novalidate data-once><?cs call:hidden("add") ?>
		<?cs call:errors(Sayings.add, "s") ?>
		<div class="fields">
			<?cs each:f = Sayings.add.fields ?><?cs if:f.name != "shared" || Sayings.may_share == "1" ?><?cs call:field(f, "s") ?><?cs /if ?><?cs /each ?>
		</div>
		<div class="actions"><button class="btn primary"><?cs var:_("Add") ?></button></div></form>
</section>
<?cs call:sayings(_("My own"), Sayings.own, _("You keep none yet.")) ?>
<?cs call:sayings(_("Of this site"), Sayings.site, _("The site offers none yet.")) ?>
