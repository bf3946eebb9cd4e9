<?cs # Make or edit a record of any kind; also the frame of any page that is one form.

Form.{title,intro,action,submit}     translated; action: where it is posted
Form.cancel_url
Form.version                         what it was shown with; absent at creation: such a form keeps its key (static/app.js)
Form.{wrong,complaint}, Form.fields.*  see part/errors.cs and part/field.cs
Form.uploads                         "1": the form carries files, as "files"; Form.{limit,limits}: how much, translated, and for a script (part/upload.cs)
Form.groups.*.{label,hint,fields.*}  instead of fields: in sections
Form.buttons.*.{name,value,label}    further buttons beside the first, e.g. "hand in"
Form.later                           "1": some fields are needed for handing in alone
Form.handed                          the value of the button that hands it in: then it is the primary one, or absent
Form.conflict                        "1": saved by somebody else meanwhile; then
Form.theirs.*.{label,text,yours}     what is stored now where it differs from what was typed
Form.notice, Form.notice_tone        a line above the form, e.g. what saving cancels
Form.key                             of this form, where it stays the same when the form is shown again
Form.kept.{form,action}              where a script keeps what is typed and not saved; absent: nowhere
Form.kept.{text,key,url}             something is kept: what is said of it, its key, and where the form begins with it (absent: it does already)
Form.kept.version                    what it was typed over; Form.kept.was: what the form began with, or that something of it was kept
Form.copies, Form.copy               "1": another record of the kind can be copied; its number, as typed
Form.first.{text,url,label,another}  this form was handed in before: as what, and where to begin another one
Token, Key ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?><?cs include!"part/upload.cs" ?>
<div class="head"><div class="head-text"><h1><?cs var:Form.title ?></h1><?cs if:Form.intro ?><p class="muted"><?cs var:Form.intro ?></p><?cs /if ?>
	<?cs if:Form.later == "1" ?><p class="muted small"><?cs var:_("Saving needs the fields marked *. Handing in also needs those marked “to hand in”.") ?></p><?cs /if ?></div><?cs if:Form.copies == "1" ?><a class="btn sm" href="#copy-from"><?cs var:_("Begin with a copy") ?></a><?cs /if ?></div>
<?cs if:Form.conflict == "1" ?>
<div class="alert warn" role="alert" tabindex="-1" data-focus>
	<h2><?cs var:_("Someone else saved this record in the meantime") ?></h2>
	<p>
		<?cs var:_("What you typed is still in the form below. Compare it with the stored record. If you save again, your version replaces the stored one.") ?></p>
<?cs if:subcount(Form.theirs) > #0 ?>
	<table class="compare">
		<thead>
			<tr>
				<th scope="col"><?cs var:_("Field") ?></th>
				<th scope="col"><?cs var:_("Stored now") ?></th>
				<th scope="col"><?cs var:_("Typed by you") ?></th>
			</tr>
		</thead>
		<tbody>
			<?cs each:t = Form.theirs ?>
				<tr><th scope="row"><?cs var:t.label ?></th><td><?cs var:t.text ?></td><td><?cs var:t.yours ?></td></tr>
			<?cs /each ?>
		</tbody>
	</table>
<?cs /if ?>
</div>
<?cs /if ?>
<?cs if:Form.first.url ?>
<div class="alert warn" role="alert" tabindex="-1" data-focus><h2><?cs var:Form.first.text ?></h2>
<p><?cs var:_("Open it to change it there. If you want another one, begin a new form: then both are kept.") ?></p>
<p><a href="<?cs var:Form.first.url ?>"><?cs var:Form.first.label ?></a> · <a href="<?cs var:Form.first.another ?>"><?cs var:_("Begin another one") ?></a></p></div>
<?cs /if ?>
<?cs if:Form.kept.text ?>
<div class="alert" role="status"><p><?cs var:Form.kept.text ?></p>
<form method="post" action="<?cs var:Form.kept.action ?>" class="actions"><?cs call:hidden("drop") ?><input type="hidden" name="form"
	value="<?cs var:Form.kept.form ?>"><input type="hidden" name="form_key"
	value="<?cs var:Form.kept.key ?>"><?cs if:Form.kept.url ?><a class="btn sm" href="<?cs var:Form.kept.url ?>"><?cs var:_("Continue with it") ?></a><?cs /if ?><button
	class="btn sm quiet" name="drop" value="1"><?cs var:_("Discard it") ?></button></form></div>
