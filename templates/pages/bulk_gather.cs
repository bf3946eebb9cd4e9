<?cs # Ticked in my work, but of several kinds or sites: each is decided on by itself.
Gather.back_url; Gather.heaps.*.{kind,icon,site,count,url} ?>
<?cs include!"part/icon.cs" ?>
<div class="head">
	<div class="head-text"><h1><?cs var:_("bulk.gather") ?></h1><p class="muted"><?cs var:_("bulk.gather.note") ?></p></div>
	<div class="actions"><a class="btn" href="<?cs var:Gather.back_url ?>"><?cs call:icon("back") ?><?cs var:_("Back") ?></a></div>
</div>
<section class="card">
	<ul class="todo">
		<?cs each:h = Gather.heaps ?>
			<li><span class="todo-icon"><?cs call:icon(h.icon) ?></span>
				<div class="todo-text"><p><b><?cs var:h.kind ?></b></p><p class="muted small"><?cs var:h.site ?></p></div>
				<p class="todo-when small"><?cs var:h.count ?></p>
				<a class="btn sm<?cs if:first(h) ?> primary<?cs /if ?>" href="<?cs var:h.url ?>"><?cs var:_("bulk.go") ?><span class="vh">
					<?cs var:h.kind ?>, <?cs var:h.site ?></span></a></li>
		<?cs /each ?>
	</ul>
</section>
