<?cs # One record of any kind. All texts are translated; times are finished text.

Record.{number,title,url,version}      url: its address without a slash at the end
Record.{kind,icon,state,tone}          translated kind and state
Record.late                            how much of what it waits for is late; may be empty
Record.state_hint                      what this state means; may be empty
Record.steps.*.{label,now,done}        the states in a row, where the kind has such a row; flags "1"
Record.banners.*.{text,tone,url,label} what everyone must know first, e.g. a change under way
Record.restricted                      translated: who sees it, when not everyone
Record.offers.*.{url,text,icon}        what can be made about it now, e.g. an incident
Record.menu.*.{url,text,icon}          edit, print, versions … what this person may do
Record.edit_url                        may be empty
Record.watching, Record.watch_url      "1" when following; posts watch=1 or 0
Waiting.*.{what,who,since,days,due,late,mine,barred}   what it waits for; mine "1": for this person; barred: why not for them
Waiting_urge.{url,done}                url: posts urge=1 there (once a day); done "1": urged today
Next, Moves.*                          see part/moves.cs
Ballot…, Before…, Queue…               see part/ballot.cs; Ballot.action absent: no vote of theirs
Ballot.may_take_back                   "1": the submitter may take it back (move=take_back)
Facts.*.{label,text,url,wide,long,text_html,items.*.{text,url}}   text_html: safe HTML made in C
Blanks                                 labels of what is not filled in
People.*.{label,person.{name,initial},text,url,late}  owner, department, due … for the side
Entries.*     see part/entries.cs
Values.*      see part/values.cs: what it states of others, old and new
Reports.*     see part/report.cs
Charts.*      see part/chart.cs
Entries_elsewhere.*.{label,count,url}  sorts of entries that are not worked on now
Rounds.*      see part/timeline.cs
Opinions.items.*.{id,name,initial,asker,question,asked_at,answer,answered_at,mine,complaint,typed}
   mine "1": this person is asked and has not answered; posts opinion=<id>, answer
Opinions.copied.*.name                 who follows it or was copied in
Opinions.{action,copy_action,people_url,complaint,typed}, .people.*.{value,label}
   people_url shows this page with people to choose from; action: account, question; copy_action: account
Links…        see part/links.cs
Files…        see part/files.cs
Comments…     see part/comments.cs
History.*     see part/history.cs; History_more: address of the whole history ?>
<?cs include!"part/icon.cs" ?>
<?cs include!"part/tag.cs" ?>
<?cs include!"part/token.cs" ?>
<?cs include!"part/said.cs" ?>
<?cs include!"part/field.cs" ?>
<?cs include!"part/errors.cs" ?>
<?cs include!"part/conditions.cs" ?>
<?cs include!"part/moves.cs" ?>
<?cs include!"part/timeline.cs" ?>
<?cs include!"part/links.cs" ?>
<?cs include!"part/upload.cs" ?><?cs include!"part/files.cs" ?>
<?cs include!"part/comments.cs" ?>
<?cs include!"part/history.cs" ?>
<?cs include!"part/opinions.cs" ?>
<?cs include!"part/entries.cs" ?>
<?cs include!"part/chart.cs" ?>
<?cs include!"part/report.cs" ?>
<?cs include!"part/values.cs" ?>
<?cs include!"part/ballot.cs" ?>
<?cs if:Ballot.action || Queue.shown ?><link rel="stylesheet" href="<?cs call:decide_asset("decide.css") ?>"><?cs /if ?>
<?cs call:queue(Queue) ?>
<div class="head">
<div class="head-text">
<p class="kicker"><?cs call:icon(Record.icon) ?><?cs var:Record.kind ?> <span class="mono"><?cs var:Record.number ?></span></p>
<h1><?cs var:Record.title ?> <?cs call:tag(Record.tone, Record.state) ?><?cs if:Record.late ?> <a class="tag bad" href="#next"><?cs var:Record.late ?></a><?cs /if ?></h1>
</div>
<div class="actions">
<?cs each:o = Record.offers ?><a class="btn" href="<?cs var:o.url ?>"><?cs call:icon(o.icon) ?><?cs var:o.text ?></a><?cs /each ?>
<?cs if:Record.edit_url ?><a class="btn" href="<?cs var:Record.edit_url ?>"><?cs call:icon("edit") ?><?cs var:_("Edit") ?></a><?cs /if ?>
<?cs if:Record.watch_url ?>
	<form method="post" action="<?cs var:Record.watch_url ?>">
		<?cs call:hidden("watch") ?><?cs if:Record.watching == "1" ?><button class="btn quiet" name="watch"
			value="0"><?cs call:icon("eye") ?><?cs var:_("Following") ?></button><?cs else ?><button class="btn quiet" name="watch"
			value="1"><?cs call:icon("eye") ?><?cs var:_("Follow") ?></button><?cs /if ?></form>
