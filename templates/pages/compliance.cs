<?cs # The compliance map of a site in a period (RX.16).
Map.{period,days,action,print_url,zip_url,all_url}      zip_url, all_url may be absent
Map.years.*, Map.parts.*.{value,label,selected}
Map.deviating.*.{number,title,n}                        articles with deviations
Map.articles.*.{number,title,says,enforced,who,general,n,bad}; .proofs.*, .deviations.*.{text,n,url,bad} ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/options.cs" ?><?cs include!"part/map_period.cs" ?><?cs include!"part/tag.cs" ?>
<?cs def:map_counts(list, label, id) ?>
	<?cs if:subcount(list) > #0 ?>
		<div id="<?cs var:id ?>"><dt><?cs var:label ?></dt>
		<dd><ul>
			<?cs each:c = list ?>
				<li><?cs if:c.url ?><a href="<?cs var:c.url ?>"><?cs var:c.text ?></a><?cs else ?><span class="muted"><?cs var:c.text ?></span><?cs /if ?>
					<?cs if:c.bad ?><?cs call:tag("bad", c.n) ?><?cs else ?><b><?cs var:c.n ?></b><?cs /if ?></li>
			<?cs /each ?>
		</ul></dd></div>
	<?cs /if ?>
<?cs /def ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_("Compliance map") ?> <?cs var:Map.period ?></h1>
		<p class="muted"><?cs var:_f("The regulation article by article: what the portal enforces, what was recorded (%1), and what deviates.", Map.days, "") ?>
			<?cs var:_("Records that you may not see are not counted.") ?></p>
	</div>
	<div class="actions">
		<?cs if:Map.all_url ?><a class="btn" href="<?cs var:Map.all_url ?>"><?cs var:_("Several sites") ?></a><?cs /if ?>
		<a class="btn" href="<?cs var:Map.print_url ?>"><?cs call:icon("print") ?><?cs var:_("Print") ?></a>
		<?cs if:Map.zip_url ?><a class="btn" href="<?cs var:Map.zip_url ?>"><?cs call:icon("export") ?><?cs var:_("Archive for auditors") ?></a><?cs /if ?>
	</div>
</div>
<?cs call:map_period() ?>
<section class="card" id="deviations">
	<header><h2><?cs var:_("Articles with deviations") ?></h2></header>
	<?cs if:subcount(Map.deviating) > #0 ?>
		<nav class="chips" aria-label="<?cs var:_("Articles with deviations") ?>">
			<?cs each:d = Map.deviating ?>
				<span class="chip"><a href="#article-<?cs var:d.number ?>"><?cs var:_f("Article %1", d.number, "") ?> <?cs var:d.title ?> <?cs call:tag("bad", d.n) ?></a></span>
			<?cs /each ?>
		</nav>
	<?cs else ?><div class="body"><p class="muted"><?cs var:_("None in this period.") ?></p></div><?cs /if ?>
</section>
<?cs each:a = Map.articles ?>
<section class="card" id="article-<?cs var:a.number ?>">
	<header><h2><?cs var:_f("Article %1", a.number, "") ?> <?cs var:a.title ?></h2>
		<?cs if:a.bad ?><?cs call:tag("bad", _f("deviations: %1", a.bad, "")) ?><?cs elif:a.general ?><?cs call:tag("", _("general clause")) ?><?cs
		elif:a.n == "0" ?><?cs call:tag("warn", _("nothing recorded")) ?><?cs else ?><?cs call:tag("ok", _f("recorded: %1", a.n, "")) ?><?cs /if ?></header>
	<div class="body">
	<dl class="facts">
		<div class="wide"><dt><?cs if:a.general ?><?cs var:_("Why nothing is counted") ?><?cs else ?><?cs var:_("What the portal enforces") ?><?cs /if ?></dt><dd><?cs var:a.enforced ?></dd></div>
		<?cs call:map_counts(a.proofs, _("Evidence"), "evidence-" + a.number) ?>
		<?cs call:map_counts(a.deviations, _("Deviations"), "deviations-" + a.number) ?>
		<div><dt><?cs var:_("Who answers for it") ?></dt><dd><?cs var:a.who ?></dd></div>
	</dl>
	<details class="more"><summary><?cs var:_("What the article says") ?></summary><p class="prose"><?cs var:a.says ?></p></details>
	</div>
</section>
<?cs /each ?>
