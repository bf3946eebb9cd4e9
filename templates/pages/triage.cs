<?cs # Triage: submitted requirements worked through as a list, one POST (R23.2).
Triage.action                   where the form goes
Triage.waiting                  translated: how many wait
Triage.rows.*.{url,number,title,platform,department,submitter,since,due,late}
   .facts.*.text, .texts.*.{label,text}: what the kind shows; Triage.texts: the heading of the texts
   .own "1": handed in by the reader, who cannot decide on it; .picked "1"; .wrong "1", .complaint
   .decision, .inputs.*: .{name,label,value,complaint,when,is}; of inputs also {choices,type}
     when, is: the decisions that ask for it; a script hides it until then; choices: the name of a list of Triage.choices, else typed
Triage.bulk.<the same>          for all that are ticked; Triage.bulk_open "1": something is typed there
Triage.decisions.*.{value,label}, Triage.choices.<field>.*.{value,label}
Triage.meeting.options.*.{value,label,selected}; .held_on, .chair_id, .present, .summary .{value,complaint,options}
Triage.{wrong,complaint}
Pager…, Empty… ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/options.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/token.cs" ?><?cs include!"part/pager.cs" ?><?cs include!"part/empty.cs" ?>
<?cs def:wrong(f) ?>
	<?cs if:f.complaint ?>
		<p class="err" id="<?cs var:f.name ?>-error"><span class="vh"><?cs var:_("Mistake:") ?></span> <?cs var:f.complaint ?></p>
	<?cs /if ?>
<?cs /def ?>
<?cs def:marked(f) ?> id="<?cs var:f.name ?>" name="<?cs var:f.name ?>"<?cs if:f.complaint ?> aria-invalid="true" aria-describedby="<?cs var:f.name ?>-error"<?cs /if ?><?cs /def ?>
<?cs def:asked(f) ?><div class="field" data-when="<?cs var:f.when ?>" data-is="<?cs var:f.is ?>"><label for="<?cs var:f.name ?>"><?cs var:f.label ?></label><?cs /def ?>
<?cs def:chosen(f, list) ?>
	<?cs call:asked(f) ?><select<?cs call:marked(f) ?>>
		<option value=""></option>
		<?cs each:o = list ?>
			<option value="<?cs var:o.value ?>"<?cs if:o.value == f.value ?> selected<?cs /if ?>><?cs var:o.label ?></option>
		<?cs /each ?>
	</select><?cs call:wrong(f) ?></div>
<?cs /def ?>
<?cs def:typed(f, type) ?><?cs call:asked(f) ?><input type="<?cs var:type ?>"<?cs call:marked(f) ?> value="<?cs var:f.value ?>"><?cs call:wrong(f) ?></div><?cs /def ?>
<?cs def:answer(f, value, label) ?>
	<label><input type="radio" name="<?cs var:f.name ?>" value="<?cs var:value ?>"<?cs if:f.value == value ?>
		checked<?cs /if ?>><span><?cs var:label ?></span></label><?cs /def ?>
<?cs def:inputs(r, number) ?>
<fieldset class="segments">
	<legend class="vh"><?cs var:r.decision.label ?> <?cs var:number ?></legend>
	<?cs call:answer(r.decision, "", _("Leave as is")) ?><?cs each:o = Triage.decisions ?><?cs call:answer(r.decision, o.value, o.label) ?><?cs /each ?></fieldset>
<?cs call:wrong(r.decision) ?>
<div class="triage-inputs">
<?cs each:f = r.inputs ?>
	<?cs if:f.choices ?><?cs call:chosen(f, Triage.choices[f.choices]) ?><?cs else ?><?cs call:typed(f, f.type) ?><?cs /if ?>
<?cs /each ?>
</div>
<?cs /def ?>
<div class="head"><div class="head-text"><h1><?cs var:_("Triage") ?></h1><p class="muted"><?cs var:Triage.waiting ?></p></div></div>
<?cs if:Triage.wrong == "1" ?>
<div class="alert bad" role="alert" tabindex="-1" data-focus>
	<h2><?cs var:_("Please correct the following") ?></h2>
	<p><?cs var:_("Nothing is saved yet, and nothing typed is lost.") ?></p>
<ul>
	<?cs if:Triage.complaint ?><li><?cs var:Triage.complaint ?></li><?cs /if ?>
	<?cs each:r = Triage.rows ?>
		<?cs if:r.wrong == "1" ?>
			<li><a href="#row-<?cs var:r.number ?>"><?cs var:r.number ?> <?cs var:r.title ?></a></li>
		<?cs /if ?>
	<?cs /each ?>
	<?cs if:Triage.meeting.held_on.complaint || Triage.meeting.chair_id.complaint || Triage.meeting.present.complaint || Triage.meeting.summary.complaint ?>
		<li><a href="#meeting"><?cs var:_("The meeting") ?></a></li>
	<?cs /if ?>
