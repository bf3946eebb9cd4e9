<?cs # A mail, as HTML beside its text (src/courier/letter.c). Nothing in it is loaded from elsewhere.
Mail.{lang,site,settings_url,stop_url}   stop_url: absent where the installation signs no links
Mail.mark                                the line above which it is answered; absent where it cannot be
Mail.items.*.{actor,said,state,kind,number,title,at,url}
Mail.todo.*.{group,said,title,due,late,url}   what waits, of a digest; group: with the first of each; Mail.more_url: there is more
Mail.figures.*.{kind,open,late,bar,url}   how the site stands, for who wants that each week ?>
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
<?cs if:subcount(Mail.figures) > #0 ?>
	<h2><?cs var:_("What is open") ?></h2>
	<table cellpadding="4">
	<thead>
		<tr>
			<th align="left" scope="col"><?cs var:_("Kind") ?></th>
			<th align="right" scope="col"><?cs var:_("Open records") ?></th>
			<th align="right" scope="col"><?cs var:_("Overdue") ?></th>
			<td></td>
		</tr>
	</thead>
	<tbody>
	<?cs each:f = Mail.figures ?>
		<tr>
			<th align="left" scope="row"><a href="<?cs var:f.url ?>"><?cs var:f.kind ?></a></th>
			<td align="right"><?cs var:f.open ?></td>
			<td align="right"><?cs var:f.late ?></td>
			<td aria-hidden="true"><?cs var:f.bar ?></td>
		</tr>
	<?cs /each ?>
	</tbody>
	</table>
<?cs /if ?>
<?cs if:subcount(Mail.todo) > #0 ?>
	<h2><?cs var:_("My work") ?></h2>
	<?cs each:t = Mail.todo ?>
		<?cs if:t.group ?><h3><?cs var:t.group ?></h3><?cs /if ?>
		<p><a href="<?cs var:t.url ?>"><?cs var:t.said ?></a><?cs if:t.due ?> · <?cs if:t.late ?><b><?cs var:t.due ?> · <?cs var:_("overdue") ?></b><?cs else
			?><?cs var:t.due ?><?cs /if ?><?cs /if ?><?cs if:t.title ?><br>
			<?cs var:t.title ?><?cs /if ?></p>
	<?cs /each ?>
	<?cs if:Mail.more_url ?><p><a href="<?cs var:Mail.more_url ?>"><?cs var:_("There is more in the portal:") ?> <?cs var:_("My work") ?></a></p><?cs /if ?>
<?cs /if ?>
<hr>
<p><small>
	<?cs var:_f("You get this mail as a member of “%1”.", Mail.site, "") ?>
	<a href="<?cs var:Mail.settings_url ?>"><?cs var:_("Choose what you are told by mail") ?></a><?cs if:Mail.stop_url ?> ·
		<a href="<?cs var:Mail.stop_url ?>"><?cs var:_("No more such mail") ?></a><?cs /if ?></small></p>
</body>
</html>
