<?cs # One role. Role.{name,hint,holders,action,complaint}, flags own factor may_remove
Role.areas.*.{label,permits.*.{name,label,in_department,ticked,power}} ?>
<?cs include!"part/tag.cs" ?><?cs include!"part/token.cs" ?>
<div class="head"><div class="head-text"><h1><?cs var:Role.name ?></h1><?cs if:Role.hint ?><p class="muted"><?cs var:Role.hint ?></p><?cs /if ?></div></div>
<?cs if:Role.complaint ?><div class="alert bad" role="alert" tabindex="-1" data-focus><p><?cs var:Role.complaint ?></p></div><?cs /if ?>
<div class="stack">
<form method="post" action="<?cs var:Role.action ?>" class="stack" novalidate data-unsaved><?cs call:hidden("role") ?>
<section class="card"><div class="body stack">
<?cs if:Role.own == "1" ?>
	<div class="field">
		<div class="label"><label for="r-name"><?cs var:_("role.field.name") ?></label></div>
		<input type="text" id="r-name" name="name" value="<?cs var:Role.name ?>" maxlength="60"></div>
<?cs /if ?>
<div class="options"><label><input type="checkbox" name="second_factor" value="1"<?cs if:Role.factor == "1" ?>
	checked<?cs /if ?>><span><?cs var:_("Holders need a second factor") ?><small><?cs var:_("Until it is set up, they can only open their own account page.") ?></small></span></label></div>
</div></section>
<?cs each:a = Role.areas ?>
<section class="card">
	<header><h2><?cs var:a.label ?></h2></header>
	<div class="body">
		<fieldset class="ticks">
			<legend class="vh"><?cs var:a.label ?></legend>
			<div class="options cols">
				<?cs each:p = a.permits ?>
					<label><input type="checkbox" name="permit" value="<?cs var:p.name ?>"<?cs if:p.ticked == "1" ?>
						checked<?cs /if ?>><span><?cs var:p.label ?><?cs if:p.power == "1" ?>
						<?cs call:tag("warn", _("two people")) ?><?cs /if ?><?cs if:p.in_department == "1" ?><small><?cs var:_("for the holder's own department only") ?></small><?cs /if ?></span></label><?cs /each ?></div>
		</fieldset>
	</div>
</section>
<?cs /each ?>
<section class="card">
	<div class="body stack">
		<p class="hint">
			<?cs var:_("You request a permission marked “two people” here, and another administrator, or the lead or deputy of the group, confirms it.") ?></p>
		<div class="field wide">
			<div class="label"><label for="r-reason"><?cs var:_("Reason, for the second person") ?></label></div>
			<input type="text" id="r-reason" name="reason" maxlength="200"></div>
	</div>
</section>
<div class="actions"><button class="btn primary"><?cs var:_("Save") ?></button></div>
</form>
<?cs if:Role.may_remove == "1" ?>
	<section class="card">
		<div class="body">
			<form method="post" action="<?cs var:Role.action ?>">
				<?cs call:hidden("remove") ?><button class="btn danger" name="act" value="remove"><?cs var:_("Remove this role") ?></button></form>
		</div>
	</section>
<?cs /if ?>
</div>