</ul>
</div>
<?cs /if ?>
<?cs if:subcount(Triage.rows) > #0 ?>
<form method="post" action="<?cs var:Triage.action ?>" class="stack" novalidate data-once data-unsaved><?cs call:hidden("triage") ?>
<section class="card" id="meeting"><header><h2><?cs var:_("The meeting") ?></h2></header>
<div class="filters">
<div class="field"><label for="t-meeting"><?cs var:_("Results go to") ?></label><select id="t-meeting"
	name="meeting"><?cs call:options(Triage.meeting.options) ?></select></div>
<div class="field"><label for="t-held"><?cs var:_("Held on") ?></label><input type="date" id="t-held" name="held_on"
	value="<?cs var:Triage.meeting.held_on.value ?>"><?cs if:Triage.meeting.held_on.complaint ?>
		<p class="err"><?cs var:Triage.meeting.held_on.complaint ?></p>
	<?cs /if ?>
</div>
<div class="field"><label for="t-chair"><?cs var:_("Chair") ?></label><select id="t-chair" name="chair_id">
		<option value=""></option>
		<?cs call:options(Triage.meeting.chair_id.options) ?>
	</select><?cs if:Triage.meeting.chair_id.complaint ?>
		<p class="err"><?cs var:Triage.meeting.chair_id.complaint ?></p>
	<?cs /if ?>
</div>
<div class="field words"><label for="t-summary"><?cs var:_("Minutes") ?></label><input id="t-summary" name="summary" value="<?cs var:Triage.meeting.summary.value ?>"></div>
</div>
<details class="more body"<?cs if:Triage.meeting.present.complaint ?> open<?cs /if ?>>
	<summary><?cs var:_("Present") ?></summary>
	<fieldset class="ticks">
		<legend class="vh"><?cs var:_("Present") ?></legend>
		<?cs if:Triage.meeting.present.complaint ?>
			<p class="err"><?cs var:Triage.meeting.present.complaint ?></p>
		<?cs /if ?>
		<div class="options many">
			<?cs each:o = Triage.meeting.present.options ?>
				<label><input type="checkbox" name="present" value="<?cs var:o.value ?>"<?cs if:o.selected == "1" ?>
					checked<?cs /if ?>><span><?cs var:o.label ?></span></label><?cs /each ?></div>
	</fieldset>
</details>
</section>
<section class="card triage-rows"><header><h2><?cs var:_("Requirements") ?></h2><p class="muted small push"><?cs var:_("Lines without a decision stay as they are.") ?></p></header>
<?cs each:r = Triage.rows ?>
<article class="triage-row<?cs if:r.wrong == "1" ?> wrong<?cs /if ?>" id="row-<?cs var:r.number ?>" aria-labelledby="title-<?cs var:r.number ?>">
<input type="hidden" name="row" value="<?cs var:r.number ?>">
<div class="body">
<p class="row">
	<?cs if:r.own != "1" ?>
		<label><input type="checkbox" name="pick" value="<?cs var:r.number ?>"<?cs if:r.picked == "1" ?> checked<?cs /if ?>><span
			class="vh"><?cs var:_f("Select %1", r.number, "") ?></span></label><?cs /if ?> <span class="mono"><?cs var:r.number ?></span> <a
			class="title" id="title-<?cs var:r.number ?>" href="<?cs var:r.url ?>"><?cs var:r.title ?></a></p>
<p class="muted small">
	<?cs if:r.platform ?><?cs var:r.platform ?> · <?cs /if ?><?cs var:r.department ?> ·<?cs each:f = r.facts ?> <?cs var:f.text ?> ·<?cs /each ?>
		<?cs var:r.submitter ?> · <?cs var:_f("since %1", r.since, "") ?><?cs if:r.due ?> · <?cs if:r.late == "1" ?><span
		class="late"><?cs var:_f("was due %1", r.due, "") ?></span><?cs else ?><?cs var:_f("due %1", r.due, "") ?><?cs /if ?><?cs /if ?></p>
<details class="more">
	<summary><?cs var:Triage.texts ?></summary>
	<dl class="facts">
		<?cs each:t = r.texts ?>
			<div class="wide"><dt><?cs var:t.label ?></dt><dd class="long"><?cs var:t.text ?></dd></div>
		<?cs /each ?>
	</dl>
</details>
<?cs if:r.complaint ?><p class="err" role="alert"><?cs var:r.complaint ?></p><?cs /if ?>
</div>
<?cs if:r.own == "1" ?>
	<p class="body muted small"><?cs var:_("You submitted this, so somebody else has to decide on it.") ?></p>
<?cs else ?>
	<?cs call:inputs(r, r.number) ?><?cs /if ?>
</article>
<?cs /each ?>
</section>
<details class="card more body"<?cs if:Triage.bulk_open == "1" ?> open<?cs /if ?>>
	<summary><?cs var:_("The same for all ticked requirements") ?></summary>
	<p class="muted small"><?cs var:_("Fills the empty fields of the ticked lines.") ?></p>
<?cs call:inputs(Triage.bulk, "") ?></details>
<div class="actions save-bar"><button class="btn primary" name="do" value="save"><?cs var:_("Save the decisions") ?></button></div>
</form>
<?cs else ?><section class="card"><?cs call:empty(Empty) ?></section><?cs /if ?>
<?cs call:pager(Pager) ?>