<?cs /if ?>
<?cs if:subcount(Record.menu) > #0 ?>
	<details class="menu">
		<summary class="btn quiet"><?cs call:icon("more") ?><span class="vh"><?cs var:_("More") ?></span></summary>
		<div>
			<?cs each:i = Record.menu ?>
				<a href="<?cs var:i.url ?>"><?cs call:icon(i.icon) ?><?cs var:i.text ?></a><?cs /each ?></div>
	</details>
<?cs /if ?>
</div>
</div>

<?cs if:Record.restricted ?><p class="restricted"><?cs call:icon("lock") ?><?cs var:Record.restricted ?></p><?cs /if ?>
<?cs each:b = Record.banners ?>
	<div class="alert <?cs var:b.tone ?>">
		<p><?cs var:b.text ?><?cs if:b.url ?> <a href="<?cs var:b.url ?>"><?cs var:b.label ?></a><?cs /if ?></p>
	</div>
<?cs /each ?>

<?cs if:subcount(Record.steps) > #0 ?>
<ol class="stepper" aria-label="<?cs var:_("Stages") ?>">
<?cs each:s = Record.steps ?>
	<li class="<?cs if:s.now == "1" ?>now<?cs elif:s.done == "1" ?>done<?cs /if ?>"<?cs if:s.now == "1" ?> aria-current="step"<?cs /if ?>>
		<span class="mark"><?cs if:s.done == "1" ?><?cs call:icon("check") ?><?cs else ?><?cs var:name(s) + #1 ?><?cs /if ?></span><span
			class="text"><?cs var:s.label ?><?cs if:s.done == "1" ?><span class="vh"> (<?cs var:_("Done") ?>)</span><?cs /if ?></span></li>
<?cs /each ?>
</ol>
<?cs /if ?>

<?cs if:subcount(Waiting) > #0 || Next.name || Ballot.action || subcount(Moves) > #0 || Record.state_hint ?>
<section class="card next" id="next" aria-labelledby="next-title">
<?cs call:said(Next) ?>
<div class="next-what">
<h2 id="next-title"><?cs var:_("What happens next") ?></h2>
<?cs if:subcount(Waiting) > #0 ?>
<ul class="waiting">
<?cs each:w = Waiting ?>
	<li<?cs if:w.mine == "1" ?> class="mine"<?cs /if ?>>
		<?cs call:icon("clock") ?>
		<p>
			<?cs if:w.mine == "1" ?>
				<b><?cs var:_f("Waiting for you: %1", w.what, "") ?></b><?cs else ?><?cs var:w.what ?> · <b><?cs var:w.who ?></b><?cs /if ?> <span
					class="muted"><?cs var:_f("since %1", w.since, "") ?><?cs if:w.days ?>
					(<?cs var:_n("%1 day", "%1 days", w.days) ?>)<?cs /if ?></span><?cs if:w.due ?> · <span<?cs if:w.late == "1" ?>
					class="late"<?cs /if ?>><?cs if:w.late == "1" ?><?cs var:_f("was due %1", w.due, "") ?><?cs else ?><?cs var:_f("due %1", w.due, "") ?><?cs /if ?></span><?cs /if ?><?cs if:w.barred ?><br><span
					class="muted"><?cs var:w.barred ?></span><?cs /if ?></p>
	</li>
