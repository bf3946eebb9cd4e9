<?cs # The address of a person's calendar, shown once. Given.url ?>
<?cs include!"part/icon.cs" ?>
<div class="head"><div class="head-text"><h1><?cs var:_("Calendar feed") ?></h1></div></div>
<section class="card">
<div class="body stack">
<div class="alert warn" role="status"><p><?cs var:_("This address is shown only once. Anyone who has it can read your calendar, so do not pass it on. You can take it back at any time.") ?></p></div>
<div class="field wide">
	<div class="label"><label for="given-url"><?cs var:_("The address") ?></label></div>
	<input type="text" id="given-url" class="mono" value="<?cs var:Given.url ?>" readonly data-copy></div>
<p class="muted"><?cs var:_("Add it in your calendar program as a calendar from the internet: Outlook, Apple Calendar, Google Calendar and DingTalk fetch changes by themselves.") ?></p>
<div class="actions"><a class="btn primary" href="/account#feed"><?cs var:_("I have copied it") ?></a></div>
</div>
</section>
