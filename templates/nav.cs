<?cs # The menu of a site or of its operators, inside layout.cs.  It is kept as a piece (view/piece.h): whatever is shown here is named in nav_put (web/nav.c).

Nav.*   groups {name,label,open,usual,items.*.{url,text,icon,current,key}}   key: behind "g" it leads there (palette.js); name: for the cookie; usual "1": open unless somebody folds it;
        the first has neither name nor label and cannot be folded ?>
<?cs include!"part/icon.cs" ?>
<?cs def:entries(items) ?>
<ul>
	<?cs each:i = items ?>
		<li><a href="<?cs var:i.url ?>"<?cs if:i.current ?>
			aria-current="page"<?cs /if ?><?cs if:i.key ?> data-key="<?cs var:i.key ?>"<?cs /if ?>><?cs call:icon(i.icon) ?><span><?cs var:i.text ?></span></a></li>
	<?cs /each ?>
</ul>
<?cs /def ?>
<?cs each:g = Nav ?><?cs if:subcount(g.items) > #0 ?>
<?cs if:g.label ?>
<details class="fold-group"<?cs if:g.open ?> open<?cs /if ?> data-group="<?cs var:g.name ?>"<?cs if:g.usual ?> data-usual<?cs /if ?>>
<summary><span><?cs var:g.label ?></span><?cs call:icon("down") ?></summary>
<?cs call:entries(g.items) ?></details>
<?cs else ?><?cs call:entries(g.items) ?><?cs /if ?>
<?cs /if ?><?cs /each ?>
