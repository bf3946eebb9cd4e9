<?cs # The addresses of a feed, shown once. Given.calendar; of a saved filter also Given.name and Given.news ?>
<?cs include!"part/icon.cs" ?>
<?cs def:address(id, label, url) ?><div class="field wide">
	<div class="label"><label for="<?cs var:id ?>"><?cs var:label ?></label></div>
	<input type="text" id="<?cs var:id ?>" class="mono" value="<?cs var:url ?>" readonly data-copy></div><?cs /def ?>
<div class="head">
	<div class="head-text">
		<h1><?cs if:Given.name ?><?cs var:_("Feeds of a filter") ?><?cs else ?><?cs var:_("Calendar feed") ?><?cs /if ?></h1>
		<?cs if:Given.name ?><p class="muted"><?cs var:Given.name ?></p><?cs /if ?></div>
</div>
<section class="card">
<div class="body stack">
<div class="alert warn" role="status"><p><?cs if:Given.name ?><?cs var:_("These addresses are shown only once. Anyone who has them can read what the filter finds for you, so do not pass them on. You can take them back at any time in your account.")
	?><?cs else ?><?cs var:_("This address is shown only once. Anyone who has it can read your calendar, so do not pass it on. You can take it back at any time.") ?><?cs /if ?></p></div>
<?cs if:Given.name ?>
<?cs call:address("given-url", _("Dates, for a calendar program"), Given.calendar) ?>
<?cs call:address("given-news", _("News, for a feed reader"), Given.news) ?>
<p class="muted"><?cs var:_("The calendar has the due dates of open records, the news the 25 records that changed last. Restricted records are in neither.") ?></p>
<?cs else ?>
<?cs call:address("given-url", _("The address"), Given.calendar) ?>
<p class="muted"><?cs var:_("Add it in your calendar program as a calendar from the internet: Outlook, Apple Calendar, Google Calendar and DingTalk fetch changes by themselves.") ?></p>
<?cs /if ?>
<div class="actions"><a class="btn primary" href="/account#feed"><?cs var:_("I have copied it") ?></a></div>
</div>
</section>
