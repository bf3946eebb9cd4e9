<?cs # moves(rec, list): the moves of a record that this person may make; the primary one first.
Next             the primary move, same shape as Moves.*; absent when there is none. Shown with its conditions even when
                 it is not this person's to make (then without may).
Moves.*          the others.
m.{name,label}   the verb and its translated button
m.may            "1": this person may make it (conditions aside)
m.ready          "1": all conditions are met
m.danger         "1"
m.hint           translated sentence about what it does; may be empty
m.fields.*       asked with it (part/field.cs); m.wrong, m.complaint after a mistake
m.open           "1": show its form at once
m.conditions.*   see part/conditions.cs;  m.article…  see part/article.cs
Record.{url,version}, Token, Key. Posts to Record.url/moves with move=<name>.
Needs part/icon.cs, token.cs, field.cs, errors.cs, conditions.cs. ?>
<?cs def:move_form(m) ?>
<form method="post" action="<?cs var:Record.url ?>/moves" class="move-form" novalidate data-once>
<?cs call:hidden("move-" + m.name) ?><input type="hidden" name="version" value="<?cs var:Record.version ?>">
<?cs if:m.hint ?><p class="hint"><?cs var:m.hint ?></p><?cs /if ?>
<?cs call:errors(m, "m-" + m.name) ?>
<?cs call:fields(m, "m-" + m.name) ?>
<div class="actions"><button class="btn <?cs if:m.danger == "1" ?>danger<?cs else ?>primary<?cs /if ?>" name="move" value="<?cs var:m.name ?>"><?cs var:m.label ?></button></div>
</form>
<?cs /def ?>
<?cs # A move without questions is one tap; one with questions, or one that hurts, opens its form first. ?>
<?cs def:move(m, look) ?>
<?cs if:m.ready != "1" && m.name != Next.name ?>
<details class="move" id="move-<?cs var:m.name ?>">
	<summary class="btn"><?cs var:m.label ?><?cs call:icon("down") ?></summary>
	<div class="move-form">
		<p class="hint"><?cs var:_("Not possible yet: some conditions are not met.") ?></p>
		<?cs call:conditions(m) ?></div>
</details>
<?cs elif:m.ready != "1" ?>
<button class="btn <?cs var:look ?>" type="button" disabled aria-describedby="why-<?cs var:m.name ?>"><?cs var:m.label ?></button><span
	class="vh" id="why-<?cs var:m.name ?>"><?cs var:_("Not possible yet: some conditions are not met.") ?></span>
<?cs elif:subcount(m.fields) > #0 || m.danger == "1" || m.wrong == "1" ?>
<details class="move" id="move-<?cs var:m.name ?>"<?cs if:m.open == "1" || m.wrong == "1" ?> open<?cs /if ?>>
	<summary class="btn <?cs var:look ?>"><?cs var:m.label ?><?cs call:icon("down") ?></summary>
	<?cs call:move_form(m) ?></details>
<?cs else ?>
<form method="post" action="<?cs var:Record.url ?>/moves" data-once id="move-<?cs var:m.name ?>">
	<?cs call:hidden("move-" + m.name) ?><input type="hidden" name="version" value="<?cs var:Record.version ?>"><button
		class="btn <?cs var:look ?>" name="move" value="<?cs var:m.name ?>"><?cs var:m.label ?></button></form>
<?cs /if ?>
<?cs /def ?>
<?cs def:move_look(m, otherwise) ?><?cs if:m.danger == "1" ?><?cs call:move(m, "danger") ?><?cs else ?><?cs call:move(m, otherwise) ?><?cs /if ?><?cs /def ?>
