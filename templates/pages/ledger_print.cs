<?cs # The ledger on paper, as it is filtered.
List.{title}, List.active.*.text, List.columns.*.{label,num}, List.rows.* as record/list reads them; Paper.{back_url,printed,note} ?>
<?cs include!"part/icon.cs" ?>
<p class="screen"><a class="btn" href="<?cs var:Paper.back_url ?>"><?cs call:icon("back") ?><?cs var:_("Back to the ledger") ?></a> <span
	class="muted"><?cs var:_("Print with the browser: Ctrl+P. Paper A4.") ?></span></p>
<article class="plainprint ledger-paper">
<h1><?cs var:List.title ?></h1>
<p class="small"><?cs each:a = List.active ?><?cs var:a.text ?> &nbsp; <?cs /each ?></p>
<?cs if:Paper.note ?><p class="small"><?cs var:Paper.note ?></p><?cs /if ?>
<div class="scroll" tabindex="0" role="region" aria-label="<?cs var:List.title ?>">
	<table class="sheet">
		<thead>
			<tr>
				<th scope="col"><?cs var:_("Number") ?></th>
				<th scope="col"><?cs var:_("Title") ?></th>
				<th scope="col"><?cs var:_("State") ?></th>
				<?cs each:c = List.columns ?>
					<th scope="col"<?cs if:c.num ?> class="num"<?cs /if ?>><?cs var:c.label ?></th>
				<?cs /each ?>
			</tr>
		</thead>
<tbody>
	<?cs each:r = List.rows ?>
		<tr>
			<td class="mono"><?cs var:r.number ?></td>
			<td><?cs var:r.title ?></td>
			<td><?cs var:r.state ?></td>
			<?cs each:c = r.cells ?><td<?cs if:c.num ?> class="num"<?cs /if ?>><?cs var:c ?></td><?cs /each ?>
			<td><?cs var:r.due ?></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
<p class="paper-end muted small"><?cs var:Paper.printed ?></p>
</article>
