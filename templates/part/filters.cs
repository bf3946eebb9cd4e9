<?cs # filters(f): what can be asked of a list. Needs part/options.cs.

f.path                         where it goes, by GET
f.q                            words looked for; f.has_q "1": there is such a filter
f.filters.*.{name,label,type,value,options.*.{value,label,selected}}   type: choice date line
f.kept.*.{name,value}          what the form carries along (sort)
f.is_active "1", or f.active.*    some are in force; f.reset_url takes them away ?>
<?cs def:filters(f) ?>
<input type="checkbox" class="fold vh" id="fold"><label class="btn sm fold-label" for="fold"><?cs var:_("Filters") ?></label>
<form class="filters" action="<?cs var:f.path ?>" role="search" aria-label="<?cs var:_("Filter this list") ?>" data-filter>
<?cs each:k = f.kept ?><input type="hidden" name="<?cs var:k.name ?>" value="<?cs var:k.value ?>"><?cs /each ?>
<?cs if:f.has_q ?>
	<div class="words"><label for="by-q"><?cs var:_("Words") ?></label><input type="search" id="by-q" name="q" value="<?cs var:f.q ?>"
		placeholder="<?cs var:_("Number or title") ?>" maxlength="200"></div>
<?cs /if ?>
<?cs each:one = f.filters ?>
<?cs if:one.type == "choice" ?>
	<?cs call:choice(one.name, one.label, one.options) ?>
<?cs else ?>
	<div><label for="by-<?cs var:one.name ?>"><?cs var:one.label ?></label><input type="<?cs if:one.type == "date" ?>date<?cs else ?>text<?cs /if ?>"
		id="by-<?cs var:one.name ?>" name="<?cs var:one.name ?>" value="<?cs var:one.value ?>"></div>
<?cs /if ?>
<?cs /each ?>
<div class="actions"><button class="btn"><?cs var:_("Filter") ?></button><?cs if:f.is_active || subcount(f.active) > #0 ?><a class="btn quiet"
	href="<?cs var:f.reset_url ?>"><?cs var:_("Reset") ?></a><?cs /if ?></div>
</form>
<?cs /def ?>
