<?cs # A mail, as HTML beside its text (src/courier/letter.c). Nothing in it is loaded from elsewhere.
Mail.{lang,site,settings_url,stop_url}   stop_url: absent where the installation signs no links
Mail.mark                                the line above which it is answered; absent where it cannot be
Mail.items.*.{actor,said,state,kind,number,title,at,url} ?>
<!doctype html>
<html lang="<?cs var:Mail.lang ?>">
<head><meta charset="utf-8"><title><?cs var:Mail.site ?></title></head>
<body>
<?cs if:Mail.mark ?><p><small><?cs var:Mail.mark ?></small></p><?cs /if ?>
<?cs each:i = Mail.items ?>
	<p>
		<?cs if:i.actor ?><b><?cs var:i.actor ?></b> · <?cs /if ?><?cs var:i.said ?><?cs if:i.state ?> · <?cs var:i.state ?><?cs /if ?><br>
		<?cs if:i.number ?><a href="<?cs var:i.url ?>"><?cs var:i.kind ?> <?cs var:i.number ?></a> <?cs var:i.title ?><?cs else ?><a
			href="<?cs var:i.url ?>"><?cs var:_("Notifications") ?></a><?cs /if ?><br>
		<small><?cs var:i.at ?></small></p>
<?cs /each ?>
<hr>
<p><small>
	<?cs var:_f("You get this mail as a member of “%1”.", Mail.site, "") ?>
	<a href="<?cs var:Mail.settings_url ?>"><?cs var:_("Choose what you are told by mail") ?></a><?cs if:Mail.stop_url ?> ·
		<a href="<?cs var:Mail.stop_url ?>"><?cs var:_("No more such mail") ?></a><?cs /if ?></small></p>
</body>
</html>
