<?cs # The first page of a site: what matters on one screen; the rest is behind links.
Dash.{title,note,all_url}               translated; Dash.{duties,duties_url}: how many duties are late; absent when none is
Running: see part/running.cs
Dash.new.*.{url,text,icon}              what this person may start
Dash.tiles.*.{label,value,note,url,late,is_late}   late "1": the note is about what is late; is_late: the figure is
Dash.boards.*.{label,url,columns.*}     projects: a column per stage
  column.{label,count,late,url,more,items.*.{url,number,title,waits,note}}   more "1": not all are shown; waits: what for and whom;
                                        note: since when it is late
Dash.late.*.{url,number,title,kind,who,days}, Dash.late_url    what is longest overdue
Dash.waits.*.{who,count,late,days,bar,part}       for whom things wait; bar, part: hundredths of the longest, of all and of what is late
Dash.charts.*  see part/chart.cs
Dash.budgets.*.{url,title,sum,bar,part}, Dash.budgets_url      absent for those who may not see them
Dash.budgets_of                         "the latest 6 of 11"; absent where these are all ?>
<?cs include!"part/icon.cs" ?>
<?cs include!"part/running.cs" ?>
<?cs def:bar(whole, part, sort) ?><svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="rest" width="<?cs var:whole ?>" height="8"/><rect
	class="<?cs var:sort ?>" width="<?cs var:part ?>" height="8"/></svg><?cs /def ?>
<div class="dash">
<div class="head">
	<h1><?cs var:Dash.title ?></h1>
	<span class="small muted"><?cs var:Dash.note ?></span>
	<div class="actions push">
		<?cs if:Dash.duties ?><a class="btn quiet sm late" href="<?cs var:Dash.duties_url ?>"><?cs var:Dash.duties ?></a><?cs /if ?>
		<a class="btn quiet sm" href="<?cs var:Dash.all_url ?>"><?cs var:_("Overview") ?></a>
		<?cs if:subcount(Dash.new) > #0 ?>
			<details class="menu">
				<summary class="btn primary"><?cs call:icon("plus") ?><?cs var:_("New") ?></summary>
				<div><?cs each:n = Dash.new ?><a href="<?cs var:n.url ?>"><?cs call:icon(n.icon) ?><?cs var:n.text ?></a><?cs /each ?></div>
			</details>
		<?cs /if ?>
	</div>
</div>
<ul class="card tiles">
	<?cs each:t = Dash.tiles ?>
		<li><a href="<?cs var:t.url ?>"><span class="small muted"><?cs var:t.label ?></span>
			<span class="figure<?cs if:t.is_late ?> late<?cs /if ?>"><?cs var:t.value ?><?cs if:t.note ?> <small<?cs if:t.late ?> class="late"<?cs /if ?>><?cs var:t.note ?></small><?cs /if ?></span></a></li>
	<?cs /each ?>
</ul>
<?cs call:running(Running) ?>
<?cs each:b = Dash.boards ?>
<section class="card"><header><h2><?cs var:b.label ?></h2><a class="small push" href="<?cs var:b.url ?>"><?cs var:_("All") ?></a></header>
<div class="board" tabindex="0" role="region" aria-label="<?cs var:b.label ?>">
	<?cs each:c = b.columns ?>
		<section>
			<h3><a href="<?cs var:c.url ?>"><?cs var:c.label ?></a> <span class="n"><?cs var:c.count ?></span></h3>
			<ul>
				<?cs each:i = c.items ?>
					<li<?cs if:i.note ?> class="is-late"<?cs /if ?>><a href="<?cs var:i.url ?>" title="<?cs var:i.number ?> <?cs var:i.title ?>"><?cs var:i.title ?></a>
						<small><?cs if:i.note ?><span class="late"><?cs var:i.note ?></span> · <?cs /if ?><?cs var:i.waits ?></small>
					</li>
				<?cs /each ?>
			</ul>
			<?cs if:c.more == "1" ?><p class="small"><a href="<?cs var:c.url ?>"><?cs var:_("All") ?></a></p><?cs /if ?>
		</section>
	<?cs /each ?>
