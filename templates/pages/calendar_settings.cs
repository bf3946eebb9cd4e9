<?cs # Holidays and make-up working days of a year, and its freezes.
Days.{year,before,after,before_year,after_year,action,typed,complaint,moved}; Days.preview.{note,more}, Days.preview.items.*.{url,number,title,label,was,until}; Days.days.*.{day,weekday,name,works}
Freezes.rows.*.{id,starts_on,ends_on,reason,set_by,set_at,standing,tone,end}: end: label of the button; may be absent; Freezes.action; Freezes.fields.* and errors: the form ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_("Working days") ?></h1>
		<p class="muted">
			<?cs var:_("Monday to Friday are working days. Enter the exceptions here. All periods in working days and all reminders of the site follow them.") ?></p>
	</div>
</div>
<?cs if:Days.moved ?><div class="alert ok" role="status"><p><?cs var:Days.moved ?></p></div><?cs /if ?>
<div class="stack">
<section class="card">
<header><h2><?cs var:_("Add days") ?></h2></header>
<form method="post" action="<?cs var:Days.action ?>" class="body stack" novalidate><?cs call:hidden("days") ?>
<?cs if:Days.complaint ?><div class="alert bad" role="alert" tabindex="-1" data-focus><p><?cs var:Days.complaint ?></p></div><?cs /if ?>
<div class="field wide">
	<div class="label"><label for="days-days"><?cs var:_("One line for each day or range") ?></label></div>
	<p class="hint" id="days-hint">
		<?cs var:_("Enter a date or range, then 休 (day off) or 班 (working day), then a name. You can paste the year's announcement in this form:") ?>
		<br><span class="mono code">2026-10-01 ~ 2026-10-07 休 国庆节</span>
		<br><span class="mono code">2026-10-10 班 国庆节补班</span></p>
	<textarea id="days-days" name="days" rows="8" class="mono code" aria-describedby="days-hint"><?cs var:Days.typed ?></textarea>
</div>
<div class="actions"><button class="btn primary"><?cs var:_("Add") ?></button><button class="btn" name="preview" value="1"><?cs var:_("Preview changed deadlines") ?></button></div>
<?cs if:Days.preview.note ?><div class="alert warn" role="status" tabindex="-1" data-focus><p><?cs var:Days.preview.note ?></p></div>
<?cs if:subcount(Days.preview.items) > #0 ?><div class="scroll"><table class="rows"><caption class="vh"><?cs var:_("Deadlines that change") ?></caption>
<thead>
	<tr>
		<th scope="col"><?cs var:_("Number") ?></th>
		<th scope="col"><?cs var:_("Title") ?></th>
		<th scope="col"><?cs var:_("Deadline") ?></th>
		<th scope="col"><?cs var:_("Before") ?></th>
		<th scope="col"><?cs var:_("After") ?></th>
	</tr>
</thead>
<tbody>
	<?cs each:m = Days.preview.items ?>
		<tr>
			<td class="mono nw"><a href="<?cs var:m.url ?>"><?cs var:m.number ?></a></td>
			<td class="t"><?cs var:m.title ?></td>
			<td><?cs var:m.label ?></td>
			<td class="nw"><?cs var:m.was ?></td>
			<td class="nw s"><span aria-hidden="true">→ </span><?cs var:m.until ?></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
<?cs /if ?>
<?cs if:Days.preview.more ?><p class="muted small"><?cs var:Days.preview.more ?></p><?cs /if ?><?cs /if ?></form>
</section>
<section class="card" id="freezes">
<header><h2><?cs var:_("Freezes") ?></h2></header>
<form method="post" action="<?cs var:Freezes.action ?>" class="body stack" novalidate data-once><?cs call:hidden("freeze") ?>
<p class="muted">
	<?cs var:_("On these days nothing is released and nothing goes live, except emergency fixes. This also holds for windows that are set already.") ?></p>
<?cs call:errors(Freezes, "z") ?><?cs call:fields(Freezes, "z") ?>
<div class="actions"><button class="btn primary"><?cs var:_("Set a freeze") ?></button></div></form>
<?cs if:subcount(Freezes.rows) > #0 ?>
<form method="post" action="<?cs var:Freezes.action ?>"><?cs call:hidden("end") ?>
<div class="scroll"><table class="rows"><caption class="vh"><?cs var:_("Freezes") ?></caption>
<thead>
	<tr>
		<th scope="col"><?cs var:_("From") ?></th>
		<th scope="col"><?cs var:_("To") ?></th>
		<th scope="col"><?cs var:_("Reason") ?></th>
		<th scope="col"><?cs var:_("Set by") ?></th>
		<th scope="col"><?cs var:_("State") ?></th>
		<th scope="col"><span class="vh"><?cs var:_("Actions") ?></span></th>
	</tr>
</thead>
<tbody>
	<?cs each:f = Freezes.rows ?>
		<tr>
			<td class="mono nw"><?cs var:f.starts_on ?></td>
			<td class="mono nw"><?cs var:f.ends_on ?></td>
			<td class="t"><?cs var:f.reason ?></td>
			<td><?cs var:f.set_by ?> <small class="muted nw"><?cs var:f.set_at ?></small></td>
			<td class="nw"><?cs call:tag(f.tone, f.standing) ?></td>
			<td class="nw s"><?cs if:f.end ?><button class="btn sm" name="end" value="<?cs var:f.id ?>"><?cs var:f.end ?></button><?cs /if ?></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
</form>
<?cs /if ?>
</section>
<section class="card">
<header>
	<h2><?cs var:Days.year ?></h2>
	<span class="push"></span><a class="btn quiet sm" href="<?cs var:Days.before ?>"><?cs var:Days.before_year ?></a><a class="btn quiet sm"
		href="<?cs var:Days.after ?>"><?cs var:Days.after_year ?></a></header>
<?cs if:subcount(Days.days) > #0 ?>
<form method="post" action="<?cs var:Days.action ?>"><?cs call:hidden("remove") ?>
<div class="scroll"><table class="rows"><caption class="vh"><?cs var:_("Exceptions of this year") ?></caption>
<thead>
	<tr>
		<th scope="col"><?cs var:_("Day") ?></th>
		<th scope="col"><?cs var:_("Weekday") ?></th>
		<th scope="col"><?cs var:_("Kind of day") ?></th>
		<th scope="col"><?cs var:_("Name of the day") ?></th>
		<th scope="col"><span class="vh"><?cs var:_("Actions") ?></span></th>
	</tr>
</thead>
<tbody>
	<?cs each:d = Days.days ?>
		<tr>
			<td class="mono nw"><?cs var:d.day ?></td>
			<td class="nw"><?cs var:d.weekday ?></td>
			<td class="nw"><?cs if:d.works == "1" ?>
					<?cs call:tag("warn", _("working day")) ?><?cs else ?><?cs call:tag("ok", _("holiday")) ?><?cs /if ?></td>
			<td class="t"><?cs var:d.name ?></td>
			<td class="nw s"><button class="btn quiet sm" name="remove" value="<?cs var:d.day ?>"><?cs call:icon("x") ?><span
				class="vh"><?cs var:_f("Remove %1", d.day, "") ?></span></button></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
</form>
<?cs else ?><p class="body muted"><?cs var:_("No exceptions for this year yet. Periods count Monday to Friday.") ?></p>
<?cs /if ?>
</section>
</div>
