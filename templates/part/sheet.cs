<?cs # sheet(): a record on paper, plainly: everything that is known of it, without forms.
Reads Site.name, Record.{number,title,kind,state}, Record.way, Facts.*, Blanks, Entries.*, Reports.*, Rounds.*, Opinions.items.*, Files.items.*, Comments.items.*, History.*
as record/show does. Needs part/tag.cs, timeline.cs, history.cs. ?>
<?cs def:paper_value(f) ?>
	<?cs if:subcount(f.items) > #0 ?>
		<?cs each:i = f.items ?><?cs if:!first(i) ?><?cs var:_(", ") ?><?cs /if ?><?cs var:i.text ?><?cs /each ?>
	<?cs elif:f.text_html ?>
		<div class="prose"><?cs uvar:f.text_html ?></div>
	<?cs else ?>
		<?cs var:f.text ?>
	<?cs /if ?>
<?cs /def ?>
<?cs def:paper_facts(list) ?>
	<?cs if:subcount(list) > #0 ?>
		<table class="sheet">
			<tbody>
				<?cs each:f = list ?>
					<tr>
						<th scope="row"><?cs var:f.label ?></th>
						<td<?cs if:f.long == "1" ?> class="long"<?cs /if ?>><?cs call:paper_value(f) ?></td>
					</tr>
				<?cs /each ?>
			</tbody>
		</table>
	<?cs /if ?>
<?cs /def ?>
<?cs def:paper_rows(t) ?>
	<table class="sheet">
		<thead>
			<tr>
				<?cs each:c = t.columns ?>
					<th scope="col"<?cs if:c.num == "1" ?> class="num"<?cs /if ?>><?cs var:c.label ?></th>
				<?cs /each ?>
			</tr>
		</thead>
		<tbody>
			<?cs each:row = t.rows ?>
				<tr>
					<?cs each:c = row.cells ?>
						<td<?cs if:c.num == "1" ?> class="num"<?cs /if ?>><?cs var:c.text ?><?cs if:c.at ?> <?cs var:c.at ?><?cs /if ?></td>
					<?cs /each ?>
				</tr>
			<?cs /each ?>
		</tbody>
	</table>
<?cs /def ?>
<?cs def:paper_entries(list) ?>
	<?cs each:e = list ?>
		<?cs if:subcount(e.rows) > #0 ?>
			<h2><?cs var:e.label ?></h2>
			<?cs if:e.chart_html ?><?cs uvar:e.chart_html ?><?cs /if ?><?cs call:paper_rows(e) ?><?cs /if ?><?cs /each ?><?cs /def ?>
<?cs def:paper_table(t) ?>
	<?cs if:t.label ?><h3><?cs var:t.label ?></h3><?cs /if ?>
	<?cs if:subcount(t.rows) > #0 ?><?cs call:paper_rows(t) ?><?cs else ?><p><?cs var:t.empty ?></p><?cs /if ?>
<?cs /def ?>
<?cs def:sheet() ?>
<p class="paper-top"><span><?cs if:Site.name ?><?cs var:Site.name ?> · <?cs /if ?><?cs var:Record.kind ?></span><span class="mono"><?cs var:Record.number ?></span></p>
<h1><?cs var:Record.title ?></h1>
<p><?cs var:_f("%1: %2", _("State"), Record.state) ?></p>
<?cs if:subcount(Record.way) > #0 ?>
	<h2><?cs var:_("Its way") ?></h2>
	<table class="sheet">
		<tbody>
			<?cs each:w = Record.way ?>
				<tr><th scope="row"><?cs var:w.label ?></th><td><?cs var:w.day ?></td><td><?cs each:b = w.by ?><?cs if:!first(b) ?><?cs var:_(", ") ?><?cs /if ?><?cs var:b.text ?><?cs /each ?></td></tr>
			<?cs /each ?>
		</tbody>
	</table>
<?cs /if ?>
<?cs call:paper_facts(Facts) ?>
<?cs if:subcount(Blanks) > #0 ?>
	<p class="muted small"><?cs var:_("Not filled in") ?>: <?cs each:b = Blanks ?><?cs if:!first(b) ?><?cs var:_(", ") ?><?cs /if ?><?cs var:b ?><?cs /each ?></p><?cs /if ?>
<?cs call:paper_entries(Entries) ?>
<?cs each:r = Reports ?>
	<h2><?cs var:r.label ?><?cs if:r.note ?> <span class="small muted"><?cs var:r.note ?></span><?cs /if ?></h2>
	<?cs if:r.text_html ?><div class="prose"><?cs uvar:r.text_html ?></div><?cs /if ?>
	<?cs each:t = r.tables ?><?cs call:paper_table(t) ?><?cs /each ?><?cs call:paper_facts(r.texts) ?><?cs /each ?>
<?cs if:subcount(Rounds) > #0 ?><h2><?cs var:_("Opinions and decisions") ?></h2><?cs call:timeline(Rounds) ?><?cs /if ?>
<?cs if:subcount(Files.items) > #0 ?>
	<h2><?cs var:_("Files") ?></h2>
	<ul class="bullets"><?cs each:f = Files.items ?><li><?cs var:f.name ?> (<?cs var:f.size ?>)</li><?cs /each ?></ul>
<?cs /if ?>
<?cs if:subcount(Comments.items) > #0 ?>
	<h2><?cs var:_("Comments") ?></h2>
	<?cs if:Comments.cut ?><p class="muted small"><?cs var:Comments.cut ?></p><?cs /if ?>
	<?cs each:c = Comments.items ?>
		<div class="comment"><p class="muted small"><?cs var:c.name ?> <?cs var:c.at ?></p><?cs uvar:c.body_html ?></div>
	<?cs /each ?>
<?cs /if ?>
<?cs if:subcount(History) > #0 ?><h2><?cs var:_("History") ?></h2><?cs call:history(History) ?><?cs /if ?>
<?cs /def ?>
