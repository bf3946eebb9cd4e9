<?cs # Triage: work quickly through what was submitted (R23.2). One is shown with its form; saving leads to the next.
Triage.{title,note}             translated
Triage.{left,done}              as text: how many still, how many this month
Triage.items.*.{url,number,title,age,current,late}
Triage.record.{url,number,title,by,at,facts.*.{label,text,long}}; absent when nothing is left
Triage.action                   where the form posts; Triage.number: the record's number goes with it
Triage.fields.*, Triage.{wrong,complaint}    see part/field.cs
Triage.skip_url
Triage.meeting.*.{label,count,url}    results of this month's meeting, by decision; Triage.minutes_url
Empty… ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?><?cs include!"part/empty.cs" ?>
<div class="head"><div class="head-text"><h1><?cs var:Triage.title ?></h1><p class="muted"><?cs var:Triage.note ?></p></div><?cs if:Triage.minutes_url ?><div class="actions"><a class="btn" href="<?cs var:Triage.minutes_url ?>"><?cs call:icon("file") ?><?cs var:_("Results of the meeting") ?></a></div><?cs /if ?></div>
<?cs if:subcount(Triage.meeting) > #0 ?><ul class="counts"><?cs each:m = Triage.meeting ?><li><a href="<?cs var:m.url ?>"><b><?cs var:m.count ?></b> <?cs var:m.label ?></a></li><?cs /each ?></ul><?cs /if ?>
<?cs if:Triage.record.number ?>
<div class="split triage">
<section class="card next"><div class="next-what"><p class="kicker"><span class="mono"><?cs var:Triage.record.number ?></span> <?cs var:Triage.record.by ?> · <?cs var:Triage.record.at ?></p><h2><a href="<?cs var:Triage.record.url ?>"><?cs var:Triage.record.title ?></a></h2></div>
<dl class="facts body"><?cs each:f = Triage.record.facts ?><div<?cs if:f.long == "1" ?> class="wide"<?cs /if ?>><dt><?cs var:f.label ?></dt><dd<?cs if:f.long == "1" ?> class="long"<?cs /if ?>><?cs var:f.text ?></dd></div><?cs /each ?></dl>
<form method="post" action="<?cs var:Triage.action ?>" class="body sunken" novalidate data-once><?cs call:hidden("triage-" + Triage.record.number) ?><input type="hidden" name="number" value="<?cs var:Triage.record.number ?>"><input type="hidden" name="version" value="<?cs var:Triage.record.version ?>">
<?cs call:errors(Triage, "t") ?><?cs call:fields(Triage, "t") ?>
<div class="actions"><button class="btn primary" name="move" value="triage"><?cs var:_("Save and go on") ?></button><?cs if:Triage.skip_url ?><a class="btn quiet" href="<?cs var:Triage.skip_url ?>"><?cs var:_("Later") ?></a><?cs /if ?></div></form>
</section>
<section class="card"><header><h2><?cs var:_("Still open") ?> <span class="n"><?cs var:Triage.left ?></span></h2></header><ul class="list"><?cs each:i = Triage.items ?><li<?cs if:i.current == "1" ?> class="current"<?cs /if ?>><a href="<?cs var:i.url ?>"<?cs if:i.current == "1" ?> aria-current="true"<?cs /if ?>><?cs var:i.title ?></a><p class="small"><span class="mono muted"><?cs var:i.number ?></span> <?cs if:i.late == "1" ?><span class="late"><?cs var:i.age ?></span><?cs else ?><span class="muted"><?cs var:i.age ?></span><?cs /if ?></p></li><?cs /each ?></ul></section>
</div>
<?cs else ?><section class="card"><?cs call:empty(Empty) ?></section><?cs /if ?>
