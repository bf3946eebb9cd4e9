<?cs # One entry of a record: what it says, what can be done about it, its form.
Record.{number,title,url,icon}         the record
Entry.{label,no,action,list_url,by,at,version,conflict}   conflict: translated, after a refusal
Facts.*.{label,text,url,items,long}
Acts.*.{name,label,hint,danger,fields.*,wrong,complaint}
Form.{may,fields.*,wrong,complaint}    may: this person may edit and remove it ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?>
<?cs def:fact(f) ?>
	<?cs if:subcount(f.items) > #0 ?>
		<?cs each:i = f.items ?><a href="<?cs var:i.url ?>"><?cs var:i.text ?></a> <?cs /each ?>
	<?cs elif:f.url ?>
		<a href="<?cs var:f.url ?>"><?cs var:f.text ?></a>
	<?cs elif:f.text || f.text == "0" ?>
		<?cs var:f.text ?>
	<?cs else ?>
		<span class="none"><?cs var:_("not filled in") ?></span>
	<?cs /if ?>
<?cs /def ?>
<div class="head">
	<div class="head-text">
		<p class="kicker">
			<?cs call:icon(Record.icon) ?><a href="<?cs var:Record.url ?>"><span class="mono"><?cs var:Record.number ?></span> <?cs var:Record.title ?></a></p>
		<h1><a href="<?cs var:Entry.list_url ?>"><?cs var:Entry.label ?></a> <?cs var:Entry.no ?></h1>
		<p class="muted"><?cs var:Entry.by ?> <?cs var:Entry.at ?></p>
	</div>
</div>
<?cs if:Entry.conflict ?><div class="alert bad" role="alert" tabindex="-1" data-focus><p><?cs var:Entry.conflict ?></p></div><?cs /if ?>
<section class="card" id="facts"><header><h2><?cs var:_("Details") ?></h2></header>
<dl class="facts body">
	<?cs each:f = Facts ?>
		<div<?cs if:f.long == "1" ?> class="wide"<?cs /if ?>>
			<dt><?cs var:f.label ?></dt>
			<dd<?cs if:f.long == "1" ?> class="long"<?cs /if ?>><?cs call:fact(f) ?></dd>
		</div>
	<?cs /each ?>
</dl>
</section>
<?cs each:a = Acts ?>
<section class="card" id="act-<?cs var:a.name ?>"><header><h2><?cs var:a.label ?></h2></header>
<form method="post" action="<?cs var:Entry.action ?>" class="body" novalidate data-once><?cs call:hidden("act-" + a.name + Entry.version) ?>
<?cs if:a.hint ?><p class="hint"><?cs var:a.hint ?></p><?cs /if ?>
<?cs call:errors(a, "a-" + a.name) ?><?cs call:fields(a, "a-" + a.name) ?>
<div class="actions">
	<button class="btn <?cs if:a.danger == "1" ?>danger<?cs else ?>primary<?cs /if ?>" name="act" value="<?cs var:a.name ?>"><?cs var:a.label ?></button></div>
</form>
</section>
<?cs /each ?>
<?cs if:Form.may == "1" ?>
<section class="card" id="edit"><header><h2><?cs var:_("Edit") ?></h2></header>
<form method="post" action="<?cs var:Entry.action ?>" class="body" novalidate data-once data-unsaved>
	<?cs call:hidden("edit" + Entry.version) ?><input type="hidden" name="version" value="<?cs var:Entry.version ?>">
<?cs call:errors(Form, "f") ?><?cs call:fields(Form, "f") ?>
<div class="actions"><button class="btn primary"><?cs var:_("Save") ?></button><button class="btn danger" name="act" value="remove"><?cs var:_("Remove") ?></button></div>
</form>
</section>
<?cs /if ?>
