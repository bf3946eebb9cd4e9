<?cs # map_period(): of when a compliance map is. Reads Map.action, Map.years.*, Map.parts.*.{value,label,selected}. Needs part/options.cs. ?>
<?cs def:map_choice(name, label, list) ?>
	<div class="field"><label for="map-<?cs var:name ?>"><?cs var:label ?></label><select id="map-<?cs var:name ?>" name="<?cs var:name ?>"><?cs call:options(list) ?></select></div>
<?cs /def ?>
<?cs def:map_period() ?>
<form class="filters card" action="<?cs var:Map.action ?>" role="search" aria-label="<?cs var:_("Filter this list") ?>">
	<?cs call:map_choice("year", _("budget.report.year"), Map.years) ?><?cs call:map_choice("part", _("Period"), Map.parts) ?>
	<div class="actions"><button class="btn"><?cs var:_("Filter") ?></button></div>
</form>
<?cs /def ?>
