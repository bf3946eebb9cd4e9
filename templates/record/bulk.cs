<?cs # What will be decided on for several records at once, before anything is decided; also after mistakes, with the same ticks.

Bulk.{title,kind,back_url,action,name,value,count}    name, value: of what is sent (vote or move); count: how many can be decided
Bulk.danger "1"; Bulk.full "1": more were ticked than go at once
Bulk.lines.*.{number,title,url,state,shown,asker,since,due,late,ticked,round,decides,for,facts.*.{label,text}}
     round: how far it is; decides: what this vote would end it with, in words; empty: it stays open; for: the absent member whose vote it is
Bulk.left_out.*.{number,title,url,state,reason}
Bulk.fields.*, Bulk.{wrong,complaint}   what is asked for all of them (part/field.cs, part/errors.cs) ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?>
<?cs def:line(r) ?>
<li><label class="bulk-tick"><input type="checkbox" name="record" value="<?cs var:r.number ?>"<?cs if:r.ticked == "1" ?>
	checked<?cs /if ?>><span class="vh"><?cs var:_f("Select %1", r.number, "") ?></span></label>
<div><input type="hidden" name="row" value="<?cs var:r.number ?>"><input type="hidden" name="shown.<?cs var:r.number ?>" value="<?cs var:r.shown ?>">
<p><a class="title" href="<?cs var:r.url ?>"><?cs var:r.title ?></a></p>
<p class="muted small"><span class="mono"><?cs var:r.number ?></span> · <?cs var:r.state ?><?cs if:r.asker ?> ·
	<?cs var:_f("bulk.asked", r.asker, r.since) ?><?cs /if ?><?cs if:r.due ?> · <?cs if:r.late == "1" ?><span
	class="late"><?cs var:_f("was due %1", r.due, "") ?></span><?cs else ?><?cs var:_f("due %1", r.due, "") ?><?cs /if ?><?cs /if ?></p>
<?cs if:r.round ?>
	<p class="small">
		<?cs var:r.round ?><?cs if:r.decides ?> <b><?cs var:r.decides ?></b><?cs /if ?><?cs if:r.for ?> <b><?cs var:_f("for %1", r.for, "") ?></b><?cs /if ?></p>
<?cs /if ?>
<?cs if:subcount(r.facts) > #0 ?>
	<dl class="bulk-facts small">
		<?cs each:f = r.facts ?><div><dt><?cs var:f.label ?></dt><dd><?cs var:f.text ?></dd></div><?cs /each ?>
	</dl>
<?cs /if ?>
</div>
</li>
<?cs /def ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_f("bulk.together", Bulk.title, "") ?></h1>
		<p class="muted">
			<?cs var:Bulk.kind ?> · <?cs if:Bulk.count == "0" ?><?cs var:_("bulk.nothing") ?><?cs else ?><?cs var:_("bulk.intro") ?><?cs /if ?></p>
	</div>
	<div class="actions"><a class="btn" href="<?cs var:Bulk.back_url ?>"><?cs call:icon("back") ?><?cs var:_("Back") ?></a></div>
</div>
<?cs if:Bulk.full == "1" ?><p class="alert"><?cs var:_("bulk.full") ?></p><?cs /if ?>
<?cs if:subcount(Bulk.lines) > #0 ?>
<form method="post" action="<?cs var:Bulk.action ?>" class="stack" novalidate data-once><?cs call:hidden("bulk") ?><?cs call:errors(Bulk, "b") ?>
<section class="card">
	<header><h2><?cs var:_("bulk.decided_on") ?></h2></header>
	<ul class="list bulk-lines"><?cs each:r = Bulk.lines ?><?cs call:line(r) ?><?cs /each ?></ul>
</section>
<?cs each:r = Bulk.left_out ?><input type="hidden" name="row" value="<?cs var:r.number ?>"><?cs /each ?>
<?cs if:subcount(Bulk.fields) > #0 ?>
	<section class="card">
		<header><h2><?cs var:_("bulk.for_all") ?></h2></header>
		<div class="fields body"><?cs each:f = Bulk.fields ?><?cs call:field(f, "b") ?><?cs /each ?></div>
	</section>
<?cs /if ?>
<div class="actions save-bar">
	<button class="btn <?cs if:Bulk.danger == "1" ?>danger<?cs else ?>primary<?cs /if ?>" name="<?cs var:Bulk.name ?>"
		value="<?cs var:Bulk.value ?>"><?cs var:_f("bulk.confirm", Bulk.title, "") ?></button><a class="btn quiet"
		href="<?cs var:Bulk.back_url ?>"><?cs var:_("Cancel") ?></a></div>
</form>
<?cs /if ?>
<?cs if:subcount(Bulk.left_out) > #0 ?>
<section class="card">
	<header><h2><?cs var:_("bulk.left_out") ?></h2></header>
	<ul class="list">
		<?cs each:r = Bulk.left_out ?>
			<li>
				<?cs if:r.url ?><a class="title" href="<?cs var:r.url ?>"><?cs var:r.title ?></a><?cs /if ?>
				<p class="muted small"><span class="mono"><?cs var:r.number ?></span><?cs if:r.state ?> · <?cs var:r.state ?><?cs /if ?></p>
				<p class="small"><?cs var:r.reason ?></p>
			</li>
		<?cs /each ?>
	</ul>
</section>
<?cs /if ?>
