<?cs # One member.
Member.{id,login,name,email,since,left_on,owns,waits,sort_key,own_sort_key,action,complaint}; flags disabled left new ours self may_roles power two may_release
Member.held_since: since when the rights of decision rest
Member.roles.*.{id,label,hint,fixed,held,power}
Member.departments.*.{value,label,selected}; Member.heirs.*.{value,label} ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/options.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/token.cs" ?>
<?cs def:reason(name) ?>
	<div class="field wide">
		<div class="label"><label for="m-<?cs var:name ?>-reason"><?cs var:_("Reason, for the second person") ?></label></div>
		<input type="text" id="m-<?cs var:name ?>-reason" name="reason" maxlength="200"></div>
<?cs /def ?>
<div class="head">
	<div class="head-text">
		<h1>
			<?cs var:Member.name ?>
				<?cs if:Member.left == "1" ?>
				<?cs call:tag("", _("has left")) ?>
				<?cs elif:Member.disabled == "1" ?>
				<?cs call:tag("bad", _("disabled")) ?>
				<?cs elif:Member.new == "1" ?>
				<?cs call:tag("warn", _("no password yet")) ?>
				<?cs /if ?></h1>
		<p class="muted">
			<?cs var:_f("Login name %1, since %2", Member.login, Member.since) ?><?cs if:Member.email ?> · <?cs var:Member.email ?><?cs /if ?></p>
	</div>
</div>
<?cs if:Member.complaint ?><div class="alert bad" role="alert" tabindex="-1" data-focus><p><?cs var:Member.complaint ?></p></div><?cs /if ?>
<div class="stack">
<?cs if:Member.left == "1" ?>
<section class="card">
	<div class="body stack">
		<p><?cs var:_f("Left on %1. The records keep the name.", Member.left_on, "") ?></p>
		<form method="post" action="<?cs var:Member.action ?>">
			<?cs call:hidden("back") ?><button class="btn" name="act" value="back"><?cs var:_("Invite again") ?></button></form>
	</div>
</section>
<?cs else ?>
<?cs if:Member.held_since ?>
	<div class="alert warn" role="status">
		<p>
			<?cs var:_f("The account was reset; its rights to decide have been suspended since %1.", Member.held_since, "") ?>
				<?cs var:_("They are restored when the person logs in with the second factor they had before, or when another group member or an administrator who had no part in the reset confirms the person.") ?></p>
		<?cs if:Member.may_release == "1" ?>
			<form method="post" action="<?cs var:Member.action ?>">
				<?cs call:hidden("release") ?><button class="btn" name="act" value="release"><?cs var:_("I have spoken to this person") ?></button></form>
		<?cs /if ?>
	</div>
<?cs /if ?>
<section class="card">
<header><h2><?cs var:_("Department") ?></h2></header>
<form method="post" action="<?cs var:Member.action ?>" class="body stack"><?cs call:hidden("department") ?>
<div class="field">
	<div class="label"><label for="m-department"><?cs var:_("Department") ?></label></div>
	<select id="m-department" name="department_id">
		<option value=""><?cs var:_("None") ?></option>
		<?cs call:options(Member.departments) ?>
	</select></div>
<div class="actions"><button class="btn primary" name="act" value="department"><?cs var:_("Save") ?></button></div></form>
<form method="post" action="<?cs var:Member.action ?>" class="body stack"><?cs call:hidden("sort") ?>
<div class="field">
	<div class="label"><label for="m-sort-key"><?cs var:_("Pronunciation of the name") ?></label></div>
	<p class="hint" id="m-sort-key-hint">
		<?cs var:_("Used to sort lists in this site if the usual reading of the name is wrong, for example “shan xiongxin”. Leave it empty to sort by the name itself.") ?><?cs if:Member.own_sort_key ?>
			<?cs var:_f("The account says: %1", Member.own_sort_key, "") ?><?cs /if ?></p>
	<input type="text" id="m-sort-key" name="sort_key" value="<?cs var:Member.sort_key ?>" maxlength="100" aria-describedby="m-sort-key-hint"></div>
