<?cs # entries(e): the entries of one sort, what can be done to each, and the form for one more.
e.{name,label,hint,article…,count,note,tone,empty}   note: how many are not finished; empty: what to do when there are none
e.all_url                              where all of them are, when not all are here
e.chart_html                           safe SVG made in C (view/gantt.c): the same as a plan over time
e.columns.*.{label,num}, e.acts        acts "1": some row has something to do
e.rows.*.{id,version,cells.*.{text,url,items,tone,num,wide,label,at},actions.*.{name,value,label,danger},url}
   at: when, after who; wide: has a line of its own on a phone; label: of days, figures and people, said before them there, where the head of the table is not
e.inner                                "1": in a section
e.said                                 translated: what came of an entry just now
e.form.{fields.*,wrong,complaint,open}, e.may_add, e.action, e.add
e.uploads                              "1": the form carries files; e.limits: how much (part/upload.cs)
Needs part/icon.cs, tag.cs, token.cs, field.cs, errors.cs, said.cs, upload.cs, article (conditions.cs). ?>
<?cs def:entry_actions(row, e) ?>
<?cs if:row.url ?><a class="btn quiet sm" href="<?cs var:row.url ?>"><?cs var:_("Open") ?></a><?cs /if ?>
<?cs if:subcount(row.actions) > #0 ?>
	<form method="post" action="<?cs var:e.action ?>/<?cs var:row.id ?>" data-once>
		<?cs call:hidden("entry-" + e.name + row.id + "-" + row.version) ?><?cs each:a = row.actions ?><button
			class="btn sm<?cs if:a.danger == "1" ?> danger<?cs /if ?>" name="<?cs var:a.name ?>"
			value="<?cs var:a.value ?>"><?cs var:a.label ?></button><?cs /each ?></form>
<?cs /if ?>
<?cs /def ?>
<?cs def:cell(c) ?>
	<?cs if:c.tone ?>
		<?cs call:tag(c.tone, c.text) ?><?cs elif:subcount(c.items) > #0 ?><?cs each:i = c.items ?><a
			href="<?cs var:i.url ?>"><?cs var:i.text ?></a> <?cs /each ?><?cs elif:c.url ?><a
			href="<?cs var:c.url ?>"><?cs var:c.text ?></a><?cs else ?><?cs var:c.text ?><?cs if:c.at ?> <span
			class="muted nw"><?cs var:c.at ?></span><?cs /if ?><?cs /if ?><?cs /def ?>
<?cs def:entries_title(e) ?><?cs var:e.label ?><?cs if:e.count ?> <span class="n"><?cs var:e.count ?></span><?cs /if ?><?cs /def ?>
<?cs def:entries(e) ?>
<section class="card" id="<?cs var:e.name ?>">
<header>
	<?cs if:e.inner == "1" ?><h3><?cs call:entries_title(e) ?></h3><?cs else ?><h2><?cs call:entries_title(e) ?></h2><?cs /if ?>
	<?cs call:article(e) ?><?cs if:e.note ?><span class="push"></span><?cs call:tag(e.tone, e.note) ?><?cs /if ?></header>
<?cs call:said(e) ?>
<?cs if:e.chart_html ?><div class="scroll chart-box" tabindex="0" role="region" aria-label="<?cs var:_f("%1 over time", e.label, "") ?>"><?cs uvar:e.chart_html ?></div><?cs /if ?>
<?cs if:subcount(e.rows) > #0 ?>
<div class="scroll" tabindex="0" role="region" aria-label="<?cs var:e.label ?>">
	<table class="rows">
		<thead>
			<tr>
				<?cs each:c = e.columns ?>
					<th scope="col"<?cs if:c.num == "1" ?> class="num"<?cs /if ?>><?cs var:c.label ?></th>
				<?cs /each ?>
				<?cs if:e.acts == "1" ?><th scope="col"><span class="vh"><?cs var:_("Actions") ?></span></th><?cs /if ?>
			</tr>
		</thead>
<tbody>
	<?cs each:row = e.rows ?>
		<tr<?cs if:row.id ?> id="<?cs var:e.name ?>-<?cs var:row.id ?>"<?cs /if ?>>
			<?cs each:c = row.cells ?>
				<td<?cs if:c.num == "1" ?> class="num"<?cs elif:c.wide == "1" ?> class="t"<?cs elif:c.whole == "1" ?> class="nw"<?cs /if ?><?cs if:c.label ?> data-label="<?cs var:c.label ?>"<?cs /if ?>>
					<?cs call:cell(c) ?></td>
			<?cs /each ?>
			<?cs if:e.acts == "1" ?><td class="acts"><?cs call:entry_actions(row, e) ?></td><?cs /if ?>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
<?cs if:e.all_url ?><p class="body"><a href="<?cs var:e.all_url ?>"><?cs var:_("Show all") ?></a></p><?cs /if ?>
<?cs elif:e.empty ?><p class="body muted"><?cs var:e.empty ?></p>
<?cs /if ?>
<?cs if:e.may_add == "1" ?>
<details class="more body"<?cs if:e.form.wrong == "1" || e.form.open == "1" ?> open<?cs /if ?>><summary><?cs call:icon("plus") ?><?cs var:e.add ?></summary>
<form method="post" action="<?cs var:e.action ?>" novalidate data-once data-unsaved<?cs if:e.uploads == "1" ?>
	enctype="multipart/form-data"<?cs call:limits(e.limits) ?><?cs /if ?>><?cs call:hidden("add-" + e.name + e.count) ?>
<?cs if:e.hint ?><p class="hint"><?cs var:e.hint ?></p><?cs /if ?>
<?cs call:errors(e.form, "e-" + e.name) ?><?cs call:fields(e.form, "e-" + e.name) ?>
<div class="actions"><button class="btn primary"><?cs var:_("Save") ?></button></div></form></details>
<?cs /if ?>
</section>
<?cs /def ?>
