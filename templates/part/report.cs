<?cs # report(r): what is drawn from what belongs to a record: tables, then texts.
r.{name,label,note,inner,article…}       inner "1": in a section
r.tables.*.{label,region,empty,hint,cut,columns.*.{label,num},rows.*.{sum,cells.*.{text,url,link,tone,num,whole}}}   region: what it is called where it has no label; empty: what is said without rows;
   hint: what is counted; cut: of how many these are the latest; url: what is different from that version, link: the record of that number; whole: it stays in one line
r.texts.*.{label,text}
r.text_html                                  a text that needs no label, above the tables: safe HTML made in C; may not be there
Needs part/tag.cs and part/article.cs. ?>
<?cs def:report_body(t, class) ?>
	<?cs if:subcount(t.rows) > #0 ?>
		<div class="scroll" tabindex="0" role="region" aria-label="<?cs if:t.label ?><?cs var:t.label ?><?cs elif:t.region ?><?cs var:t.region ?><?cs else ?><?cs
			var:_("The figures") ?><?cs /if ?>">
			<table<?cs if:class ?> class="<?cs var:class ?>"<?cs /if ?>>
				<thead>
					<tr>
						<?cs each:c = t.columns ?>
						<th scope="col"<?cs if:c.num == "1" ?> class="num"<?cs /if ?>><?cs var:c.label ?></th>
						<?cs /each ?>
					</tr>
				</thead>
				<tbody>
					<?cs each:row = t.rows ?>
						<tr<?cs if:row.sum == "1" ?> class="sum"<?cs /if ?>>
						<?cs each:c = row.cells ?>
						<td<?cs if:c.num == "1" ?> class="num"<?cs elif:c.whole == "1" ?> class="nw"<?cs /if ?>>
						<?cs if:c.tone ?>
						<?cs call:tag(c.tone, c.text) ?><?cs elif:c.url ?><a
							href="<?cs var:c.url ?>"><?cs var:_f("%1: see what has changed since", c.text, "") ?></a><?cs elif:c.link ?><a class="mono"
							href="<?cs var:c.link ?>"><?cs var:c.text ?></a><?cs else ?><?cs var:c.text ?><?cs /if ?></td>
						<?cs /each ?>
						</tr>
					<?cs /each ?>
				</tbody>
			</table>
		</div>
		<?cs if:t.cut ?><p class="small muted"><?cs var:t.cut ?></p><?cs /if ?>
		<?cs if:t.hint ?><p class="small muted"><?cs var:t.hint ?></p><?cs /if ?>
	<?cs else ?>
		<p class="muted"><?cs var:t.empty ?></p>
	<?cs /if ?>
<?cs /def ?>
<?cs def:report_table(t, class) ?><?cs if:t.label ?><h3><?cs var:t.label ?></h3><?cs /if ?><?cs call:report_body(t, class) ?><?cs /def ?>
<?cs def:report_texts(list) ?>
	<?cs if:subcount(list) > #0 ?>
		<dl class="facts">
			<?cs each:x = list ?>
				<div class="wide"><dt><?cs var:x.label ?></dt><dd class="long"><?cs var:x.text ?></dd></div>
			<?cs /each ?>
		</dl>
	<?cs /if ?>
<?cs /def ?>
<?cs def:report(r) ?>
<section class="card" id="<?cs var:r.name ?>">
<header>
	<?cs if:r.inner == "1" ?><h3><?cs var:r.label ?></h3><?cs else ?><h2><?cs var:r.label ?></h2><?cs /if ?>
	<?cs call:article(r) ?><?cs if:r.note ?><span class="push small muted"><?cs var:r.note ?></span><?cs /if ?></header>
<div class="body stack-s">
	<?cs if:r.text_html ?><div class="prose"><?cs uvar:r.text_html ?></div><?cs /if ?>
	<?cs each:t = r.tables ?><?cs call:report_table(t, "") ?><?cs /each ?><?cs call:report_texts(r.texts) ?></div>
</section>
<?cs /def ?>
