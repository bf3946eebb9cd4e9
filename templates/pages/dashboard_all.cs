<?cs # Behind the first page of a site: where everything stands.
Dash.{title,note,url}                   translated; url: the first page
Dash.boards.*.{label,url,columns.*}     requirements …: a column per state
  column.{label,count,late,url,more,items.*.{url,number,title,waits,note}}   late: how many are; more "1": not all are shown;
                                        waits: what for and whom; note: since when it is late
Dash.kinds.*.{label,icon,url,open,late,states.*.{label,count,tone,url}}    where everything stands
Dash.waits.*.{who,count,late,since}, Dash.waits_more    for whom things wait; _more: how many are not shown, absent where all are
Dash.approvals.*.{url,number,title,kind,votes,since}, Dash.approvals_more
Dash.activity.*.{url,number,title,who,did,at}
Dash.charts.*  see part/chart.cs
Dash.notices.*.{url,title,at,unread} ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/chart.cs" ?>
<nav class="crumbs" aria-label="<?cs var:_("You are here") ?>"><a href="<?cs var:Dash.url ?>"><?cs var:Dash.title ?></a></nav>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_("Overview") ?></h1>
		<p class="muted"><?cs var:Dash.note ?></p>
	</div>
</div>
<?cs if:subcount(Dash.kinds) > #0 ?><section class="card" id="kinds"><header><h2><?cs var:_("Overview") ?></h2></header>
<ul class="stands">
	<?cs each:k = Dash.kinds ?>
		<li><a class="title" href="<?cs var:k.url ?>"><?cs call:icon(k.icon) ?><?cs var:k.label ?></a><span
			class="small muted"><?cs var:_f("%1 open", k.open, "") ?><?cs if:k.late ?>, <b
			class="late"><?cs var:_f("%1 overdue", k.late, "") ?></b><?cs /if ?></span><span class="states"><?cs each:s = k.states ?><a
			href="<?cs var:s.url ?>" class="tag <?cs var:s.tone ?>"><?cs var:s.label ?> <?cs var:s.count ?></a><?cs /each ?></span></li>
	<?cs /each ?>
</ul>
</section>
<?cs /if ?>
<?cs each:b = Dash.boards ?>
<section class="card"><header><h2><?cs var:b.label ?></h2><?cs if:b.url ?><a class="small push" href="<?cs var:b.url ?>"><?cs var:_("All") ?></a><?cs /if ?></header>
<div class="board" tabindex="0" role="region" aria-label="<?cs var:b.label ?>">
	<?cs each:c = b.columns ?>
		<section>
			<h3><a href="<?cs var:c.url ?>"><?cs var:c.label ?></a> <span class="n"><?cs var:c.count ?></span></h3>
			<?cs if:c.late ?><p class="small late"><?cs var:c.late ?></p><?cs /if ?>
			<ul>
				<?cs each:i = c.items ?>
					<li<?cs if:i.note ?> class="is-late"<?cs /if ?>><a href="<?cs var:i.url ?>"><?cs var:i.title ?></a>
						<p class="small"><span class="mono muted"><?cs var:i.number ?></span><?cs if:i.note ?> <span class="late"><?cs var:i.note ?></span><?cs /if ?></p>
						<?cs if:i.waits ?><p class="small muted"><?cs var:i.waits ?></p><?cs /if ?>
					</li>
				<?cs /each ?>
			</ul>
			<?cs if:c.more == "1" ?><p class="small"><a href="<?cs var:c.url ?>"><?cs var:_("All") ?></a></p><?cs /if ?>
		</section>
	<?cs /each ?>
</div>
</section>
<?cs /each ?>
<div class="halves">
	<section class="card" id="waits">
		<header><h2><?cs var:_("Waiting for whom") ?></h2></header>
		<?cs if:subcount(Dash.waits) == #0 ?><p class="body muted"><?cs var:_("Nothing is waiting for anybody.") ?></p><?cs else ?>
		<div class="scroll" tabindex="0" role="region" aria-label="<?cs var:_("Waiting for whom") ?>">
			<table>
				<thead>
					<tr>
						<th scope="col"><?cs var:_("Who") ?></th>
						<th scope="col" class="num"><?cs var:_("Records") ?></th>
						<th scope="col" class="num"><?cs var:_("Overdue") ?></th>
						<th scope="col"><?cs var:_("Waiting longest since") ?></th>
					</tr>
				</thead>
				<tbody>
					<?cs each:w = Dash.waits ?>
						<tr>
						<td><?cs var:w.who ?></td>
						<td class="num"><?cs var:w.count ?></td>
						<td class="num"><?cs if:w.late ?><b class="late"><?cs var:w.late ?></b><?cs else ?>0<?cs /if ?></td>
						<td class="nw muted"><time><?cs var:w.since ?></time></td>
						</tr>
					<?cs /each ?>
				</tbody>
			</table>
		</div>
		<?cs /if ?>
		<?cs if:Dash.waits_more ?><p class="body small muted"><?cs var:Dash.waits_more ?></p><?cs /if ?>
	</section>
	<section class="card" id="approvals">
		<header><h2><?cs var:_("Approvals under way") ?></h2></header>
		<?cs if:subcount(Dash.approvals) == #0 ?><p class="body muted"><?cs var:_("Nothing is being decided on.") ?></p><?cs else ?>
		<ul class="list">
			<?cs each:a = Dash.approvals ?>
				<li><a href="<?cs var:a.url ?>"><?cs var:a.title ?></a>
					<p class="muted small">
						<?cs var:a.kind ?> <span class="mono"><?cs var:a.number ?></span> · <?cs var:a.votes ?><?cs if:a.since ?> · <?cs var:a.since ?><?cs /if ?></p>
				</li>
			<?cs /each ?>
		</ul>
		<?cs /if ?>
		<?cs if:Dash.approvals_more ?><p class="body small muted"><?cs var:Dash.approvals_more ?></p><?cs /if ?>
	</section>
<?cs each:c = Dash.charts ?><?cs call:chart(c) ?><?cs /each ?>
<?cs if:subcount(Dash.notices) > #0 ?>
	<section class="card">
		<header><h2><?cs var:_("Notices") ?></h2></header>
		<ul class="list">
			<?cs each:n = Dash.notices ?>
				<li><a href="<?cs var:n.url ?>"<?cs if:n.unread == "1" ?> class="title"<?cs /if ?>><?cs var:n.title ?></a>
					<p class="muted small"><?cs var:n.at ?></p>
				</li>
			<?cs /each ?>
		</ul>
	</section>
<?cs /if ?>
<?cs if:subcount(Dash.activity) > #0 ?>
	<section class="card">
		<header><h2><?cs var:_("Recent activity") ?></h2></header>
		<ul class="list">
			<?cs each:a = Dash.activity ?>
				<li>
					<p><b><?cs if:a.who ?><?cs var:a.who ?><?cs else ?><?cs var:_("The system") ?><?cs /if ?></b> <?cs var:a.did ?> <a
						href="<?cs var:a.url ?>"><?cs var:a.title ?></a></p>
					<p class="muted small"><span class="mono"><?cs var:a.number ?></span> · <time><?cs var:a.at ?></time></p>
				</li>
			<?cs /each ?>
		</ul>
	</section>
<?cs /if ?>
</div>
