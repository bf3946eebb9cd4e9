<?cs # conditions(m): what a move needs, met or missing; missing ones lead to where they are met.
m.conditions.*.{label,met,todo,url}: met "1" or absent; todo says what to do, url leads there; both may be empty.
Needs part/icon.cs and part/article.cs. ?>
<?cs def:conditions(m) ?>
<?cs if:subcount(m.conditions) > #0 ?>
<ul class="conditions">
<?cs each:c = m.conditions ?>
<?cs if:c.met == "1" ?>
<li class="met"><?cs call:icon("check") ?><span><span class="vh"><?cs var:_("Met:") ?> </span><?cs var:c.label ?></span><?cs call:article(c) ?></li>
<?cs else ?>
<li class="missing">
	<?cs call:icon("circle") ?><span><span class="vh"><?cs var:_("Missing:") ?> </span><?cs var:c.label ?><?cs if:c.todo ?> <?cs if:c.url ?><a
		href="<?cs var:c.url ?>"><?cs var:c.todo ?></a><?cs else ?><span class="todo"><?cs var:c.todo ?></span><?cs /if ?><?cs elif:c.url ?> <a
		href="<?cs var:c.url ?>"><?cs var:_("Do it now") ?></a><?cs /if ?></span><?cs call:article(c) ?></li>
<?cs /if ?>
<?cs /each ?>
</ul>
<?cs /if ?>
<?cs /def ?>
