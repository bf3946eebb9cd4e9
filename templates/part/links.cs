<?cs # links(ls): records this one belongs with, by sort of link.
ls.groups.*.{label,items.*.{url,number,title,state,tone,icon,id,may_remove},more.*.{url,label}}   more: lists of those that are not here
ls.{may_add,action,frozen,complaint,value}, ls.sorts.*.{value,label}: other=<number>, sort=<sort>; remove=<id>
ls.wide          "1": there are so many that they stand in the main column
ls.said          translated: what came of a link just now
Needs part/icon.cs, tag.cs, token.cs, options.cs, said.cs. ?>
<?cs def:links(ls) ?>
<?cs call:said(ls) ?>
<?cs each:g = ls.groups ?>
<div class="linked">
<h3><?cs var:g.label ?></h3>
<ul class="links">
<?cs each:l = g.items ?>
	<li>
		<?cs call:icon(l.icon) ?>
		<div><a href="<?cs var:l.url ?>"><?cs var:l.title ?></a>
			<p class="muted small row"><span><?cs var:l.number ?></span><?cs call:tag(l.tone, l.state) ?></p>
		</div>
		<?cs if:l.may_remove == "1" ?>
			<form method="post" action="<?cs var:ls.action ?>" data-once>
				<?cs call:hidden("unlink-" + l.id) ?><button class="btn quiet sm" name="remove" value="<?cs var:l.id ?>"
					title="<?cs var:_("Remove this link") ?>"><?cs call:icon("x") ?><span
					class="vh"><?cs var:_f("Remove the link to %1", l.number, "") ?></span></button></form>
		<?cs /if ?>
	</li>
<?cs /each ?>
</ul>
<?cs each:m = g.more ?><p class="small"><a href="<?cs var:m.url ?>"><?cs var:m.label ?></a></p><?cs /each ?>
</div>
<?cs /each ?>
<?cs if:subcount(ls.groups) == #0 && ls.may_add != "1" ?><p class="muted"><?cs var:_("No links.") ?></p><?cs /if ?>
<?cs if:ls.may_add == "1" ?>
<?cs if:ls.frozen == "1" ?><p class="hint"><?cs var:_("Adding or removing anything here ends the open round. The record then has to be submitted again.") ?></p><?cs /if ?>
<details class="more"<?cs if:ls.complaint ?> open<?cs /if ?>><summary><?cs var:_("Link another record") ?></summary>
<form method="post" action="<?cs var:ls.action ?>" class="stack-s" id="add-link" data-once><?cs call:hidden("link") ?>
<?cs if:ls.complaint ?><p class="err" role="alert"><?cs var:ls.complaint ?></p><?cs /if ?>
<label for="link-other" class="small"><?cs var:_("Its number") ?></label><input id="link-other" name="other" class="mono"
	value="<?cs var:ls.value ?>" placeholder="REQ-2026-0042" spellcheck="false" required>
<?cs if:subcount(ls.sorts) > #0 ?>
	<label for="link-sort" class="small"><?cs var:_("Relation") ?></label><select id="link-sort"
		name="sort"><?cs call:options(ls.sorts) ?></select><?cs /if ?>
<div class="actions"><button class="btn sm"><?cs var:_("Link") ?></button></div></form></details>
<?cs /if ?>
<?cs /def ?>
