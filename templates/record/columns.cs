<?cs # The boxes of the columns of a list, kept as a piece (view/piece.h): Boxes.*.{value,label,selected} are named in put_boxes (pages/record/columns.c). ?>
<label><input type="checkbox" checked disabled><?cs var:_("Number") ?></label><label><input type="checkbox" checked
	disabled><?cs var:_("Title") ?></label><label><input type="checkbox" checked disabled><?cs var:_("State") ?></label>
<?cs each:i = Boxes ?><label><input type="checkbox" name="column" value="<?cs var:i.value ?>"<?cs if:i.selected ?>
	checked<?cs /if ?>><?cs var:i.label ?></label><?cs /each ?>