<?cs /each ?>
</ul>
<?cs elif:Record.state_hint ?><p class="muted"><?cs var:Record.state_hint ?></p>
<?cs /if ?>
<?cs if:Next.name ?>
	<?cs if:subcount(Next.conditions) > #0 ?>
		<div class="gate"><span><?cs var:_f("Needed for “%1”:", Next.label, "") ?></span><?cs call:article(Next) ?></div>
	<?cs /if ?>
	<?cs call:conditions(Next) ?><?cs /if ?>
</div>
<?cs if:Next.may == "1" || subcount(Moves) > #0 || subcount(Ballot.votes) > #0 || Ballot.may_take_back == "1" || Waiting_urge.url ?>
<div class="next-do">
<?cs if:Ballot.action && !Ballot.cast.choice ?><a class="btn primary" href="#ballot"><?cs var:_("Go and vote") ?></a><?cs /if ?>
<?cs if:Next.may == "1" ?>
	<?cs if:Ballot.action ?>
		<?cs call:move_look(Next, "") ?><?cs else ?><?cs call:move_look(Next, "primary") ?><?cs /if ?><?cs if:subcount(Next.conditions) == #0 ?><?cs call:article(Next) ?><?cs /if ?><?cs /if ?>
<?cs each:m = Moves ?><?cs if:m.danger != "1" ?><?cs call:move(m, "") ?><?cs /if ?><?cs /each ?>
<?cs if:Ballot.may_take_back == "1" ?>
	<form method="post" action="<?cs var:Record.url ?>/moves" data-once>
		<?cs call:hidden("take-back") ?><button class="btn" name="move" value="take_back"><?cs var:_("Take it back") ?></button></form>
<?cs /if ?>
<?cs if:Waiting_urge.done == "1" ?>
	<span class="muted small"><?cs var:_("Reminder sent today.") ?></span><?cs elif:Waiting_urge.url ?>
	<form method="post" action="<?cs var:Waiting_urge.url ?>" data-once>
		<?cs call:hidden("urge") ?><button class="btn quiet" name="urge" value="1"><?cs call:icon("bell") ?><?cs var:_("Remind") ?></button></form>
<?cs /if ?>
<?cs each:m = Moves ?><?cs if:m.danger == "1" ?><?cs call:move(m, "danger") ?><?cs /if ?><?cs /each ?>
</div>
<?cs /if ?>
</section>
<?cs /if ?>

<div class="split<?cs if:Ballot.action ?> decide<?cs /if ?>">
<div class="stack">
<?cs call:before(Before) ?>
<?cs def:reference(i) ?><?cs if:i.url ?><a href="<?cs var:i.url ?>"><?cs var:i.text ?></a><?cs else ?><?cs var:i.text ?><?cs /if ?><?cs /def ?>
<?cs def:fact(f) ?>
	<?cs if:subcount(f.items) > #0 ?>
		<?cs each:i = f.items ?><?cs if:!first(i) ?><?cs var:_(", ") ?><?cs /if ?><?cs call:reference(i) ?><?cs /each ?>
	<?cs elif:f.url ?>
		<a href="<?cs var:f.url ?>"><?cs var:f.text ?></a>
	<?cs elif:f.text_html ?>
		<div class="prose"><?cs uvar:f.text_html ?></div>
	<?cs else ?>
		<?cs var:f.text ?>
	<?cs /if ?>
<?cs /def ?>
<?cs if:subcount(Facts) > #0 || Blanks ?>
<section class="card" id="facts"><header><h2><?cs var:_("Details") ?></h2></header>
<dl class="facts body">
<?cs each:f = Facts ?>
	<div id="fact-<?cs var:f.name ?>"<?cs if:f.wide == "1" || f.long == "1" ?> class="wide"<?cs /if ?>>
		<dt><?cs var:f.label ?></dt>
		<dd<?cs if:f.long == "1" ?> class="long"<?cs /if ?>><?cs call:fact(f) ?></dd>
	</div>
