<?cs # Handing over. Handover.{action,complaint}; Handover.from.*, Handover.to.*: {value,label,selected}
Handover.open.*.{number,title,url,kind,icon,state,owner,selected}; Handover.form: the reason ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?>
<?cs def:choose(name, label, list) ?>
	<div class="field">
		<div class="label"><label for="h-<?cs var:name ?>"><?cs var:label ?></label></div>
		<select id="h-<?cs var:name ?>" name="<?cs var:name ?>">
			<option value=""><?cs var:_("Please choose") ?></option>
			<?cs call:options(list) ?>
		</select></div>
<?cs /def ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_("Hand over") ?></h1>
		<p class="muted">
			<?cs var:_("Hand over the work of one member of your department to another: a single record, or all open records with their tasks. Both people are notified and the history records it. Votes and statements are never handed over. Records that are being decided on can be handed over after the decision.") ?></p>
	</div>
</div>
<?cs if:Handover.complaint ?><div class="alert bad" role="alert" tabindex="-1" data-focus><p><?cs var:Handover.complaint ?></p></div><?cs /if ?>
<section class="card">
<form method="post" action="<?cs var:Handover.action ?>" class="body stack" novalidate data-once><?cs call:hidden("handover") ?>
<?cs call:errors(Handover.form, "h") ?>
<?cs call:choose("from", _("Hand over from"), Handover.from) ?>
<div class="field">
	<div class="label"><label for="h-number"><?cs var:_("Record") ?></label></div>
	<select id="h-number" name="number">
		<option value=""><?cs var:_("All open work of this person") ?></option>
		<?cs each:o = Handover.open ?>
			<option value="<?cs var:o.number ?>"<?cs if:o.selected == "1" ?> selected<?cs /if ?>>
				<?cs var:o.number ?> <?cs var:o.title ?> · <?cs var:o.owner ?></option>
		<?cs /each ?>
	</select></div>
<?cs call:choose("to", _("Takes over"), Handover.to) ?>
<?cs call:fields(Handover.form, "h") ?>
<div class="actions"><button class="btn primary"><?cs var:_("Hand over") ?></button></div></form>
</section>
