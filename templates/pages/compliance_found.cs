<?cs # The records behind a fact that the compliance map counts (RX.16).
Found.{title,period,back_url}; Found.rows.*.{number,title,url,kind,state,tone,due,owner,n}; Empty…, Pager… ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/empty.cs" ?><?cs include!"part/pager.cs" ?>
<nav class="crumbs" aria-label="<?cs var:_("You are here") ?>"><a href="<?cs var:Found.back_url ?>"><?cs var:_("Compliance map") ?></a></nav>
<div class="head"><div class="head-text"><h1><?cs var:Found.title ?></h1><p class="muted"><?cs var:Found.period ?></p></div></div>
<section class="card">
<?cs if:subcount(Found.rows) > #0 ?>
<div class="scroll"><table class="rows"><caption class="vh"><?cs var:Found.title ?></caption>
<thead>
	<tr>
		<th scope="col"><?cs var:_("Number") ?></th>
		<th scope="col"><?cs var:_("Title") ?></th>
		<th scope="col"><?cs var:_("State") ?></th>
		<th scope="col"><?cs var:_("Responsible") ?></th>
		<th scope="col" class="num"><?cs var:_("compliance.column.n") ?></th>
	</tr>
</thead>
<tbody>
	<?cs each:r = Found.rows ?>
		<tr>
			<td class="mono nw"><?cs var:r.number ?></td>
			<td class="t"><a href="<?cs var:r.url ?>"><?cs var:r.title ?></a> <small class="muted"><?cs var:r.kind ?></small></td>
			<td class="s"><?cs call:tag(r.tone, r.state) ?></td>
			<td data-label="<?cs var:_("Responsible") ?>"><?cs var:r.owner ?></td>
			<td class="num" data-label="<?cs var:_("compliance.column.n") ?>"><?cs var:r.n ?></td>
		</tr>
	<?cs /each ?>
</tbody>
</table></div>
<?cs call:pager(Pager) ?>
<?cs else ?><?cs call:empty(Empty) ?><?cs /if ?>
</section>
