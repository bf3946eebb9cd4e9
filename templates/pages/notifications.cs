<?cs # What this person was told.
Told.action               where "read" goes; Told.unread "1": some are not read yet
Told.messages_url         what is told by mail; in a site
Told.items.*.{id,url,number,title,kind,icon,who,what,state,at,site,unread,read_url}
Pager…, Empty… ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/token.cs" ?><?cs include!"part/pager.cs" ?><?cs include!"part/empty.cs" ?>
<div class="head"><div class="head-text"><h1><?cs var:_("Notifications") ?></h1></div>
<?cs if:Told.messages_url ?><div class="actions"><a class="btn" href="<?cs var:Told.messages_url ?>"><?cs var:_("Messages by mail") ?></a></div><?cs /if ?>
<?cs if:Told.unread == "1" ?>
	<form method="post" action="<?cs var:Told.action ?>" class="actions">
		<?cs call:hidden("read-all") ?><button class="btn" name="all" value="1"><?cs call:icon("check") ?><?cs var:_("Mark all as read") ?></button></form>
<?cs /if ?>
</div>
<section class="card">
<?cs if:subcount(Told.items) > #0 ?>
<ul class="list">
	<?cs each:t = Told.items ?>
		<li<?cs if:t.unread == "1" ?> class="current row"<?cs /if ?>>
			<div>
				<p>
					<?cs if:t.unread == "1" ?><span class="vh"><?cs var:_("unread:") ?> </span><?cs /if ?><?cs if:t.who ?><b><?cs var:t.who ?></b> ·
						<?cs /if ?><?cs var:t.what ?><?cs if:t.state ?> · <?cs var:t.state ?><?cs /if ?></p>
				<p>
					<?cs if:t.url ?>
						<a<?cs if:t.unread == "1" ?> class="title" data-read<?cs /if ?> href="<?cs var:t.url ?>"><?cs var:t.title ?></a> <span
							class="mono muted small"><?cs var:t.number ?></span> <span class="muted small">·</span><?cs /if ?> <span
							class="muted small"><time><?cs var:t.at ?></time><?cs if:t.site ?> · <?cs var:t.site ?><?cs /if ?></span></p>
			</div>
			<?cs if:t.unread == "1" ?>
				<form method="post" action="<?cs var:t.read_url ?>" class="push">
					<?cs call:hidden("read-" + t.id) ?><input type="hidden" name="read" value="<?cs var:t.id ?>"><input type="hidden" name="next"
						value="<?cs var:Page.url ?>"><button class="btn quiet sm" title="<?cs var:_("Mark as read") ?>"><?cs call:icon("check") ?><span
						class="vh"><?cs var:_("Mark as read") ?></span></button></form>
			<?cs /if ?>
		</li>
	<?cs /each ?>
</ul>
<?cs else ?><?cs call:empty(Empty) ?><?cs /if ?>
<?cs call:pager(Pager) ?>
</section>