<div class="actions"><button class="btn" name="act" value="sort"><?cs var:_("Save") ?></button></div></form>
</section>
<?cs if:Member.may_roles == "1" ?>
<section class="card">
<header><h2><?cs var:_("Role") ?></h2></header>
<form method="post" action="<?cs var:Member.action ?>" class="body stack"><?cs call:hidden("roles") ?>
<p class="hint">
	<?cs var:_("Changes take effect at once. A role marked “two people” decides, sees restricted records or gives rights: you request it here, and another administrator, or the lead or deputy of the group, confirms it. There is one lead and one deputy; a newly appointed person takes over the seat.") ?></p>
<fieldset class="ticks">
	<legend class="vh"><?cs var:_("Role") ?></legend>
	<div class="options cols">
		<?cs each:r = Member.roles ?>
			<label><input type="checkbox" name="role" value="<?cs var:r.id ?>"<?cs if:r.held == "1" ?> checked<?cs /if ?><?cs if:r.fixed == "1" ?>
				disabled<?cs /if ?>><span><?cs var:r.label ?><?cs if:r.power == "1" ?>
				<?cs call:tag("warn", _("two people")) ?><?cs /if ?><?cs if:r.hint ?><small><?cs var:r.hint ?></small><?cs /if ?></span></label><?cs /each ?></div>
</fieldset>
<?cs call:reason("roles") ?>
<div class="actions"><button class="btn primary" name="act" value="roles"><?cs var:_("Save the roles") ?></button></div></form>
</section>
<?cs /if ?>
<section class="card">
<header><h2><?cs var:_("Password") ?></h2></header>
<div class="body stack">
<?cs if:Member.ours == "1" ?>
<p><?cs var:_("If the password was forgotten or never set, a one-time link lets the person choose a new one.") ?></p>
<?cs if:Member.two == "1" ?>
	<p>
		<?cs if:Member.power == "1" ?>
			<?cs var:_("This person decides, sees restricted records or gives rights, so a link needs two people: you request it, and another administrator or an operator confirms it and hands it over. Both names are in the history, and the person and the group are notified. The rights are suspended until somebody else confirms that it is this person.") ?><?cs else ?><?cs var:_("This account also belongs to other sites, so a link needs two people: you request it, and another administrator or an operator confirms it and hands it over. Both names are in the history, and the person is notified.") ?><?cs /if ?></p>
<form method="post" action="<?cs var:Member.action ?>" class="stack">
	<?cs call:hidden("link") ?><?cs call:reason("link") ?>
	<div class="actions"><button class="btn" name="act" value="link"><?cs var:_("Request a link") ?></button></div>
</form>
<?cs else ?>
	<form method="post" action="<?cs var:Member.action ?>">
		<?cs call:hidden("link") ?><button class="btn" name="act" value="link"><?cs var:_("Create a link") ?></button></form>
<?cs /if ?>
<?cs else ?>
<p class="muted">
	<?cs var:_("This account was created by another site or by the operators of the system, so they look after it. The person asks their own administrator or an operator for a link.") ?></p>
<?cs /if ?>
</div>
</section>
<section class="card">
<header><h2><?cs var:_("Leaving") ?></h2></header>
<form method="post" action="<?cs var:Member.action ?>" class="body stack"><?cs call:hidden("leave") ?>
<p>
	<?cs var:_f("Responsible for %1 open records; %2 items are waiting for this person.", Member.owns, Member.waits) ?>
		<?cs var:_("All of this goes to the person you choose, and the roles end. What this person wrote and decided keeps their name.") ?></p>
<div class="field">
	<div class="label"><label for="m-heir"><?cs var:_("Takes over") ?></label></div>
	<select id="m-heir" name="heir_id">
		<option value=""><?cs var:_("Please choose") ?></option>
		<?cs call:options(Member.heirs) ?>
	</select></div>
<div class="actions"><button class="btn danger" name="act" value="leave"><?cs var:_("End the membership") ?></button></div></form>
</section>
<?cs /if ?>
</div>
