<?cs # Any error (layout "layout" or "plain").
Error.{status,title,advice}    translated: what happened, and what to do now
Error.said                     what exactly, where that is known; may be empty
Error.request                  request id, for the people who keep the logs
Error.{url,label}              the one thing to do; may be empty
Error.kept.*.{label,text}      what was typed and could not be saved: shown so that it can be copied
Error.again.url                where to send what was typed once more (web/again.h); with it
Error.again.token              that of the form, as it came
Error.again.{files,multipart}  "1": files must be chosen again; the form is sent in parts
Error.again.other              "1": it said something else before, and that was saved: this goes on under a key of its own
Error.again.hidden.*.{name,value}, Error.again.fields.*.{name,value,label,secret,long} ?>
<div class="error-page">
<p class="error-status"><?cs var:Error.status ?></p>
<h1><?cs var:Error.title ?></h1>
<?cs if:Error.said ?><p><b><?cs var:Error.said ?></b></p><?cs /if ?>
<?cs if:Error.advice ?><p><?cs var:Error.advice ?></p><?cs /if ?>
<?cs if:subcount(Error.kept) > #0 ?>
<section class="card"><header><h2><?cs var:_("What you typed") ?></h2></header>
<div class="body stack-s">
	<?cs each:k = Error.kept ?>
		<div class="field">
			<label for="kept-<?cs var:name(k) ?>"><?cs var:k.label ?></label>
			<textarea id="kept-<?cs var:name(k) ?>" rows="3" readonly><?cs var:k.text ?></textarea>
		</div>
	<?cs /each ?>
</div>
</section>
<?cs /if ?>
<?cs if:Error.again.url ?>
	<form method="post" action="<?cs var:Error.again.url ?>" id="again" class="card"<?cs if:Error.again.multipart == "1" ?> enctype="multipart/form-data"<?cs /if ?>>
<header><h2><?cs var:_("Nothing you typed is lost") ?></h2></header>
<div class="body stack-s">
<p>
	<?cs if:Error.again.other == "1" ?>
		<?cs var:_("Everything is shown below and can be saved separately from what you sent first.") ?><?cs else ?><?cs var:_("Everything is shown below. Send it again now, or when the portal works again; it is kept as long as this page stays open. It is saved only once, however often you press.") ?><?cs /if ?></p>
<?cs if:Error.again.files == "1" ?><p class="hint"><?cs var:_("You need to choose any files again afterwards.") ?></p><?cs /if ?>
<input type="hidden" name="token" value="<?cs var:Error.again.token ?>"><?cs each:h = Error.again.hidden ?><input type="hidden"
	name="<?cs var:h.name ?>" value="<?cs var:h.value ?>"><?cs /each ?>
<?cs each:f = Error.again.fields ?>
<div class="field wide">
<div class="label"><label for="again-<?cs var:name(f) ?>"><?cs var:f.label ?></label></div>
<?cs if:f.secret == "1" ?>
<input type="password" id="again-<?cs var:name(f) ?>" name="<?cs var:f.name ?>" autocomplete="off">
<?cs elif:f.long == "1" ?>
<textarea id="again-<?cs var:name(f) ?>" name="<?cs var:f.name ?>" rows="6">
<?cs var:f.value ?></textarea>
<?cs else ?>
<input type="text" id="again-<?cs var:name(f) ?>" name="<?cs var:f.name ?>" value="<?cs var:f.value ?>">
<?cs /if ?></div>
<?cs /each ?>
<div class="actions"><button
	class="btn primary"><?cs if:Error.again.other == "1" ?><?cs var:_("Save this as well") ?><?cs else ?><?cs var:_("Send it again") ?><?cs /if ?></button></div>
</div></form><?cs /if ?>
<div class="actions">
	<?cs if:Error.url ?><a class="btn primary" href="<?cs var:Error.url ?>"><?cs var:Error.label ?></a><?cs /if ?><a class="btn"
		href="/"><?cs var:_("Go to my work") ?></a></div>
<?cs if:Error.request ?><p class="muted small"><?cs var:_f("Request %1: give this number when you ask for help.", Error.request, "") ?></p><?cs /if ?>
</div>
