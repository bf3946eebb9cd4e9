<?cs # Roles. Roles.rows.*.{name,hint,holders,permissions,url,people_url,factor,own}; Roles.action, Roles.add: the form ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_("Roles") ?></h1>
		<p class="muted">
			<?cs var:_("Roles determine what members may do. The built-in roles follow the regulation; you can add your own.") ?></p>
	</div>
</div>
<div class="stack">
<section class="card">
<details class="more body"<?cs if:Roles.add.wrong == "1" ?> open<?cs /if ?>><summary><?cs call:icon("plus") ?><?cs var:_("Add a role") ?></summary>
<form method="post" action="<?cs var:Roles.action ?>" class="stack" novalidate data-once><?cs call:hidden("add") ?>
<?cs call:errors(Roles.add, "add") ?><?cs call:fields(Roles.add, "add") ?>
<div class="actions"><button class="btn primary"><?cs var:_("Add") ?></button></div></form></details>
</section>
<section class="card">
<div class="scroll"><table class="rows"><caption class="vh"><?cs var:_("Roles") ?></caption>
<thead>
	<tr>
		<th scope="col"><?cs var:_("Role") ?></th>
		<th scope="col" class="num"><?cs var:_("Permissions") ?></th>
		<th scope="col" class="num"><?cs var:_("Holders") ?></th>
		<th scope="col"><?cs var:_("Second factor") ?></th>
	</tr>
</thead>
<tbody>
	<?cs each:r = Roles.rows ?>
		<tr>
			<td class="t"><a class="title" href="<?cs var:r.url ?>"><?cs var:r.name ?></a><?cs if:r.own == "1" ?>
				<?cs call:tag("info", _("own")) ?><?cs /if ?><?cs if:r.hint ?><p class="muted small"><?cs var:r.hint ?></p><?cs /if ?>
			</td>
			<td class="num" data-label="<?cs var:_("Permissions") ?>"><?cs var:r.permissions ?></td>
			<td class="num" data-label="<?cs var:_("Holders") ?>">
				<?cs if:r.people_url ?>
					<a href="<?cs var:r.people_url ?>"><?cs var:r.holders ?></a><?cs else ?><?cs var:r.holders ?><?cs /if ?></td>
			<td class="nw" data-label="<?cs var:_("Second factor") ?>">
				<?cs if:r.factor == "1" ?><?cs var:_("required") ?><?cs else ?><span class="muted">–</span><?cs /if ?></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
</section>
</div>
