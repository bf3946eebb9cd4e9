<?cs # The history of a site.
Audit.path                              the page's own address
Audit.areas.*, Audit.people.*           {value,label,selected}: filters; Audit.{from,to}: days; Audit.filtered "1"
Audit.events.*.{seq,at,who,for,text,object,number,title,url,hash}
   .said.*.{name,value}  .changes.*.{label,old,new}
Pager…                                  see part/pager.cs ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/options.cs" ?><?cs include!"part/pager.cs" ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_("History") ?></h1>
		<p class="muted">
			<?cs var:_("Everything that was done in this site. Entries can be added but never changed, and each is chained to the one before.") ?></p>
	</div>
</div>
<section class="card" id="list">
<input type="checkbox" class="fold vh" id="fold"><label class="btn sm fold-label" for="fold"><?cs var:_("Filters") ?></label>
<form class="filters" action="<?cs var:Audit.path ?>" role="search" aria-label="<?cs var:_("Filter this list") ?>">
<?cs call:choice("actor", _("Person"), Audit.people) ?>
<?cs call:choice("area", _("About"), Audit.areas) ?>
<div><label for="by-from"><?cs var:_("From") ?></label><input type="date" id="by-from" name="from" value="<?cs var:Audit.from ?>"></div>
<div><label for="by-to"><?cs var:_("To") ?></label><input type="date" id="by-to" name="to" value="<?cs var:Audit.to ?>"></div>
<div class="actions"><button class="btn"><?cs var:_("Filter") ?></button><?cs if:Audit.filtered == "1" ?><a class="btn quiet"
	href="<?cs var:Audit.path ?>"><?cs var:_("Reset") ?></a><?cs /if ?></div>
</form>
<?cs if:subcount(Audit.events) > #0 ?>
<div class="scroll" tabindex="0" role="region" aria-label="<?cs var:_("History") ?>"><table class="rows">
<thead>
	<tr>
		<th scope="col"><?cs var:_("No.") ?></th>
		<th scope="col"><?cs var:_("Time") ?></th>
		<th scope="col"><?cs var:_("Person") ?></th>
		<th scope="col"><?cs var:_("What happened") ?></th>
	</tr>
</thead>
<tbody>
<?cs each:e = Audit.events ?>
<tr>
	<td class="mono"><?cs var:e.seq ?></td>
	<td class="nw"><?cs var:e.at ?></td>
	<td class="nw">
		<?cs var:e.who ?><?cs if:e.for ?> <span class="muted small"><?cs var:_f("for %1", e.for, "") ?></span><?cs /if ?></td>
<td class="t">
	<p>
		<?cs var:e.text ?><?cs if:e.number ?> <a href="<?cs var:e.url ?>"><span class="mono"><?cs var:e.number ?></span>
			<?cs var:e.title ?></a><?cs elif:e.object ?> <span class="mono"><?cs var:e.object ?></span><?cs /if ?></p>
<?cs if:subcount(e.said) > #0 || subcount(e.changes) > #0 ?><details><summary class="small muted"><?cs var:_("Details") ?></summary>
<dl class="changes">
	<?cs each:s = e.said ?><div><dt><?cs var:s.name ?></dt><dd><?cs var:s.value ?></dd></div><?cs /each ?>
	<?cs each:c = e.changes ?>
		<div>
			<dt><?cs var:c.label ?></dt>
			<dd><del><?cs var:c.old ?></del> <span class="vh"><?cs var:_("changed to") ?></span><span aria-hidden="true">→</span> <ins><?cs var:c.new ?></ins></dd>
		</div>
	<?cs /each ?>
	<div><dt><?cs var:_("Hash") ?></dt><dd class="mono code small break"><?cs var:e.hash ?></dd></div>
</dl>
</details>
<?cs /if ?>
</td>
</tr>
<?cs /each ?>
</tbody></table></div>
<?cs else ?><p class="body muted"><?cs var:_("No entry matches these filters. Reset them to see everything.") ?></p><?cs /if ?>
<?cs call:pager(Pager) ?>
</section>
