<?cs # Absence: who decides in one's place.
Absence.rows.*.{id,absent,delegate,from,to,reason,hands_over,now,may_end}; Absence.action; Absence.fields.* and errors: the form ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_("Absence") ?></h1>
		<p class="muted">
			<?cs var:_("While you are away, the person you name decides in your place. Both names are recorded with each decision. That person cannot decide on anything they submitted themselves.") ?></p>
	</div>
</div>
<div class="stack">
<section class="card">
<header><h2><?cs var:_("Announce an absence") ?></h2></header>
<form method="post" action="<?cs var:Absence.action ?>" class="body stack" novalidate data-once><?cs call:hidden("absence") ?>
<?cs call:errors(Absence, "a") ?><?cs call:fields(Absence, "a") ?>
<div class="actions"><button class="btn primary"><?cs var:_("Announce") ?></button></div></form>
</section>
<?cs if:subcount(Absence.rows) > #0 ?>
<section class="card">
<header><h2><?cs var:_("My absences, and those I stand in for") ?></h2></header>
<div class="scroll"><table class="rows"><caption class="vh"><?cs var:_("My absences, and those I stand in for") ?></caption>
<thead>
	<tr>
		<th scope="col"><?cs var:_("Away") ?></th>
		<th scope="col"><?cs var:_("Decides") ?></th>
		<th scope="col"><?cs var:_("From") ?></th>
		<th scope="col"><?cs var:_("To") ?></th>
		<th scope="col"><?cs var:_("Reason") ?></th>
		<th scope="col"><span class="vh"><?cs var:_("Actions") ?></span></th>
	</tr>
</thead>
<tbody>
	<?cs each:r = Absence.rows ?>
		<tr>
			<td><?cs var:r.absent ?></td>
			<td><?cs var:r.delegate ?><?cs if:r.hands_over == "1" ?> <?cs call:tag("", _("takes over")) ?><?cs /if ?></td>
			<td class="nw"><?cs var:r.from ?></td>
			<td class="nw"><?cs var:r.to ?></td>
			<td class="t"><?cs var:r.reason ?></td>
			<td class="nw s"><?cs if:r.now == "1" ?><?cs call:tag("info", _("now")) ?><?cs /if ?><?cs if:r.may_end == "1" ?>
					<form method="post" action="<?cs var:Absence.action ?>">
						<?cs call:hidden("end-" + r.id) ?><button class="btn sm" name="end" value="<?cs var:r.id ?>"><?cs var:_("I am back") ?></button></form>
				<?cs /if ?></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
</section>
<?cs /if ?>
</div>
