<?cs # The directory of accounts.
Operator.accounts.*.{person.*,login,email,url,disabled_on,operator,new,factor,sites.*.{name,url}}; Operator.q; Operator.pager; Operator.add: the form ?>
<?cs include!"part/icon.cs" ?>
<?cs include!"part/tag.cs" ?>
<?cs include!"part/token.cs" ?>
<?cs include!"part/field.cs" ?>
<?cs include!"part/errors.cs" ?>
<?cs include!"part/pager.cs" ?>
<div class="head"><div class="head-text"><h1><?cs var:_("Accounts") ?></h1></div></div>
<div class="stack">
<section class="card">
<details class="more body"<?cs if:Operator.add.wrong == "1" ?> open<?cs /if ?>><summary><?cs call:icon("plus") ?><?cs var:_("Add an account") ?></summary>
<form method="post" action="/operator/accounts" class="stack" novalidate data-once><?cs call:hidden("add") ?>
<?cs call:errors(Operator.add, "add") ?><?cs call:fields(Operator.add, "add") ?>
<div class="actions"><button class="btn primary"><?cs var:_("Add") ?></button></div></form></details>
</section>
<section class="card" id="list">
<form class="filters" action="/operator/accounts" role="search" aria-label="<?cs var:_("Filter this list") ?>">
	<div class="words"><label for="by-q"><?cs var:_("Words") ?></label><input type="search" id="by-q" name="q" value="<?cs var:Operator.q ?>"
		placeholder="<?cs var:_("Name or login name") ?>" maxlength="100"></div>
	<div class="actions"><button class="btn"><?cs var:_("Filter") ?></button></div>
</form>
<div class="scroll"><table class="rows"><caption class="vh"><?cs var:_("Accounts") ?></caption>
<thead>
	<tr>
		<th scope="col"><?cs var:_("Name") ?></th>
		<th scope="col"><?cs var:_("Login name") ?></th>
		<th scope="col"><?cs var:_("E-mail") ?></th>
		<th scope="col"><?cs var:_("Sites") ?></th>
		<th scope="col"><?cs var:_("Second factor") ?></th>
		<th scope="col"><?cs var:_("State") ?></th>
	</tr>
</thead>
<tbody>
	<?cs each:a = Operator.accounts ?>
		<tr>
			<td class="t"><a class="title" href="<?cs var:a.url ?>"><?cs call:person(a.person.name, a.person.initial) ?></a></td>
			<td class="mono nw"><?cs var:a.login ?></td>
			<td><?cs var:a.email ?></td>
			<td><?cs each:s = a.sites ?><?cs if:!first(s) ?><?cs var:_(", ") ?><?cs /if ?><a href="<?cs var:s.url ?>"><?cs var:s.name ?></a><?cs /each ?></td>
			<td class="nw"><?cs if:a.factor == "1" ?><?cs var:_("on") ?><?cs else ?><span class="muted">–</span><?cs /if ?></td>
			<td class="nw s"><?cs if:a.disabled_on ?>
					<?cs call:tag("bad", _f("disabled %1", a.disabled_on, "")) ?><?cs elif:a.new == "1" ?><?cs call:tag("warn", _("no password yet")) ?><?cs /if ?><?cs if:a.operator == "1" ?>
						<?cs call:tag("info", _("operator")) ?><?cs /if ?></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
<?cs call:pager(Operator.pager) ?>
</section>
</div>
