<?cs # On paper (layout print). Official notices follow GB/T 9704: issuing body in red with a red line, number,
title, addressee, text, signature and date; everything else prints plainly.

Notice.{body,number,title,to,signed,date}            an official notice; absent: the plain print
Notice.printed                                       who issued it and when; absent: it is not issued
Notice.parts.*.{head,text_html}                      its text; head may be empty; text_html: safe HTML made in C
Notice.{copies,note,rights}                          copied to; a note below the line; what one may do about it, above the signature; may be empty
Notice.facts.*.{label,text}
Reports.*                                            in a notice: numbered sections, a text above its tables
Paper.back_url                                       for the screen only
Record.{number,title,kind,state}, Site.name, Paper.printed (who and when)
Facts.*, Rounds.*, Entries.*, Reports.*, Files.items.*, History.*   as record/show reads them, without forms ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/timeline.cs" ?><?cs include!"part/history.cs" ?><?cs include!"part/sheet.cs" ?>
<p class="screen"><a class="btn" href="<?cs var:Paper.back_url ?>"><?cs call:icon("back") ?><?cs var:_("Back to the record") ?></a> <span
	class="muted"><?cs var:_("Print with the browser: Ctrl+P. Paper A4.") ?></span></p>
<?cs if:Notice.title ?>
<article class="notice">
<p class="notice-body"><?cs var:Notice.body ?></p>
<p class="notice-number"><?cs var:Notice.number ?></p>
<hr>
<h1><?cs var:Notice.title ?></h1>
<?cs if:Notice.to ?><p class="notice-to"><?cs var:Notice.to ?></p><?cs /if ?>
<?cs each:p = Notice.parts ?><?cs if:p.head ?><h2><?cs var:p.head ?></h2><?cs /if ?><div class="notice-text"><?cs uvar:p.text_html ?></div><?cs /each ?>
<?cs if:subcount(Notice.facts) > #0 ?>
	<table class="sheet">
		<tbody>
			<?cs each:f = Notice.facts ?>
				<tr><th scope="row"><?cs var:f.label ?></th><td class="long"><?cs var:f.text ?></td></tr>
			<?cs /each ?>
		</tbody>
	</table>
<?cs /if ?>
<?cs each:r = Reports ?>
	<h2 class="counted"><?cs var:r.label ?></h2>
	<?cs if:r.text_html ?><div class="notice-text"><?cs uvar:r.text_html ?></div><?cs /if ?>
	<?cs each:t = r.tables ?><?cs call:paper_table(t) ?><?cs /each ?><?cs /each ?>
<?cs if:Notice.rights ?><p><?cs var:Notice.rights ?></p><?cs /if ?>
<div class="notice-end"><p><?cs var:Notice.signed ?></p><p><?cs var:Notice.date ?></p></div>
<?cs if:Notice.note ?><p><?cs var:Notice.note ?></p><?cs /if ?>
<?cs if:Notice.printed ?>
	<div class="notice-copies">
		<?cs if:Notice.copies ?><p><?cs var:Notice.copies ?></p><?cs /if ?>
		<p class="row"><span><?cs var:Notice.signed ?></span><span class="push"><?cs var:Notice.printed ?></span></p></div>
<?cs /if ?>
</article>
<?cs else ?>
<article class="plainprint">
<?cs call:sheet() ?>
<p class="paper-end muted small"><?cs var:Paper.printed ?></p>
</article>
<?cs /if ?>
