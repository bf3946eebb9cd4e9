<?cs # The compliance map of several sites, side by side (RX.19).
Map.{period,action}; Map.years.*, Map.parts.*.{value,label,selected}; Map.sites.*.{text,url}
Map.articles.*.{number,title}; .cells.*.{site,n,bad,url}, in the order of the sites ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/options.cs" ?><?cs include!"part/map_period.cs" ?><?cs include!"part/tag.cs" ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_("Compliance map of several sites") ?> <?cs var:Map.period ?></h1>
		<p class="muted"><?cs var:_("For each article and site: how much was recorded, and how much deviates. Of each site only what you may see there is counted.") ?></p>
	</div>
</div>
<?cs call:map_period() ?>
<section class="card">
<div class="scroll" tabindex="0" role="region" aria-label="<?cs var:_("Compliance map of several sites") ?>">
<table class="rows" id="sites"><caption class="vh"><?cs var:_("Compliance map of several sites") ?></caption>
<thead>
	<tr>
		<th scope="col"><?cs var:_("Article") ?></th>
		<?cs each:s = Map.sites ?><th scope="col"><a href="<?cs var:s.url ?>"><?cs var:s.text ?></a></th><?cs /each ?>
	</tr>
</thead>
<tbody>
	<?cs each:a = Map.articles ?>
		<tr id="article-<?cs var:a.number ?>">
			<td class="t"><?cs var:_f("Article %1", a.number, "") ?> <?cs var:a.title ?></td>
			<?cs each:c = a.cells ?>
				<td data-label="<?cs var:c.site ?>"><a href="<?cs var:c.url ?>"><?cs var:_f("recorded: %1", c.n, "") ?></a><?cs if:c.bad ?> <?cs call:tag("bad", _f("deviations: %1", c.bad, "")) ?><?cs /if ?></td>
			<?cs /each ?>
		</tr>
	<?cs /each ?>
</tbody>
</table></div>
</section>
