<?cs # The dashboard of a site.
Dash.{title,note}                       translated
Dash.new.*.{url,text,icon}              what this person may start
Dash.tiles.*.{label,value,unit,note,tone,url}
Dash.boards.*.{label,url,columns.*.{label,count,items.*.{url,number,title,note,late}}}   launches, iterations
Dash.charts.*.{id,label,chart_html,note,url,columns.*.{label,num},rows.*.cells.*.{text,num}}   chart_html: SVG made in C; the table is under it
Dash.duties.*.{label,due,state,tone,url}, Dash.duties_url
Dash.late.*.{url,number,title,who,due}
Dash.notices.*.{url,title,at,unread} ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?>
<div class="head"><div class="head-text"><h1><?cs var:Dash.title ?></h1><?cs if:Dash.note ?><p class="muted"><?cs var:Dash.note ?></p><?cs /if ?></div><?cs if:subcount(Dash.new) > #0 ?><div class="actions"><details class="menu"><summary class="btn primary"><?cs call:icon("plus") ?><?cs var:_("New") ?></summary><div><?cs each:n = Dash.new ?><a href="<?cs var:n.url ?>"><?cs call:icon(n.icon) ?><?cs var:n.text ?></a><?cs /each ?></div></details></div><?cs /if ?></div>
<?cs if:subcount(Dash.tiles) > #0 ?><ul class="tiles"><?cs each:t = Dash.tiles ?><li class="card tile"><p class="muted small"><?cs var:t.label ?></p><p class="figure"><?cs if:t.url ?><a href="<?cs var:t.url ?>"><?cs var:t.value ?><?cs if:t.unit ?> <small><?cs var:t.unit ?></small><?cs /if ?></a><?cs else ?><?cs var:t.value ?><?cs if:t.unit ?> <small><?cs var:t.unit ?></small><?cs /if ?><?cs /if ?></p><?cs if:t.note ?><p class="small <?cs var:t.tone ?>"><?cs var:t.note ?></p><?cs /if ?></li><?cs /each ?></ul><?cs /if ?>
<?cs each:b = Dash.boards ?>
<section class="card"><header><h2><?cs var:b.label ?></h2><?cs if:b.url ?><a class="small push" href="<?cs var:b.url ?>"><?cs var:_("All of them") ?></a><?cs /if ?></header>
<div class="board" tabindex="0" role="region" aria-label="<?cs var:b.label ?>"><?cs each:c = b.columns ?><section><h3><?cs var:c.label ?> <span class="n"><?cs var:c.count ?></span></h3><ul><?cs each:i = c.items ?><li<?cs if:i.late == "1" ?> class="is-late"<?cs /if ?>><a href="<?cs var:i.url ?>"><?cs var:i.title ?></a><p class="small"><span class="mono muted"><?cs var:i.number ?></span><?cs if:i.note ?> <?cs if:i.late == "1" ?><span class="late"><?cs var:i.note ?></span><?cs else ?><span class="muted"><?cs var:i.note ?></span><?cs /if ?><?cs /if ?></p></li><?cs /each ?></ul></section><?cs /each ?></div></section>
<?cs /each ?>
<div class="halves">
<?cs if:subcount(Dash.late) > #0 ?><section class="card"><header><h2><?cs var:_("Overdue") ?></h2></header><ul class="list"><?cs each:l = Dash.late ?><li><a href="<?cs var:l.url ?>"><?cs var:l.title ?></a><p class="small"><span class="mono muted"><?cs var:l.number ?></span> <span class="late"><?cs var:_f("was due %1", l.due, "") ?></span><?cs if:l.who ?> · <?cs var:l.who ?><?cs /if ?></p></li><?cs /each ?></ul></section><?cs /if ?>
<?cs if:subcount(Dash.duties) > #0 ?><section class="card"><header><h2><?cs var:_("Duties due") ?></h2><?cs if:Dash.duties_url ?><a class="small push" href="<?cs var:Dash.duties_url ?>"><?cs var:_("Calendar") ?></a><?cs /if ?></header><ul class="list"><?cs each:d = Dash.duties ?><li class="row"><div><?cs if:d.url ?><a href="<?cs var:d.url ?>"><?cs var:d.label ?></a><?cs else ?><?cs var:d.label ?><?cs /if ?><p class="muted small"><?cs var:d.due ?></p></div><span class="push"></span><?cs call:tag(d.tone, d.state) ?></li><?cs /each ?></ul></section><?cs /if ?>
<?cs each:c = Dash.charts ?>
<section class="card"><header><h2><?cs var:c.label ?></h2><?cs if:c.url ?><a class="small push" href="<?cs var:c.url ?>"><?cs var:_("Details") ?></a><?cs /if ?></header><div class="body"><figure><?cs uvar:c.chart_html ?><?cs if:c.note ?><figcaption class="muted small"><?cs var:c.note ?></figcaption><?cs /if ?></figure>
<details class="more"><summary><?cs var:_("The figures") ?></summary><div class="scroll"><table><thead><tr><?cs each:k = c.columns ?><th scope="col"<?cs if:k.num == "1" ?> class="num"<?cs /if ?>><?cs var:k.label ?></th><?cs /each ?></tr></thead><tbody><?cs each:r = c.rows ?><tr><?cs each:k = r.cells ?><td<?cs if:k.num == "1" ?> class="num"<?cs /if ?>><?cs var:k.text ?></td><?cs /each ?></tr><?cs /each ?></tbody></table></div></details></div></section>
<?cs /each ?>
<?cs if:subcount(Dash.notices) > #0 ?><section class="card"><header><h2><?cs var:_("Notices") ?></h2></header><ul class="list"><?cs each:n = Dash.notices ?><li><a href="<?cs var:n.url ?>"<?cs if:n.unread == "1" ?> class="title"<?cs /if ?>><?cs var:n.title ?></a><p class="muted small"><?cs var:n.at ?></p></li><?cs /each ?></ul></section><?cs /if ?>
</div>