<?cs /if ?>
<?cs if:Form.notice ?><div class="alert <?cs var:Form.notice_tone ?>"><p><?cs var:Form.notice ?></p></div><?cs /if ?>
<?cs call:errors(Form, "f") ?>
<form method="post" action="<?cs var:Form.action ?>" class="card form"<?cs if:Form.uploads == "1" ?>
	enctype="multipart/form-data"<?cs /if ?> novalidate data-once data-unsaved<?cs if:!Form.version ?> data-fresh<?cs /if ?><?cs if:Form.kept.form ?>
	data-keep="<?cs var:Form.kept.action ?>" data-form="<?cs var:Form.kept.form ?>"<?cs /if ?>>
	<?cs if:Form.key ?><?cs call:hidden_key(Form.key) ?><?cs else ?><?cs call:hidden("form") ?><?cs /if ?>
	<?cs if:Form.kept.form ?><input type="hidden" name="kept" value="<?cs var:Form.kept.was ?>"><?cs /if ?>
	<?cs if:Form.kept.version ?><input type="hidden" name="version" value="<?cs var:Form.kept.version ?>"><?cs elif:Form.version ?><input
		type="hidden" name="version" value="<?cs var:Form.version ?>"><?cs /if ?>
<div class="body">
<?cs if:subcount(Form.fields) > #0 ?><?cs call:fields(Form, "f") ?><?cs /if ?>
<?cs each:g = Form.groups ?>
	<section class="group">
		<h2><?cs var:g.label ?></h2>
		<?cs if:g.hint ?><p class="hint"><?cs var:g.hint ?></p><?cs /if ?>
		<?cs call:fields(g, "f") ?></section>
<?cs /each ?>
<?cs if:Form.uploads == "1" ?>
	<div class="field wide"<?cs call:limits(Form.limits) ?>><label for="f-files"><?cs var:_("Add files") ?></label><?cs if:Form.limit ?><p class="hint"
		id="f-files-hint"><?cs var:Form.limit ?></p><?cs /if ?>
		<input type="file" id="f-files" name="files" multiple<?cs if:Form.limit ?> aria-describedby="f-files-hint"<?cs /if ?>></div>
<?cs /if ?>
</div>
<footer><button class="btn<?cs if:!Form.handed ?> primary<?cs /if ?>"><?cs var:Form.submit ?></button><?cs each:b = Form.buttons ?><button
	class="btn<?cs if:b.value == Form.handed ?> primary<?cs /if ?>" name="<?cs var:b.name ?>" value="<?cs var:b.value ?>"><?cs var:b.label ?></button><?cs /each ?><?cs if:Form.cancel_url ?><a
	class="btn quiet" href="<?cs var:Form.cancel_url ?>"><?cs var:_("Cancel") ?></a><?cs /if ?><span class="push muted small"><span data-unsaved-hint
	hidden><?cs var:_("Not saved yet") ?></span><span role="status" data-kept data-said="<?cs var:_f("Kept automatically at %1", "%1", "") ?>"
	data-failed="<?cs var:_("Could not be kept automatically. Save soon.") ?>"></span></span></footer>
</form>
<?cs if:Form.copies == "1" ?>
<details class="more" id="copy-from"<?cs if:Form.copy ?> open<?cs /if ?>><summary><?cs var:_("Begin with a copy") ?></summary>
<form method="get" action="<?cs var:Form.action ?>/new" class="actions">
<label for="copy"><?cs var:_("Number of the record to copy") ?></label><input type="text" id="copy" name="copy" class="mono short" value="<?cs var:Form.copy ?>"
	autocapitalize="characters" spellcheck="false"><button class="btn sm"><?cs var:_("Copy into the form") ?></button></form></details>
<?cs /if ?>
<script src="<?cs var:App.assets ?>/form.js?v=<?cs var:App.version ?>" defer></script>
<script src="<?cs var:App.assets ?>/drop.js?v=<?cs var:App.version ?>" defer></script>
<script src="<?cs var:App.assets ?>/keep.js?v=<?cs var:App.version ?>" defer></script>
<script src="<?cs var:App.assets ?>/write.js?v=<?cs var:App.version ?>" defer></script>
