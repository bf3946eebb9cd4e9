<?cs # Any error (layout "layout" or "plain").
Error.{status,title,advice}    translated: what happened, and what to do now
Error.said                     what exactly, where that is known; may be empty
Error.request                  request id, for the people who keep the logs
Error.{url,label}              the one thing to do; may be empty
Error.kept.*.{label,text}      what was typed and could not be saved: shown so that it can be copied ?>
<div class="error-page">
<p class="error-status"><?cs var:Error.status ?></p>
<h1><?cs var:Error.title ?></h1>
<?cs if:Error.said ?><p><b><?cs var:Error.said ?></b></p><?cs /if ?>
<?cs if:Error.advice ?><p><?cs var:Error.advice ?></p><?cs /if ?>
<?cs if:subcount(Error.kept) > #0 ?><section class="card"><header><h2><?cs var:_("What you typed") ?></h2></header><div class="body stack-s"><?cs each:k = Error.kept ?><div class="field"><label for="kept-<?cs var:name(k) ?>"><?cs var:k.label ?></label><textarea id="kept-<?cs var:name(k) ?>" rows="3" readonly><?cs var:k.text ?></textarea></div><?cs /each ?></div></section><?cs /if ?>
<div class="actions"><?cs if:Error.url ?><a class="btn primary" href="<?cs var:Error.url ?>"><?cs var:Error.label ?></a><?cs /if ?><a class="btn" href="/"><?cs var:_("To my work") ?></a></div>
<?cs if:Error.request ?><p class="muted small"><?cs var:_f("Request %1: give this number when you ask for help.", Error.request, "") ?></p><?cs /if ?>
</div>
