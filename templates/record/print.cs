<?cs # On paper (layout print). Official notices follow GB/T 9704: issuing body in red with a red line, number,
title, addressee, text, signature and date; everything else prints plainly.

Notice.{body,number,title,to,signed,date,text_html}   an official notice; absent: the plain print. text_html: safe HTML made in C
Notice.{copies,note,rights}                          copied to; a note below the line; what one may do about it, above the signature; may be empty
Notice.facts.*.{label,text}
Paper.back_url                                       for the screen only
Record.{number,title,kind,state}, Site.name, Paper.printed (who and when)
Facts.*, Rounds.*, Entries.*, Files.items.*, History.*   as record/show reads them, without forms
Parts.*.{title,kind,number,state,Facts…,Rounds…}      further records of the file (the whole launch); same names inside ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/timeline.cs" ?><?cs include!"part/history.cs" ?>
<?cs def:paper_facts(list) ?><?cs if:subcount(list) > #0 ?><table class="sheet"><tbody><?cs each:f = list ?><tr><th scope="row"><?cs var:f.label ?></th><td<?cs if:f.long == "1" ?> class="long"<?cs /if ?>><?cs if:subcount(f.items) > #0 ?><?cs each:i = f.items ?><?cs if:!first(i) ?><?cs var:_(", ") ?><?cs /if ?><?cs var:i.text ?><?cs /each ?><?cs else ?><?cs var:f.text ?><?cs /if ?></td></tr><?cs /each ?></tbody></table><?cs /if ?><?cs /def ?>
<?cs def:paper_entries(list) ?><?cs each:e = list ?><?cs if:subcount(e.rows) > #0 ?><h2><?cs var:e.label ?></h2><table class="sheet"><thead><tr><?cs each:c = e.columns ?><th scope="col"><?cs var:c.label ?></th><?cs /each ?></tr></thead><tbody><?cs each:row = e.rows ?><tr><?cs each:c = row.cells ?><td<?cs if:c.num == "1" ?> class="num"<?cs /if ?>><?cs var:c.text ?></td><?cs /each ?></tr><?cs /each ?></tbody></table><?cs /if ?><?cs /each ?><?cs /def ?>
<p class="screen"><a class="btn" href="<?cs var:Paper.back_url ?>"><?cs call:icon("back") ?><?cs var:_("Back to the record") ?></a> <span class="muted"><?cs var:_("Print with the browser: Ctrl+P. Paper A4.") ?></span></p>
<?cs if:Notice.title ?>
<article class="notice">
<p class="notice-body"><?cs var:Notice.body ?></p>
<p class="notice-number"><?cs var:Notice.number ?></p>
<hr>
<h1><?cs var:Notice.title ?></h1>
<?cs if:Notice.to ?><p class="notice-to"><?cs var:Notice.to ?></p><?cs /if ?>
<div class="notice-text"><?cs uvar:Notice.text_html ?></div>
<?cs if:subcount(Notice.facts) > #0 ?><table class="sheet"><tbody><?cs each:f = Notice.facts ?><tr><th scope="row"><?cs var:f.label ?></th><td class="long"><?cs var:f.text ?></td></tr><?cs /each ?></tbody></table><?cs /if ?>
<?cs if:Notice.rights ?><p><?cs var:Notice.rights ?></p><?cs /if ?>
<div class="notice-end"><p><?cs var:Notice.signed ?></p><p><?cs var:Notice.date ?></p></div>
<?cs if:Notice.note ?><p><?cs var:Notice.note ?></p><?cs /if ?>
<?cs if:Notice.copies ?><p class="notice-copies"><?cs var:Notice.copies ?></p><?cs /if ?>
</article>
<?cs else ?>
<article class="plainprint">
<p class="paper-top"><span><?cs var:Site.name ?> · <?cs var:Record.kind ?></span><span class="mono"><?cs var:Record.number ?></span></p>
<h1><?cs var:Record.title ?></h1>
<p><?cs var:_f("%1: %2", _("State"), Record.state) ?></p>
<?cs call:paper_facts(Facts) ?>
<?cs call:paper_entries(Entries) ?>
<?cs if:subcount(Rounds) > #0 ?><h2><?cs var:_("Opinions and decisions") ?></h2><?cs call:timeline(Rounds) ?><?cs /if ?>
<?cs if:subcount(Files.items) > #0 ?><h2><?cs var:_("Files") ?></h2><ul class="bullets"><?cs each:f = Files.items ?><li><?cs var:f.name ?> (<?cs var:f.size ?>)</li><?cs /each ?></ul><?cs /if ?>
<?cs if:subcount(History) > #0 ?><h2><?cs var:_("History") ?></h2><?cs call:history(History) ?><?cs /if ?>
<?cs each:p = Parts ?><section class="paper-part"><p class="paper-top"><span><?cs var:p.kind ?></span><span class="mono"><?cs var:p.number ?></span></p><h1><?cs var:p.title ?></h1><p><?cs var:_f("%1: %2", _("State"), p.state) ?></p><?cs call:paper_facts(p.Facts) ?><?cs call:paper_entries(p.Entries) ?><?cs if:subcount(p.Rounds) > #0 ?><h2><?cs var:_("Opinions and decisions") ?></h2><?cs call:timeline(p.Rounds) ?><?cs /if ?></section><?cs /each ?>
<p class="paper-end muted small"><?cs var:Paper.printed ?></p>
</article>
<?cs /if ?>
