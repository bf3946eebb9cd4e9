<?cs # One department: Department.{name,action,closed} and its form ?>
<?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?>
<div class="head"><div class="head-text"><h1><?cs var:Department.name ?></h1></div></div>
<section class="card">
<form method="post" action="<?cs var:Department.action ?>" class="body stack" novalidate><?cs call:hidden("department") ?>
<?cs call:errors(Department, "d") ?><?cs call:fields(Department, "d") ?>
<div class="options"><label><input type="checkbox" name="closed" value="1"<?cs if:Department.closed == "1" ?>
	checked<?cs /if ?>><span><?cs var:_("Closed down") ?><small><?cs var:_("No longer offered for new records. Existing records are kept.") ?></small></span></label></div>
<div class="actions"><button class="btn primary"><?cs var:_("Save") ?></button></div></form>
</section>
