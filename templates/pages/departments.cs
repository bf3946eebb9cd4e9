<?cs # Departments. Departments.rows.*.{name,name_en,function,members,liaisons,url,people_url,closed,no_liaison}
Departments.missing "1": one has no liaison; Departments.action, Departments.add: the form ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?>
<div class="head"><div class="head-text"><h1><?cs var:_("Departments") ?></h1></div></div>
<div class="stack">
<?cs if:Departments.missing == "1" ?>
	<div class="alert warn" role="status">
		<p>
			<?cs var:_("Each department needs at least one liaison, who submits its requirements and confirms deliveries (article 8). Give the role Liaison to a member of the department.") ?></p>
	</div>
<?cs /if ?>
<section class="card">
<details class="more body"<?cs if:Departments.add.wrong == "1" ?> open<?cs /if ?>><summary><?cs call:icon("plus") ?><?cs var:_("Add a department") ?></summary>
<form method="post" action="<?cs var:Departments.action ?>" class="stack" novalidate data-once><?cs call:hidden("add") ?>
<?cs call:errors(Departments.add, "add") ?><?cs call:fields(Departments.add, "add") ?>
<div class="actions"><button class="btn primary"><?cs var:_("Add") ?></button></div></form></details>
</section>
<section class="card">
<div class="scroll"><table class="rows"><caption class="vh"><?cs var:_("Departments") ?></caption>
<thead>
	<tr>
		<th scope="col"><?cs var:_("department.field.name") ?></th>
		<th scope="col"><?cs var:_("Function in the regulation") ?></th>
		<th scope="col" class="num"><?cs var:_("Members") ?></th>
		<th scope="col"><?cs var:_("Liaison") ?></th>
		<th scope="col"><?cs var:_("State") ?></th>
	</tr>
</thead>
<tbody>
	<?cs each:d = Departments.rows ?>
		<tr>
			<td class="t"><a class="title" href="<?cs var:d.url ?>"><?cs var:d.name ?></a><?cs if:d.name_en ?> <span class="muted small"
				lang="en"><?cs var:d.name_en ?></span><?cs /if ?></td>
			<td class="nw"><?cs var:d.function ?></td>
			<td class="num" data-label="<?cs var:_("Members") ?>"><a href="<?cs var:d.people_url ?>"><?cs var:d.members ?></a></td>
			<td data-label="<?cs var:_("Liaison") ?>">
				<?cs if:d.no_liaison == "1" ?>
					<?cs call:tag("warn", _("missing")) ?><?cs else ?><?cs var:d.liaisons ?><?cs /if ?></td>
			<td class="nw s"><?cs if:d.closed == "1" ?><?cs call:tag("", _("closed")) ?><?cs /if ?></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
</section>
</div>
