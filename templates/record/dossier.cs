<?cs # The whole file of a record (layout print): this page is around it, the records follow where the mark is.
Paper.{back_url,zip_url,printed}       the first two for the screen only
Record.{number,title,kind,state}, Site.name
Parts.*.{number,title,kind,state}      what is in it
Mark                                   where the records go ?>
<?cs include!"part/icon.cs" ?>
<?cs if:Paper.back_url ?>
	<p class="screen"><a class="btn" href="<?cs var:Paper.back_url ?>"><?cs call:icon("back") ?><?cs var:_("Back to the record") ?></a> <a
		class="btn" href="<?cs var:Paper.zip_url ?>"><?cs call:icon("download") ?><?cs var:_("Download with all attachments (.zip)") ?></a> <span
		class="muted"><?cs var:_("Print with the browser: Ctrl+P. Paper A4.") ?></span></p>
<?cs /if ?>
<article class="plainprint">
<p class="paper-top"><span><?cs var:Site.name ?> · <?cs var:Record.kind ?></span><span class="mono"><?cs var:Record.number ?></span></p>
<h1><?cs var:_f("Complete file: %1", Record.title, "") ?></h1>
<p><?cs var:_f("%1: %2", _("State"), Record.state) ?></p>
<table class="sheet">
	<thead>
		<tr>
			<th scope="col"><?cs var:_("Kind") ?></th>
			<th scope="col"><?cs var:_("No.") ?></th>
			<th scope="col"><?cs var:_("Title") ?></th>
			<th scope="col"><?cs var:_("State") ?></th>
		</tr>
	</thead>
	<tbody>
		<?cs each:p = Parts ?>
			<tr>
				<td><?cs var:p.kind ?></td>
				<td class="mono"><a href="#<?cs var:p.number ?>"><?cs var:p.number ?></a></td>
				<td><?cs var:p.title ?></td>
				<td><?cs var:p.state ?></td>
			</tr>
		<?cs /each ?>
	</tbody>
</table>
</article>
<?cs var:Mark ?>
<p class="paper-end muted small"><?cs var:Paper.printed ?></p>
