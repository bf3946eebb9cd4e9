<?cs # options(list): what a select offers. list.*.{value,label,selected}. ?>
<?cs def:options(list) ?>
	<?cs each:o = list ?>
		<option value="<?cs var:o.value ?>"<?cs if:o.selected == "1" ?> selected<?cs /if ?>><?cs var:o.label ?></option>
	<?cs /each ?>
<?cs /def ?>
<?cs # choice(name, label, list): one filter of a list, where nothing chosen means all. ?>
<?cs def:choice(name, label, list) ?>
	<div><label for="by-<?cs var:name ?>"><?cs var:label ?></label><select id="by-<?cs var:name ?>" name="<?cs var:name ?>">
			<option value=""><?cs var:_("All") ?></option>
			<?cs call:options(list) ?>
		</select></div>
<?cs /def ?>
