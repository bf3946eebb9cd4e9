<?cs # What became of a feedback, for its sender: nothing internal.
Feedback.{code,text,answer,created,changed,platform,state,state_text,tone}; Feedback.another: address of the form, may be absent ?>
<?cs include!"part/tag.cs" ?>
<div class="head"><div class="head-text"><h1><?cs var:_("Your feedback") ?> <?cs call:tag(Feedback.tone, Feedback.state) ?></h1><p><?cs var:Feedback.state_text ?></p></div></div>
<section class="card"><dl class="facts body">
<div><dt><?cs var:_("Your code") ?></dt><dd class="mono code"><?cs var:Feedback.code ?></dd></div>
<div><dt><?cs var:_("Sent on") ?></dt><dd><?cs var:Feedback.created ?></dd></div>
<div><dt><?cs var:_("Last change") ?></dt><dd><?cs var:Feedback.changed ?></dd></div>
<?cs if:Feedback.platform ?><div><dt><?cs var:_("Platform") ?></dt><dd><?cs var:Feedback.platform ?></dd></div><?cs /if ?>
<div class="wide"><dt><?cs var:_("What you wrote") ?></dt><dd class="long"><?cs var:Feedback.text ?></dd></div>
<?cs if:Feedback.answer ?><div class="wide"><dt><?cs var:_("Answer") ?></dt><dd class="long"><?cs var:Feedback.answer ?></dd></div><?cs /if ?>
</dl></section>
<p class="muted small"><?cs var:_("Keep this address or the code: it is the only way back to this page.") ?></p>
<?cs if:Feedback.another ?><p><a href="<?cs var:Feedback.another ?>"><?cs var:_("Send another one") ?></a></p><?cs /if ?>
