<?cs # field(f, at): one field of a form, drawn by its type. ${at} is the form's own prefix for ids.
fields(form, at): all of form.fields in a grid.

f.name          the column's name and the form field's
f.type          line text choice choices date int money flag account accounts department record records email password
                time file: the names of form/field.h
f.label f.hint  translated
f.value         as typed or stored; never for passwords
f.complaint     translated, with its value filled in; empty when right
f.required f.wide f.tall       "1" or absent
f.markdown      "1": the text is shown as Markdown
f.later         "1": it can be saved without, but not handed in
f.max f.min     characters, or the largest and smallest number; absent when there is none
f.options.*.{value,label,hint,selected}   of choices, accounts, departments; suggestions for records
f.kinds         of which kinds a record may be, for static/pick.js
f.few           "1": a record, or several, chosen from f.options instead of typed by number
f.as_text       "1": what was typed is no date or time, and is shown as it was
f.when f.when_value            the other field and the answer that make this one apply (a script hides it otherwise)
f.autocomplete  for people's own data
f.accept        for files
f.article, f.article_text, f.article_url  see part/article.cs ?>
<?cs include!"part/article.cs" ?>
<?cs include!"part/options.cs" ?>
<?cs include!"part/markdown.cs" ?>
<?cs # Attributes: the blank before each belongs to it, so a line may break in its place and nowhere else. ?>
<?cs def:notes(f, at) ?><?cs if:f.hint ?><?cs var:at ?>-<?cs var:f.name ?>-hint <?cs /if ?><?cs if:f.complaint ?><?cs var:at ?>-<?cs var:f.name ?>-error<?cs /if ?><?cs /def ?>
<?cs def:described(f, at) ?><?cs if:f.hint || f.complaint ?> aria-describedby="<?cs call:notes(f, at) ?>"<?cs /if ?><?cs if:f.complaint ?>
	aria-invalid="true"<?cs /if ?><?cs /def ?>
<?cs def:common(f, at) ?> id="<?cs var:at ?>-<?cs var:f.name ?>" name="<?cs var:f.name ?>"<?cs call:described(f, at) ?><?cs if:f.required == "1" ?>
	aria-required="true"<?cs /if ?><?cs if:f.autocomplete ?> autocomplete="<?cs var:f.autocomplete ?>"<?cs /if ?><?cs /def ?>
<?cs def:marks(f) ?><?cs if:f.required == "1" ?><span class="req" aria-hidden="true">*</span><?cs elif:f.later == "1" ?>
	<small class="later"><?cs var:_("to hand in") ?></small><?cs /if ?><?cs /def ?>
<?cs def:below(f, at) ?>
<?cs if:f.hint ?><p class="hint" id="<?cs var:at ?>-<?cs var:f.name ?>-hint"><?cs var:f.hint ?></p><?cs /if ?>
<?cs if:f.complaint ?><p class="err" id="<?cs var:at ?>-<?cs var:f.name ?>-error"><span class="vh"><?cs var:_("Mistake:") ?></span> <?cs var:f.complaint ?></p><?cs /if ?>
<?cs /def ?>
<?cs # Radios and checkboxes share one frame; the first one carries the id that the error summary leads to. ?>
<?cs def:ticks(f, at, kind) ?>
<fieldset class="ticks"<?cs call:described(f, at) ?>>
<legend><?cs var:f.label ?><?cs call:marks(f) ?><?cs call:article(f) ?></legend>
<?cs call:below(f, at) ?>
<div class="options<?cs if:subcount(f.options) > #7 ?> many<?cs /if ?>">
<?cs each:o = f.options ?>
	<label><input type="<?cs var:kind ?>" name="<?cs var:f.name ?>" value="<?cs var:o.value ?>"<?cs if:first(o) ?>
		id="<?cs var:at ?>-<?cs var:f.name ?>"<?cs /if ?><?cs if:o.selected == "1" ?>
		checked<?cs /if ?>><span><?cs var:o.label ?><?cs if:o.hint ?><small><?cs var:o.hint ?></small><?cs /if ?></span></label><?cs /each ?>
</div>
</fieldset>
<?cs /def ?>
<?cs def:label(f, at) ?><div class="label"><label for="<?cs var:at ?>-<?cs var:f.name ?>"><?cs var:f.label ?><?cs call:marks(f) ?></label><?cs call:article(f) ?></div><?cs /def ?>
<?cs def:select(f, at) ?>
<select<?cs call:common(f, at) ?>>
<option value=""><?cs var:_("Please choose") ?></option>
<?cs call:options(f.options) ?>
</select>
<?cs /def ?>
<?cs def:suggestions(f, at) ?>
	<?cs if:subcount(f.options) > #0 ?>
		<datalist id="<?cs var:at ?>-<?cs var:f.name ?>-list"><?cs each:o = f.options ?><option value="<?cs var:o.value ?>"><?cs var:o.label ?></option><?cs /each ?>
		</datalist><?cs /if ?><?cs /def ?>
