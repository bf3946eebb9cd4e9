<?cs # invitations(list): sites that wait for this person's answer. list.*.{site,site_id,id,by,on,until} ?>
<?cs def:invitations(list) ?>
	<?cs each:i = list ?>
		<div class="alert warn" role="status">
			<p><b><?cs var:_f("%1 invites you to %2", i.by, i.site) ?></b> <span
				class="muted small"><?cs var:_f("Valid until %1.", i.until, "") ?></span><br><?cs var:_("Once you accept, the members of the site can see your name, and its administrators can also see your login name and e-mail address.") ?></p>
			<form method="post" action="/account/invitations" class="actions">
				<?cs call:hidden("invitation-" + i.site_id + "-" + i.id) ?><input type="hidden" name="site" value="<?cs var:i.site_id ?>"><input
					type="hidden" name="id" value="<?cs var:i.id ?>"><button class="btn sm primary" name="act"
					value="accept"><?cs var:_("Accept") ?></button><button class="btn sm" name="act"
					value="decline"><?cs var:_("Decline the invitation") ?></button></form>
		</div>
	<?cs /each ?>
<?cs /def ?>
