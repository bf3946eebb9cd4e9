<?cs # running(list): what runs against a clock, a strip for each kind; nothing when nothing runs.
list.*.{label,note,cut}       what, and as of when; cut: that some are left out
list.*.items.*.{url,number,title,state,site,since,took,over,late}     site: where several are shown together; over: what is left, or, late "1", how long over ?>
<?cs def:running(list) ?>
<?cs each:r = list ?>
<section class="card running">
	<h2><?cs var:r.label ?> <small class="muted"><?cs var:r.note ?></small></h2>
	<ul>
		<?cs each:i = r.items ?>
			<li<?cs if:i.late == "1" ?> class="is-late"<?cs /if ?>><a href="<?cs var:i.url ?>" title="<?cs var:i.number ?> <?cs var:i.title ?>"><?cs var:i.title ?></a>
				<small class="muted"><span class="mono"><?cs var:i.number ?></span> · <?cs if:i.site ?><?cs var:i.site ?> · <?cs /if ?><?cs var:i.state ?> · <?cs var:_f("since %1", i.since, "") ?> ·
					<?cs var:i.took ?></small>
				<b<?cs if:i.late == "1" ?> class="late"<?cs /if ?>><?cs var:i.over ?></b></li>
		<?cs /each ?>
	</ul>
	<?cs if:r.cut ?><p class="small muted"><?cs var:r.cut ?></p><?cs /if ?>
</section>
<?cs /each ?>
<?cs /def ?>
