<?cs # What a record states of another: the other's own form, and its entries that are stated one by one.
Record.{number,title,url,icon}               the record that states it
Form.{title,action,fields.*,wrong,complaint}  clear "1": something is stated here, which can be taken back
Acts.*.{name,label,fields.*,wrong,complaint}
Sorts.*.{label,rows.*.{text,url,stated},add,add_url} ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?>
<div class="head">
	<div class="head-text">
		<p class="kicker">
			<?cs call:icon(Record.icon) ?><a href="<?cs var:Record.url ?>"><span class="mono"><?cs var:Record.number ?></span> <?cs var:Record.title ?></a></p>
		<h1><?cs var:Form.title ?></h1>
		<p class="muted">
			<?cs var:_("The form shows the current values. Enter the new ones. Only what differs is stated, reviewed, decided on and then written.") ?></p>
	</div>
</div>
<?cs call:errors(Form, "f") ?>
<form method="post" action="<?cs var:Form.action ?>" class="card form" novalidate data-once data-unsaved><?cs call:hidden("form") ?>
<div class="body"><?cs call:fields(Form, "f") ?></div>
<footer><button class="btn primary"><?cs var:_("State these values") ?></button><?cs if:Form.clear == "1" ?><button class="btn" name="act"
	value="clear"><?cs var:_("Remove the changes here") ?></button><?cs /if ?><a class="btn quiet"
	href="<?cs var:Record.url ?>"><?cs var:_("Cancel") ?></a></footer>
</form>
<?cs each:a = Acts ?>
<section class="card" id="act-<?cs var:a.name ?>"><header><h2><?cs var:a.label ?></h2></header>
<form method="post" action="<?cs var:Form.action ?>" class="body" novalidate data-once><?cs call:hidden("act-" + a.name) ?>
<?cs call:errors(a, "a-" + a.name) ?><?cs call:fields(a, "a-" + a.name) ?>
<div class="actions"><button class="btn" name="act" value="<?cs var:a.name ?>"><?cs var:a.label ?></button></div></form></section>
<?cs /each ?>
<?cs each:s = Sorts ?>
<section class="card"><header><h2><?cs var:s.label ?></h2></header>
<ul class="body">
	<?cs each:r = s.rows ?>
		<li><a href="<?cs var:r.url ?>"><?cs var:r.text ?></a><?cs if:r.stated == "1" ?> <?cs call:tag("info", _("stated")) ?><?cs /if ?></li>
	<?cs /each ?>
	<li><a href="<?cs var:s.add_url ?>"><?cs var:s.add ?></a></li>
</ul>
</section>
<?cs /each ?>