<?cs /each ?>
<?cs if:Blanks ?><div class="wide"><dt><?cs var:_("Not filled in") ?></dt><dd class="muted"><?cs var:Blanks ?></dd></div><?cs /if ?>
</dl></section>
<?cs /if ?>
<?cs if:Values.label ?><?cs call:stated_values(Values) ?><?cs /if ?>
<?cs each:r = Reports ?><?cs call:report(r) ?><?cs /each ?>
<?cs # What is decided on, and beside it the ballot; below both the rest of the page. ?>
<?cs if:Ballot.action ?></div><div class="stack"><?cs call:ballot(Ballot) ?></div></div><div class="split"><div class="stack"><?cs /if ?>
<?cs each:e = Entries ?><?cs call:entries(e) ?><?cs /each ?>
<?cs each:c = Charts ?><?cs call:chart(c) ?><?cs /each ?>
<?cs if:subcount(Entries_elsewhere) > #0 ?>
	<section class="card" id="entries-elsewhere">
		<header><h2><?cs var:_("From other stages") ?></h2></header>
		<ul class="body row">
			<?cs each:e = Entries_elsewhere ?>
				<li><a href="<?cs var:e.url ?>"><?cs var:e.label ?></a> <span class="n"><?cs var:e.count ?></span></li>
			<?cs /each ?>
		</ul>
	</section>
<?cs /if ?>
<?cs if:subcount(Rounds) > #0 ?>
	<section class="card" id="decisions">
		<header><h2><?cs var:_("Opinions and decisions") ?></h2></header>
		<div class="body"><?cs call:timeline(Rounds) ?></div>
	</section>
<?cs /if ?>
<?cs if:Opinions.people_url || subcount(Opinions.items) > #0 || subcount(Opinions.copied) > #0 ?>
<section class="card" id="opinions"><header><h2><?cs var:_("Opinions asked for") ?></h2></header><div class="body">
<?cs call:opinions(Opinions) ?>
</div></section>
<?cs /if ?>
<section class="card" id="comments"><header><h2><?cs var:_("Comments") ?></h2></header><div class="body"><?cs call:comments(Comments) ?></div></section>
</div>
<div class="stack">
<?cs if:subcount(People) > #0 ?>
	<section class="card" id="people">
		<header><h2><?cs var:_("At a glance") ?></h2></header>
		<dl class="glance body">
			<?cs each:p = People ?>
				<div>
					<dt><?cs var:p.label ?></dt>
					<dd>
						<?cs if:p.person.name ?>
						<?cs call:person(p.person.name, p.person.initial) ?><?cs elif:p.url ?><a
							href="<?cs var:p.url ?>"><?cs var:p.text ?></a><?cs else ?><?cs call:due(p.text, p.late) ?><?cs /if ?></dd>
				</div>
			<?cs /each ?>
		</dl>
	</section>
<?cs /if ?>
<section class="card" id="links"><header><h2><?cs var:_("Related records") ?></h2></header><div class="body"><?cs call:links(Links) ?></div></section>
<section class="card" id="files"><header><h2><?cs var:_("Files") ?></h2></header><div class="body"><?cs call:files(Files) ?></div></section>
<?cs if:subcount(History) > #0 ?>
	<section class="card" id="history">
		<header>
			<h2><?cs var:_("History") ?></h2>
			<?cs if:History_more ?>
				<a class="small push" href="<?cs var:History_more ?>"><?cs var:_("All of it") ?></a><?cs /if ?></header>
		<div class="body"><?cs call:history(History) ?></div>
	</section>
<?cs /if ?>
</div>
</div>
<script src="<?cs var:App.assets ?>/form.js?v=<?cs var:App.version ?>" defer></script>
