<?cs # Search over everything one may see.
Search.{q,path}; Search.kinds.*.{value,label,selected}; Search.number_url: the record whose number was typed
Search.results.*.{url,number,title,kind,icon,state,tone,at,site,parts.*.{text,hit}}   parts: a passage, cut where words were found
Search.more.*.{url,text}  further results of one of several sites
Search.note              translated: how many, or why none
Pager…, Empty… ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/options.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/pager.cs" ?><?cs include!"part/empty.cs" ?>
<div class="head"><div class="head-text"><h1><?cs var:_("Search") ?></h1></div></div>
<section class="card">
<form class="filters" action="<?cs var:Search.path ?>" role="search" aria-label="<?cs var:_("Search") ?>">
	<div class="words"><label for="s-q"><?cs var:_("Words") ?></label><input type="search" id="s-q" name="q" value="<?cs var:Search.q ?>" maxlength="200"></div>
	<?cs if:subcount(Search.kinds) > #0 ?><?cs call:choice("kind", _("Kind"), Search.kinds) ?><?cs /if ?>
	<div class="actions"><button class="btn primary"><?cs var:_("Search") ?></button></div>
</form>
<?cs if:Search.note ?><p class="note muted small"><?cs var:Search.note ?></p><?cs /if ?>
<?cs if:subcount(Search.results) > #0 ?>
	<ul class="results">
		<?cs each:r = Search.results ?>
			<li>
				<p class="row">
					<?cs call:icon(r.icon) ?><a class="title" href="<?cs var:r.url ?>"><?cs var:r.title ?></a><?cs call:tag(r.tone, r.state) ?></p>
				<?cs if:subcount(r.parts) > #0 ?>
					<p>
						<?cs each:p = r.parts ?>
						<?cs if:p.hit == "1" ?><mark><?cs var:p.text ?></mark><?cs else ?><?cs var:p.text ?><?cs /if ?><?cs /each ?></p>
				<?cs /if ?>
				<p class="muted small">
					<?cs var:r.kind ?> <span class="mono"><?cs var:r.number ?></span> · <?cs if:r.site ?><?cs var:r.site ?> · <?cs /if ?><time><?cs var:r.at ?></time></p>
			</li>
		<?cs /each ?>
	</ul>
	<?cs if:subcount(Search.more) > #0 ?>
		<p class="note row">
			<?cs each:m = Search.more ?><a class="btn sm" href="<?cs var:m.url ?>"><?cs var:m.text ?></a><?cs /each ?></p>
	<?cs /if ?>
<?cs elif:Empty.title ?>
	<?cs call:empty(Empty) ?><?cs /if ?>
<?cs call:pager(Pager) ?>
</section>
