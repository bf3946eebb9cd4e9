<?cs # conditions(m): what a move needs. What is missing comes first, each with where it is met and who can settle it; what is met is folded.
m.conditions.*.{label,met,todo,url}: met "1" or absent, those that are missing first; todo says what to do, url leads there; both may be empty.
m.conditions.*.{who,mine,since,days,due,late,barred}: see whom
m.missing, m.met: how many
whom(w): w.who: in words, absent when nobody is known; w.mine "1": this person is one of them; w.since: since when it waits for them, absent
when it only may be they; w.barred: why not this person, though they have the right
Needs part/icon.cs and part/article.cs. ?>
<?cs def:whom(w) ?>
<?cs if:w.who ?>
	<span class="whom<?cs if:w.mine == "1" ?> mine<?cs /if ?>">
		<?cs if:w.since ?><?cs var:_f("waits for %1", w.who, "") ?><?cs else ?><?cs var:_f("by %1", w.who, "") ?><?cs /if ?><?cs if:w.days ?> ·
			<span title="<?cs var:_f("since %1", w.since, "") ?>"><?cs var:_f("%1 so far", _n("%1 day", "%1 days", w.days), "") ?></span><?cs /if ?><?cs if:w.due ?> ·
			<span class="nw<?cs if:w.late == "1" ?> late<?cs /if ?>"><?cs if:w.late == "1" ?><?cs var:_f("was due %1", w.due, "") ?><?cs else ?>
				<?cs var:_f("due %1", w.due, "") ?><?cs /if ?></span><?cs /if ?><?cs if:w.barred ?><br><?cs var:w.barred ?><?cs /if ?></span>
<?cs /if ?>
<?cs /def ?>
<?cs def:condition(c) ?>
<?cs if:c.met == "1" ?>
<li class="met"><?cs call:icon("check") ?><span><span class="vh"><?cs var:_("Met:") ?> </span><?cs var:c.label ?></span><?cs call:article(c) ?></li>
<?cs else ?>
<li class="missing">
	<?cs call:icon("circle") ?><p class="what"><span class="vh"><?cs var:_("Missing:") ?> </span><?cs var:c.label ?><?cs if:c.todo ?> <small><?cs var:c.todo ?></small><?cs /if ?></p>
	<?cs call:whom(c) ?><?cs call:article(c) ?><?cs if:c.url ?><a class="btn sm" href="<?cs var:c.url ?>">
		<?cs if:c.mine == "1" ?><?cs var:_("Do it now") ?><?cs else ?><?cs var:_("See") ?><?cs /if ?><span class="vh">: <?cs var:c.label ?></span></a><?cs /if ?></li>
<?cs /if ?>
<?cs /def ?>
<?cs def:conditions(m) ?>
<?cs if:m.missing ?><ul class="conditions"><?cs each:c = m.conditions ?><?cs if:c.met != "1" ?><?cs call:condition(c) ?><?cs /if ?><?cs /each ?></ul><?cs /if ?>
<?cs if:m.met ?>
<details class="met">
	<summary>
		<?cs call:icon("check") ?><?cs if:m.missing ?><?cs var:_n("%1 condition is met", "%1 conditions are met", m.met) ?><?cs else ?>
			<?cs var:_n("The condition is met", "All %1 conditions are met", m.met) ?><?cs /if ?><?cs call:icon("down") ?></summary>
	<ul class="conditions"><?cs each:c = m.conditions ?><?cs if:c.met == "1" ?><?cs call:condition(c) ?><?cs /if ?><?cs /each ?></ul>
</details>
<?cs /if ?>
<?cs /def ?>
