<?cs # tag(tone, text): the badge of a state. tone: "" "info" "ok" "warn" "bad"; text is translated already. ?>
<?cs def:tag(tone, text) ?><span class="tag <?cs var:tone ?>"><?cs var:text ?></span><?cs /def ?>
<?cs # person(name, initial): a person's name with a round mark. initial: one character, made in C. ?>
<?cs def:person(name, initial) ?>
	<span class="who"><?cs if:initial ?><span class="avatar" aria-hidden="true"><?cs var:initial ?></span><?cs /if ?><?cs var:name ?></span><?cs /def ?>
<?cs # date(text, late): a due date; late ones say so in words, not by colour alone. ?>
<?cs def:due(text, late) ?><?cs if:late == "1" ?><span class="late"><?cs var:_f("%1, overdue", text, "") ?></span><?cs else ?><?cs var:text ?><?cs /if ?><?cs /def ?>
