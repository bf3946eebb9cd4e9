<?cs # The compliance map on paper and in its archive (RX.16). Map as pages/compliance reads it, besides Map.{site,printed,back_url}; App.archived ?>
<?cs include!"part/icon.cs" ?>
<?cs def:paper_counts(list, label) ?>
	<?cs if:subcount(list) > #0 ?>
		<tr>
			<th scope="row"><?cs var:label ?></th>
			<td><?cs each:c = list ?><?cs if:!first(c) ?><br><?cs /if ?><?cs var:c.text ?>  <b><?cs var:c.n ?></b><?cs /each ?></td>
		</tr>
	<?cs /if ?>
<?cs /def ?>
<?cs if:App.archived != "1" ?>
<p class="screen"><a class="btn" href="<?cs var:Map.back_url ?>"><?cs call:icon("back") ?><?cs var:_("Back to the map") ?></a> <span
	class="muted"><?cs var:_("Print with the browser: Ctrl+P. Paper A4.") ?></span></p>
<?cs /if ?>
<article class="plainprint">
<p class="paper-top"><span><?cs var:Map.site ?></span><span><?cs var:Map.days ?></span></p>
<h1><?cs var:_("Compliance map") ?> <?cs var:Map.period ?></h1>
<?cs each:a = Map.articles ?>
	<h2><?cs var:_f("Article %1", a.number, "") ?> <?cs var:a.title ?></h2>
	<p class="small"><?cs var:a.says ?></p>
	<table class="sheet">
		<tbody>
			<tr>
				<th scope="row"><?cs if:a.general ?><?cs var:_("Why nothing is counted") ?><?cs else ?><?cs var:_("What the portal enforces") ?><?cs /if ?></th>
				<td><?cs var:a.enforced ?></td>
			</tr>
			<?cs call:paper_counts(a.proofs, _("Evidence")) ?>
			<?cs call:paper_counts(a.deviations, _("Deviations")) ?>
			<tr>
				<th scope="row"><?cs var:_("Who answers for it") ?></th>
				<td><?cs var:a.who ?></td>
			</tr>
		</tbody>
	</table>
<?cs /each ?>
<p class="paper-end muted small"><?cs var:_("Records that whoever printed this may not see are not counted.") ?> <?cs var:Map.printed ?></p>
</article>