</div>
</section>
<?cs /each ?>
<div class="two">
<section class="card" id="late">
	<header><h2><?cs var:_("Overdue") ?></h2><a class="small push" href="<?cs var:Dash.late_url ?>"><?cs var:_("All") ?></a></header>
	<?cs if:subcount(Dash.late) == #0 ?><p class="body muted"><?cs var:_("Nothing is overdue.") ?></p><?cs /if ?>
	<table>
		<?cs each:l = Dash.late ?>
			<tr>
				<td class="t"><a class="title" href="<?cs var:l.url ?>" title="<?cs var:l.number ?> <?cs var:l.title ?>"><?cs var:l.title ?></a></td>
				<td class="muted beside"><?cs var:l.kind ?></td>
				<td class="whom" title="<?cs var:l.who ?>"><?cs var:l.who ?></td>
				<td class="num late"><?cs var:l.days ?></td>
			</tr>
		<?cs /each ?>
	</table>
</section>
<section class="card" id="waits">
	<header><h2><?cs var:_("Waiting for whom") ?></h2><a class="small push" href="<?cs var:Dash.all_url ?>#waits"><?cs var:_("All") ?></a></header>
	<table>
		<thead>
			<tr>
				<th scope="col" class="whom"><?cs var:_("Who") ?></th>
				<td class="bars"></td>
				<th scope="col" class="num"><?cs var:_("Records") ?></th>
				<th scope="col" class="num"><?cs var:_("Overdue") ?></th>
				<th scope="col" class="num"><?cs var:_("Longest") ?></th>
			</tr>
		</thead>
		<tbody>
			<?cs each:w = Dash.waits ?>
				<tr>
					<td title="<?cs var:w.who ?>"><?cs var:w.who ?></td>
					<td class="bars"><?cs call:bar(w.bar, w.part, "late") ?></td>
					<td class="num"><?cs var:w.count ?></td>
					<td class="num"><?cs if:w.late ?><b class="late"><?cs var:w.late ?></b><?cs else ?>0<?cs /if ?></td>
					<td class="num muted"><?cs var:w.days ?></td>
				</tr>
			<?cs /each ?>
		</tbody>
	</table>
</section>
<?cs each:c = Dash.charts ?>
<section class="card" id="<?cs var:c.id ?>">
	<header>
		<h2><?cs var:c.label ?></h2>
		<ul class="legend"><?cs each:l = c.legend ?><li><span class="swatch s<?cs var:l.place ?>"></span><?cs var:l.text ?></li><?cs /each ?></ul>
		<a class="small push" href="<?cs var:Dash.all_url ?>#<?cs var:c.id ?>"><?cs var:_("The figures") ?></a></header>
	<figure><?cs uvar:c.chart_html ?></figure>
</section>
<?cs /each ?>
<?cs if:Dash.budgets_url ?>
<section class="card" id="budgets">
	<header><h2><?cs var:_("Budgets: booked of allocated") ?></h2><span class="small muted"><?cs var:_("in yuan") ?><?cs
		if:Dash.budgets_of ?> · <?cs var:Dash.budgets_of ?><?cs /if ?></span><a class="small push" href="<?cs var:Dash.budgets_url ?>"><?cs var:_("All") ?></a></header>
	<table>
		<?cs each:u = Dash.budgets ?>
			<tr>
				<td class="t"><a class="title" href="<?cs var:u.url ?>"><?cs var:u.title ?></a></td>
				<td class="bars"><?cs call:bar(u.bar, u.part, "spent") ?></td>
				<td class="num sum"><?cs var:u.sum ?></td>
			</tr>
		<?cs /each ?>
	</table>
</section>
<?cs /if ?>
</div>
</div>