<?cs def:control(f, at) ?>
<?cs if:f.type == "text" ?>
<textarea<?cs call:common(f, at) ?> rows="<?cs if:f.tall == "1" ?>12<?cs else ?>4<?cs /if ?>"<?cs if:f.markdown == "1" ?><?cs call:markdown() ?><?cs /if ?><?cs if:f.max ?>
	data-max="<?cs var:f.max ?>"<?cs /if ?>><?cs var:f.value ?></textarea>
<?cs elif:f.type == "choice" || f.type == "account" || f.type == "department" || f.few == "1" ?>
<?cs call:select(f, at) ?>
<?cs elif:f.type == "date" ?>
<input type="<?cs if:f.as_text == "1" ?>text<?cs else ?>date<?cs /if ?>"<?cs call:common(f, at) ?> class="short" value="<?cs var:f.value ?>">
<?cs elif:f.type == "time" ?>
<input type="<?cs if:f.as_text == "1" ?>text<?cs else ?>time<?cs /if ?>"<?cs call:common(f, at) ?> class="short" value="<?cs var:f.value ?>">
<?cs elif:f.type == "int" ?>
<input type="text" inputmode="numeric"<?cs call:common(f, at) ?> class="short" value="<?cs var:f.value ?>">
<?cs elif:f.type == "money" ?>
<div class="unit"><input type="text" inputmode="decimal"<?cs call:common(f, at) ?> value="<?cs var:f.value ?>"><span><?cs var:_("CNY") ?></span></div>
<?cs elif:f.type == "email" ?>
<input type="email"<?cs call:common(f, at) ?> value="<?cs var:f.value ?>">
<?cs elif:f.type == "password" ?>
<input type="password"<?cs call:common(f, at) ?>>
<?cs elif:f.type == "file" ?>
<input type="file"<?cs call:common(f, at) ?><?cs if:f.accept ?> accept="<?cs var:f.accept ?>"<?cs /if ?>>
<?cs elif:f.type == "record" || f.type == "records" ?>
<input type="text"<?cs call:common(f, at) ?> class="mono" value="<?cs var:f.value ?>" autocapitalize="characters"
	spellcheck="false"<?cs if:f.kinds ?> data-kinds="<?cs var:f.kinds ?>"<?cs /if ?><?cs if:f.type == "records" ?> data-several<?cs /if ?><?cs if:subcount(f.options) > #0 ?>
	list="<?cs var:at ?>-<?cs var:f.name ?>-list"<?cs /if ?>><?cs call:suggestions(f, at) ?>
<?cs else ?>
<input type="text"<?cs call:common(f, at) ?> value="<?cs var:f.value ?>"<?cs if:f.max ?> maxlength="<?cs var:f.max ?>"<?cs /if ?>>
<?cs /if ?>
<?cs /def ?>
<?cs def:field(f, at) ?>
<div class="field<?cs if:f.wide == "1" || f.type == "text" ?> wide<?cs /if ?><?cs if:f.complaint ?> wrong<?cs /if ?>"<?cs if:f.when ?>
	data-when="<?cs var:f.when ?>" data-is="<?cs var:f.when_value ?>"<?cs /if ?>>
<?cs if:f.type == "flag" ?>
<div class="options"><label><input type="checkbox"<?cs call:common(f, at) ?> value="1"<?cs if:f.value == "1" ?>
	checked<?cs /if ?>><span><?cs var:f.label ?><?cs call:marks(f) ?></span></label><?cs call:article(f) ?></div>
<?cs call:below(f, at) ?>
<?cs elif:f.type == "choices" || f.type == "accounts" || (f.type == "records" && f.few == "1") ?>
<?cs call:ticks(f, at, "checkbox") ?>
<?cs elif:f.type == "choice" && subcount(f.options) < #6 ?>
<?cs call:ticks(f, at, "radio") ?>
<?cs else ?>
<?cs call:label(f, at) ?>
<?cs call:below(f, at) ?>
<?cs call:control(f, at) ?>
<?cs /if ?>
</div>
<?cs /def ?>
<?cs def:fields(form, at) ?>
<div class="fields">
<?cs each:f = form.fields ?><?cs call:field(f, at) ?><?cs /each ?>
</div>
<?cs /def ?>
