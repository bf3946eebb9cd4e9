<?cs # stated_values(c): values of other records that this one states, old and new; on the record's page and on paper.
c.{label,empty,warning,article…}          warning: translated, when what is there is not what was stated
c.groups.*.{label,url,changes.*.{label,old,new}}
c.targets.*.{url,text}                    where this person states them
Needs article (conditions.cs). ?>
<?cs def:stated_values(c) ?>
<section class="card" id="values"><header><h2><?cs var:c.label ?></h2><?cs call:article(c) ?></header>
<div class="body">
<?cs if:c.warning ?><div class="alert warn"><p><?cs var:c.warning ?></p></div><?cs /if ?>
<?cs each:g = c.groups ?><h3><a href="<?cs var:g.url ?>"><?cs var:g.label ?></a></h3>
<dl class="changes">
	<?cs each:x = g.changes ?>
		<div>
			<dt><?cs var:x.label ?></dt>
			<dd><del><?cs if:x.old || x.old == "0" ?><?cs var:x.old ?><?cs else ?>–<?cs /if ?></del> <span
				class="vh"><?cs var:_("changed to") ?></span><span aria-hidden="true">→</span>
				<ins><?cs if:x.new || x.new == "0" ?><?cs var:x.new ?><?cs else ?>–<?cs /if ?></ins></dd>
		</div>
	<?cs /each ?>
</dl>
<?cs /each ?>
<?cs if:subcount(c.groups) == #0 ?><p class="muted"><?cs var:c.empty ?></p><?cs /if ?>
<?cs if:subcount(c.targets) > #0 ?><p class="actions"><?cs each:t = c.targets ?><a class="btn" href="<?cs var:t.url ?>"><?cs var:t.text ?></a> <?cs /each ?></p><?cs /if ?>
</div></section>
<?cs /def ?>
