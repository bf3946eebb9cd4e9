<?cs # chart(c): figures as a picture, and the table with the same figures under it.
c.{id,label,legend.*.{text,place},chart_html,funnel,note,url,open,columns.*.{label,num},rows.*.cells.*.{text,url,num}}
chart_html: SVG made in C (view/chart.c); funnel "1": of steps, coloured by heat (view/funnel.c);
open "1": the table is shown at once ?>
<?cs def:chart(c) ?>
<section class="card"<?cs if:c.id ?> id="<?cs var:c.id ?>"<?cs /if ?>>
	<header>
		<h2><?cs var:c.label ?></h2>
		<?cs if:c.url ?><a class="small push" href="<?cs var:c.url ?>"><?cs var:_("Details") ?></a><?cs /if ?></header>
	<div class="body">
		<?cs if:c.chart_html ?>
			<figure>
				<?cs if:c.funnel == "1" ?>
					<div class="scroll chart-box" tabindex="0" role="region" aria-label="<?cs var:c.label ?>"><?cs uvar:c.chart_html ?></div>
				<?cs else ?><?cs uvar:c.chart_html ?><?cs /if ?><?cs if:subcount(c.legend) > #0 ?>
					<ul class="legend">
						<?cs each:l = c.legend ?>
						<li><span class="swatch <?cs if:c.funnel == "1" ?>h<?cs else ?>s<?cs /if ?><?cs var:l.place ?>"></span><?cs var:l.text ?></li>
						<?cs /each ?>
					</ul>
				<?cs /if ?>
				<?cs if:c.note ?><figcaption class="muted small"><?cs var:c.note ?></figcaption><?cs /if ?>
			</figure>
		<?cs elif:c.note ?>
			<p class="muted small"><?cs var:c.note ?></p>
		<?cs /if ?>
<details class="more"<?cs if:c.open == "1" ?> open<?cs /if ?>>
	<summary><?cs var:_("The figures") ?></summary>
	<div class="scroll" tabindex="0" role="region" aria-label="<?cs var:c.label ?>">
		<table>
			<thead>
				<tr>
					<?cs each:k = c.columns ?>
						<th scope="col"<?cs if:k.num == "1" ?> class="num"<?cs /if ?>><?cs var:k.label ?></th>
					<?cs /each ?>
				</tr>
			</thead>
			<tbody>
				<?cs each:r = c.rows ?>
					<tr>
						<?cs each:k = r.cells ?>
						<td<?cs if:k.num == "1" ?> class="num"<?cs /if ?>>
						<?cs if:k.url ?><a href="<?cs var:k.url ?>"><?cs var:k.text ?></a><?cs else ?><?cs var:k.text ?><?cs /if ?></td>
						<?cs /each ?>
					</tr>
				<?cs /each ?>
			</tbody>
		</table>
	</div>
</details>
</div>
</section>
<?cs /def ?>
