<?cs # Two people for power over people.
Power.{action,complaint}; Power.sites.*.{id,name} (id: for operators, who answer in many)
  open.*, answered.*: {id,act,login,name,role,reason,asked_by,asked_at,until,answered_by,answered_at,seconds,instead_of}, flags may mine confirmed
  held.*.{id,name,login,since}, flags may self ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/token.cs" ?>
<?cs def:what(r) ?>
	<b><?cs var:r.act ?></b><?cs if:r.name ?> · <?cs var:r.name ?> <span
		class="muted mono"><?cs var:r.login ?></span><?cs /if ?><?cs if:r.role ?> · <?cs var:r.role ?><?cs /if ?><?cs /def ?>
<?cs def:answer(site, id, name, label, look) ?>
	<form method="post" action="<?cs var:Power.action ?>">
		<?cs call:hidden(name + site + "-" + id) ?><?cs if:site || site == "0" ?><input type="hidden" name="site"
			value="<?cs var:site ?>"><?cs /if ?><input type="hidden" name="id" value="<?cs var:id ?>"><button class="btn <?cs var:look ?>" name="act"
			value="<?cs var:name ?>"><?cs var:label ?></button></form>
<?cs /def ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_("Two people") ?></h1>
		<p class="muted">
			<?cs var:_("Actions that give power over people are requested by one person and confirmed by another: links and resets for accounts that decide or see restricted records, roles with such rights, and administrators appointed by the operators. The person who benefits cannot confirm. Accounts that one of them created or reset within the last 30 days cannot confirm for each other.") ?></p>
	</div>
</div>
<?cs if:Power.complaint ?><div class="alert bad" role="alert" tabindex="-1" data-focus><p><?cs var:Power.complaint ?></p></div><?cs /if ?>
<div class="stack">
<?cs if:subcount(Power.sites) == #0 ?><section class="card"><p class="body muted"><?cs var:_("Nothing is waiting for a second person.") ?></p></section><?cs /if ?>
<?cs each:s = Power.sites ?>
<section class="card">
<header><h2><?cs if:s.name ?><?cs var:s.name ?> · <?cs /if ?><?cs var:_("Waiting for a second person") ?></h2></header>
<?cs if:subcount(s.open) > #0 ?><ul class="list"><?cs each:r = s.open ?><li><div><p><?cs call:what(r) ?></p>
<p class="muted small">
	<?cs var:_f("requested by %1 on %2", r.asked_by, r.asked_at) ?> · <?cs var:_f("valid until %1", r.until, "") ?><?cs if:r.reason ?> · <?cs var:r.reason ?><?cs /if ?></p>
<?cs if:r.instead_of ?><p class="small"><?cs var:_f("%1 holds the seat now and gives it up when this is confirmed.", r.instead_of, "") ?></p><?cs /if ?>
<?cs if:r.may != "1" ?>
	<p class="small">
		<?cs if:r.seconds ?>
			<?cs var:_f("Can be confirmed by: %1.", r.seconds, "") ?><?cs elif:s.id || s.id == "0" ?><?cs var:_("Another operator can confirm it. If there is none, the people who run the portal do it with gatehousectl.") ?><?cs else ?><?cs var:_("At present nobody in this site can confirm it (another administrator, or the group's lead or deputy, normally would). Ask an operator of the system to confirm it.") ?><?cs /if ?></p>
<?cs /if ?>
</div>
<?cs if:r.may == "1" || r.mine == "1" ?>
	<div class="actions push">
		<?cs if:r.may == "1" ?>
			<?cs call:answer(s.id, r.id, "confirm", _("Confirm"), "primary") ?>
			<?cs call:answer(s.id, r.id, "decline", _("Decline"), "danger") ?>
		<?cs else ?>
			<?cs call:answer(s.id, r.id, "decline", _("Take back"), "") ?>
		<?cs /if ?></div>
<?cs /if ?>
</li>
<?cs /each ?>
</ul>
<?cs else ?><p class="body muted"><?cs var:_("Nothing is waiting for a second person.") ?></p><?cs /if ?>
</section>
<?cs if:subcount(s.held) > #0 ?>
<section class="card">
<header><h2><?cs var:_("Suspended rights") ?></h2></header>
<p class="body muted">
	<?cs var:_("These accounts were reset. They cannot decide or see restricted records until the person logs in with the second factor they had before, or until another group member or an administrator who had no part in the reset confirms that the account is in the right hands.") ?></p>
<ul class="list">
	<?cs each:h = s.held ?>
		<li>
			<div>
				<p><?cs var:h.name ?> <span class="muted mono"><?cs var:h.login ?></span></p>
				<p class="muted small"><?cs var:_f("since %1", h.since, "") ?></p>
			</div>
			<?cs if:h.may == "1" ?>
				<div class="actions push"><?cs call:answer(s.id, h.id, "release", _("I have spoken to this person"), "primary") ?></div>
			<?cs /if ?>
		</li>
	<?cs /each ?>
</ul>
</section>
<?cs /if ?>
<?cs if:subcount(s.answered) > #0 ?>
<section class="card">
<header><h2><?cs var:_("Recently answered") ?></h2></header>
<ul class="list">
	<?cs each:r = s.answered ?>
		<li>
			<div>
				<p><?cs call:what(r) ?></p>
				<p class="muted small">
					<?cs var:_f("requested by %1 on %2", r.asked_by, r.asked_at) ?> ·
						<?cs if:r.confirmed == "1" ?><?cs var:_f("confirmed by %1 on %2", r.answered_by, r.answered_at) ?><?cs else ?><?cs var:_f("declined or withdrawn by %1 on %2", r.answered_by, r.answered_at) ?><?cs /if ?></p>
			</div>
		</li>
	<?cs /each ?>
</ul>
</section>
<?cs /if ?>
<?cs /each ?>
</div>
