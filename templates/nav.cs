<?cs # The menu of a site or of its operators, inside layout.cs.  It is kept as a piece (view/piece.h): whatever is shown here is named in nav_put (web/nav.c).

Nav.*   groups {label, items.*.{url,text,icon,current}} ?>
<?cs include!"part/icon.cs" ?>
<?cs each:g = Nav ?><?cs if:subcount(g.items) > #0 ?>
<?cs if:g.label ?><h2><?cs var:g.label ?></h2><?cs /if ?>
<ul>
	<?cs each:i = g.items ?>
		<li><a href="<?cs var:i.url ?>"<?cs if:i.current ?>
			aria-current="page"<?cs /if ?>><?cs call:icon(i.icon) ?><span><?cs var:i.text ?></span></a></li>
	<?cs /each ?>
</ul>
<?cs /if ?><?cs /each ?>
