<?cs # intake(groups): what others left for this record, and the button that takes each of them up.
groups.*.{name,label,items.*.{url,number,title,state,tone,icon,note,id,take,take_url,action,name,value}}
   take: of the button, where this person may; take_url: where it leads, or action, name, value: what it sends
Needs part/icon.cs, tag.cs, token.cs. ?>
<?cs def:intake_take(l) ?>
	<?cs if:l.take_url ?><a class="btn sm" href="<?cs var:l.take_url ?>"><?cs var:l.take ?><span class="vh"> <?cs var:l.number ?></span></a>
	<?cs elif:l.action ?><form method="post" action="<?cs var:l.action ?>" data-once><?cs call:hidden("take-" + l.id) ?><button class="btn sm"
		name="<?cs var:l.name ?>" value="<?cs var:l.value ?>"><?cs var:l.take ?><span class="vh"> <?cs var:l.number ?></span></button></form><?cs /if ?>
<?cs /def ?>
<?cs def:intake(groups) ?>
<section class="card" id="intake"><header><h2><?cs var:_("Can be taken up") ?></h2></header>
<div class="body">
<?cs each:g = groups ?>
<div class="linked" id="intake-<?cs var:g.name ?>">
<h3><?cs var:g.label ?> <span class="n"><?cs var:subcount(g.items) ?></span></h3>
<ul class="links">
<?cs each:l = g.items ?>
	<li>
		<?cs call:icon(l.icon) ?>
		<div><a href="<?cs var:l.url ?>"><?cs var:l.title ?></a>
			<p class="muted small row"><span><?cs var:l.number ?></span><?cs call:tag(l.tone, l.state) ?><?cs if:l.note ?><span><?cs var:l.note ?></span><?cs /if ?></p>
		</div>
		<?cs call:intake_take(l) ?>
	</li>
<?cs /each ?>
</ul>
</div>
<?cs /each ?>
</div></section>
<?cs /def ?>
