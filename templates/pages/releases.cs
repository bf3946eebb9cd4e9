<?cs # The calendar of releases: a month of all platforms.
Releases.freezes.*.{starts_on,ends_on,reason,set_by}; Releases.none: in words, when the month is empty; Releases.freezes_url: where freezes are set; may be absent
Releases.undated.*.{url,number,title,state,tone,said}, Releases.undated_cut: what has no day yet; cut: that some are left out
Month…   see record/views.cs; rows.*.{said,crowded}: what is known of it, and that another one is as near ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"record/views.cs" ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_("Release calendar") ?></h1>
		<p class="muted">
			<?cs var:_("Releases and launches of all platforms: where they were done, otherwise where their window lies, otherwise when the plan says.") ?></p>
	</div>
	<?cs if:Releases.freezes_url ?><div class="actions"><a class="btn" href="<?cs var:Releases.freezes_url ?>"><?cs var:_("Freezes") ?></a></div><?cs /if ?>
</div>
<div class="stack">
<?cs if:subcount(Releases.freezes) > #0 ?>
<section class="card" id="freezes">
	<header><h2><?cs var:_("Freezes") ?></h2></header>
	<ul class="body">
	<?cs each:f = Releases.freezes ?>
		<li><?cs call:tag("warn", _("frozen")) ?> <span class="nw"><?cs var:f.starts_on ?> – <?cs var:f.ends_on ?></span>
			<?cs var:f.reason ?> <small class="muted"><?cs var:f.set_by ?></small></li>
	<?cs /each ?>
	</ul>
</section>
<?cs /if ?>
<section class="card">
<?cs call:month(Month) ?>
<?cs if:Releases.none ?><p class="body muted"><?cs var:Releases.none ?></p><?cs /if ?>
</section>
<?cs if:subcount(Releases.undated) > #0 ?>
<section class="card" id="undated">
	<header><h2><?cs var:_("Without a day yet") ?></h2></header>
	<ul class="body">
	<?cs each:r = Releases.undated ?>
		<li>
			<p><a href="<?cs var:r.url ?>"><?cs var:r.title ?></a>
				<small class="muted"><span class="mono"><?cs var:r.number ?></span> · <?cs var:r.said ?></small></p></li>
	<?cs /each ?>
	</ul>
	<?cs if:Releases.undated_cut ?><p class="body small muted"><?cs var:Releases.undated_cut ?></p><?cs /if ?>
</section>
<?cs /if ?>
</div>
