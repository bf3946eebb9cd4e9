<?cs # One record of any kind. All texts are translated; times are finished text.

Record.{number,title,url,version}      url: its address without a slash at the end
Record.{kind,icon,state,tone}          translated kind and state
Record.late                            how much of what it waits for is late; may be empty
Record.state_hint                      what this state means; may be empty
Record.steps.*.{label,now,done,url}    the states in a row, where the kind has such a row; flags "1"; url: the section that is about it
Record.way.*.{label,day,now,back,end,by.*.{text,url,title}}   what it has gone through, where its kind has such a line: back "1": it was
   sent back or given up; end "1": nothing follows; by: what brought it about
Record.banners.*.{text,tone,url,label} what everyone must know first, e.g. a change under way
Record.restricted                      translated: who sees it, when not everyone
Record.offers.*.{url,text,icon}        what can be made about it now, e.g. an incident
Record.menu.*.{url,text,icon}          edit, print, versions … what this person may do
Record.edit_url                        may be empty
Record.watching, Record.watch_url      "1" when following; posts watch=1 or 0
Waiting.*.{what,who,since,days,due,late,mine,barred}   what else it waits for, and whom (part/conditions.cs)
Waiting_urge.{url,done}                url: posts urge=1 there (once a day); done "1": urged today
Next, Moves.*                          see part/moves.cs; Next.wait: who makes it (part/conditions.cs); Next.to: the state it leads to; Next.said
Ballot…, Before…, Queue…               see part/ballot.cs; Ballot.action absent: no vote of theirs
Ballot.may_take_back                   "1": the submitter may take it back (move=take_back)
Facts.*.{label,text,url,wide,long,text_html,items.*.{text,url}}   text_html: safe HTML made in C
Blanks.*                               labels of what is not filled in
Line.*.{label,person.name,text,late}   below the title: who answers for it, by when
People.*.{label,person.{name,initial},text,url,late}  department, who made it … for the side
Bar.*.{url,label,count,missing,hidden} the parts of the page
Do.{label,url,move}                    the one thing to do now: made at once (move), or done at url
Sections.*.{name,label,shown,open,now,done,said,missing,unfinished}    of kinds that have such; Facts, Blanks, Reports, Entries and
   Entries_elsewhere of a section are as those of the page; said: how it stands
Entries.*     see part/entries.cs
Values.*      see part/values.cs: what it states of others, old and new
Reports.*     see part/report.cs
Charts.*      see part/chart.cs
Entries_elsewhere.*.{label,count,url}  sorts of entries that are not worked on now
Rounds.*      see part/timeline.cs
Opinions.items.*.{id,name,initial,asker,question,asked_at,answer,answered_at,mine,complaint,typed}
   mine "1": this person is asked and has not answered; posts opinion=<id>, answer
Opinions.copied.*.name                 who follows it or was copied in
Opinions.{action,copy_action,people_url,complaint,typed,shown,open,sum}, .people.*.{value,label}
   people_url shows this page with people to choose from; action: account, question; copy_action: account
Links…        see part/links.cs
Intake.*      see part/intake.cs
Files…        see part/files.cs
Comments…     see part/comments.cs
History.*.{who,for,text,at,reason}     the latest; History_more: address of the whole history ?>
<?cs include!"part/icon.cs" ?>
<?cs include!"part/tag.cs" ?>
<?cs include!"part/token.cs" ?>
<?cs include!"part/said.cs" ?>
<?cs include!"part/field.cs" ?>
<?cs include!"part/errors.cs" ?>
<?cs include!"part/conditions.cs" ?>
<?cs include!"part/moves.cs" ?>
<?cs include!"part/timeline.cs" ?>
<?cs include!"part/links.cs" ?><?cs include!"part/intake.cs" ?>
<?cs include!"part/upload.cs" ?><?cs include!"part/files.cs" ?>
<?cs include!"part/comments.cs" ?>
<?cs include!"part/opinions.cs" ?>
<?cs include!"part/entries.cs" ?>
<?cs include!"part/chart.cs" ?>
<?cs include!"part/report.cs" ?>
<?cs include!"part/values.cs" ?>
<?cs include!"part/ballot.cs" ?>
<link rel="stylesheet" href="<?cs var:App.assets ?>/record.css?v=<?cs var:App.version ?>">
<?cs if:Ballot.action || Queue.shown ?><link rel="stylesheet" href="<?cs call:decide_asset("decide.css") ?>"><?cs /if ?>
<?cs call:queue(Queue) ?>
<div class="head">
<div class="head-text">
<p class="kicker"><?cs call:icon(Record.icon) ?><?cs var:Record.kind ?> <span class="mono"><?cs var:Record.number ?></span></p>
<h1><?cs var:Record.title ?> <?cs call:tag(Record.tone, Record.state) ?><?cs if:Record.late ?> <a class="tag bad" href="#next"><?cs var:Record.late ?></a><?cs /if ?></h1>
<?cs if:subcount(Line) > #0 ?>
<p class="facts-line">
	<?cs each:l = Line ?><span><?cs var:l.label ?> <b><?cs if:l.person.name ?><?cs var:l.person.name ?><?cs else ?><?cs call:due(l.text, l.late) ?><?cs /if ?></b></span> <?cs /each ?></p>
<?cs /if ?>
</div>
</div>

<?cs if:Record.restricted ?><p class="restricted"><?cs call:icon("lock") ?><?cs var:Record.restricted ?></p><?cs /if ?>
<?cs each:b = Record.banners ?>
	<div class="alert <?cs var:b.tone ?>">
		<p><?cs var:b.text ?><?cs if:b.url ?> <a href="<?cs var:b.url ?>"><?cs var:b.label ?></a><?cs /if ?></p>
	</div>
<?cs /each ?>

<?cs def:step(s, no) ?><span class="mark"><?cs if:s.done == "1" ?><?cs call:icon("check") ?><?cs else ?><?cs var:no ?><?cs /if ?></span><span
	class="text"><?cs var:s.label ?><?cs if:s.done == "1" ?><span class="vh"> (<?cs var:_("Done") ?>)</span><?cs /if ?></span><?cs /def ?>
<?cs # What has been, with its days; then the steps that are still to come. ?>
<?cs def:way_mark(w) ?><?cs if:w.back == "1" ?><?cs call:icon("back") ?><?cs elif:w.now == "1" && w.end != "1" ?><?cs call:icon("clock") ?><?cs else ?>
	<?cs call:icon("check") ?><?cs /if ?><?cs /def ?>
<?cs if:subcount(Record.way) > #0 ?>
<ol class="stepper way" aria-label="<?cs var:_("Its way so far, and what is to come") ?>">
<?cs each:w = Record.way ?>
	<li class="<?cs if:w.back == "1" ?>back<?cs elif:w.now == "1" && w.end != "1" ?>now<?cs else ?>done<?cs /if ?>"<?cs if:w.now == "1" ?> aria-current="step"<?cs /if ?>>
		<span class="mark"><?cs call:way_mark(w) ?></span>
		<div class="text">
			<b><?cs var:w.label ?></b><?cs if:w.now != "1" || w.end == "1" ?><span class="vh"> (<?cs var:_("Done") ?>)</span><?cs /if ?>
			<time><?cs var:w.day ?></time>
			<?cs each:b = w.by ?> <a class="mono" href="<?cs var:b.url ?>"<?cs if:b.title ?> title="<?cs var:b.title ?>"<?cs /if ?>><?cs var:b.text ?></a><?cs /each ?></div></li>
<?cs /each ?>
<?cs each:s = Record.steps ?><?cs if:s.now != "1" && s.done != "1" ?>
	<li><span class="mark"></span><div class="text"><?cs var:s.label ?><span class="vh"> (<?cs var:_("still to come") ?>)</span></div></li>
<?cs /if ?><?cs /each ?>
</ol>
<?cs elif:subcount(Record.steps) > #0 ?>
<ol class="stepper" aria-label="<?cs var:_("Stages") ?>">
<?cs each:s = Record.steps ?>
	<li class="<?cs if:s.now == "1" ?>now<?cs elif:s.done == "1" ?>done<?cs /if ?>"<?cs if:s.now == "1" ?> aria-current="step"<?cs /if ?>>
		<?cs if:s.url ?><a href="<?cs var:s.url ?>"><?cs call:step(s, name(s) + #1) ?></a><?cs else ?><?cs call:step(s, name(s) + #1) ?><?cs /if ?></li>
<?cs /each ?>
</ol>
<?cs /if ?>

<div class="recbar">
<nav aria-label="<?cs var:_("Parts of this page") ?>">
<ul>
<?cs each:b = Bar ?><?cs if:b.hidden != "1" ?>
	<li><a href="<?cs var:b.url ?>"><?cs var:b.label ?><?cs if:b.missing ?> <span class="tag warn"><?cs var:_f("%1 missing", b.missing, "") ?></span><?cs elif:b.count ?> <span
		class="n"><?cs var:b.count ?></span><?cs /if ?></a></li>
<?cs /if ?><?cs /each ?>
</ul>
</nav>
<div class="actions">
<?cs if:Record.watch_url ?>
	<form method="post" action="<?cs var:Record.watch_url ?>">
		<?cs call:hidden("watch") ?><?cs if:Record.watching == "1" ?><button class="btn sm quiet" name="watch"
			value="0"><?cs call:icon("eye") ?><span><?cs var:_("Following") ?></span></button><?cs else ?><button class="btn sm quiet" name="watch"
			value="1"><?cs call:icon("eye") ?><span><?cs var:_("Follow") ?></span></button><?cs /if ?></form>
<?cs /if ?>
<?cs if:subcount(Record.menu) > #0 || subcount(Record.offers) > #0 ?>
	<details class="menu">
		<summary class="btn sm quiet"><?cs call:icon("more") ?><span class="vh"><?cs var:_("More") ?></span></summary>
		<div>
			<?cs each:o = Record.offers ?><a href="<?cs var:o.url ?>"><?cs call:icon(o.icon) ?><?cs var:o.text ?></a><?cs /each ?>
			<?cs each:i = Record.menu ?><a href="<?cs var:i.url ?>"><?cs call:icon(i.icon) ?><?cs var:i.text ?></a><?cs /each ?></div>
	</details>
<?cs /if ?>
<?cs if:Comments.may_add == "1" ?><a class="btn sm to-say" href="#said"><?cs var:_("Comment") ?></a><?cs /if ?>
<?cs if:Do.move ?><button class="btn primary" form="move-<?cs var:Do.move ?>" name="move" value="<?cs var:Do.move ?>"><?cs var:Do.label ?></button>
<?cs elif:Do.label ?><a class="btn primary" href="<?cs var:Do.url ?>"><?cs var:Do.label ?></a><?cs /if ?>
</div>
</div>

<?cs if:subcount(Waiting) > #0 || Next.name || Ballot.action || subcount(Moves) > #0 || Record.state_hint ?>
<section class="card next" id="next" aria-labelledby="next-title">
<?cs call:said(Next) ?>
<div class="next-what">
<h2 id="next-title">
	<?cs if:Next.name ?><?cs var:_f("Next step: %1", Next.label, "") ?><?cs elif:subcount(Waiting) > #0 ?>
		<?cs var:_("What happens next") ?><?cs else ?><?cs var:_("Where it stands") ?><?cs /if ?></h2>
<?cs if:Next.name ?>
<div class="muted small next-sum"><p>
	<?cs if:Next.missing ?><?cs var:_n("%1 condition is missing", "%1 conditions are missing", Next.missing) ?> · <?cs /if ?><?cs call:whom(Next.wait) ?><?cs if:Next.to ?> ·
	<?cs var:_f("leads to “%1”", Next.to, "") ?><?cs /if ?></p><?cs call:article(Next) ?></div>
<?cs /if ?>
<?cs if:subcount(Waiting) > #0 ?>
<ul class="waiting">
<?cs each:w = Waiting ?>
	<li<?cs if:w.mine == "1" ?> class="mine"<?cs /if ?>>
		<?cs call:icon("clock") ?>
		<p><?cs if:w.mine == "1" ?><b><?cs var:w.what ?></b><?cs else ?><?cs var:w.what ?><?cs /if ?> <span class="muted">· <?cs call:whom(w) ?></span></p>
	</li>
<?cs /each ?>
</ul>
<?cs elif:!Next.name && !Ballot.action ?><p class="muted"><?cs if:Record.state_hint ?><?cs var:Record.state_hint ?><?cs else ?><?cs var:_("Nothing is waited for.") ?><?cs /if ?></p>
<?cs /if ?>
<?cs if:Next.name ?><?cs call:conditions(Next) ?><?cs /if ?>
</div>
<?cs if:Next.may == "1" || subcount(Moves) > #0 || Ballot.may_take_back == "1" || Waiting_urge.url ?>
<div class="next-do">
<?cs if:Next.may == "1" ?>
	<?cs if:Ballot.action ?>
		<?cs call:move_look(Next, "") ?><?cs else ?><?cs call:move_look(Next, "primary") ?><?cs /if ?><?cs /if ?>
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

<?cs # The parts that may stand in a section, or on the page itself. ?>
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
<?cs def:fact_list(facts, blanks) ?>
<?cs if:subcount(facts) > #0 || subcount(blanks) > #0 ?>
<dl class="facts body">
<?cs each:f = facts ?>
	<div id="fact-<?cs var:f.name ?>"<?cs if:f.wide == "1" || f.long == "1" ?> class="wide"<?cs /if ?>>
		<dt><?cs var:f.label ?></dt>
		<dd<?cs if:f.long == "1" ?> class="long"<?cs /if ?>><?cs call:fact(f) ?></dd>
	</div>
<?cs /each ?>
<?cs if:subcount(blanks) > #0 ?>
	<div class="wide"><dt><?cs var:_("Not filled in") ?></dt><dd class="muted"><?cs each:b = blanks ?><?cs if:!first(b) ?><?cs var:_(", ") ?><?cs /if ?><?cs var:b ?><?cs /each ?></dd></div>
<?cs /if ?>
</dl>
<?cs /if ?>
<?cs /def ?>
<?cs def:edit_link() ?>
	<?cs if:Record.edit_url ?><a class="btn sm quiet push" href="<?cs var:Record.edit_url ?>"><?cs call:icon("edit") ?><?cs var:_("Edit") ?></a><?cs /if ?>
<?cs /def ?>
<?cs def:elsewhere(list) ?>
	<?cs if:subcount(list) > #0 ?>
		<ul class="body row elsewhere">
			<?cs each:e = list ?><li><a href="<?cs var:e.url ?>"><?cs var:e.label ?></a> <span class="n"><?cs var:e.count ?></span></li><?cs /each ?>
		</ul>
	<?cs /if ?>
<?cs /def ?>
<?cs def:glance_list(people) ?>
	<?cs if:subcount(people) > #0 ?>
		<dl class="glance body">
			<?cs each:p = people ?>
				<div>
					<dt><?cs var:p.label ?></dt>
					<dd>
						<?cs if:p.person.name ?>
						<?cs call:person(p.person.name, p.person.initial) ?><?cs elif:p.url ?><a
							href="<?cs var:p.url ?>"><?cs var:p.text ?></a><?cs else ?><?cs call:due(p.text, p.late) ?><?cs /if ?></dd>
				</div>
			<?cs /each ?>
		</dl>
	<?cs /if ?>
<?cs /def ?>
<?cs def:links_card(wide) ?>
	<section class="card" id="links"><header><h2><?cs var:_("Related records") ?></h2></header><div class="body<?cs if:wide == "1" ?> links-wide<?cs /if ?>"><?cs call:links(Links) ?></div></section>
<?cs /def ?>
<?cs def:folds(list) ?>
<section class="card folds" aria-label="<?cs var:_("Stages") ?>">
<?cs each:x = list ?>
<?cs if:x.shown == "1" ?>
<details id="s-<?cs var:x.name ?>"<?cs if:x.open == "1" ?> open<?cs /if ?>>
	<summary><?cs call:icon("down") ?><h2><?cs var:x.label ?></h2><span class="sum"><?cs if:x.now == "1" ?><?cs var:_("Current stage") ?><?cs if:x.said ?> · <?cs /if ?><?cs /if ?><?cs var:x.said ?></span>
		<?cs if:x.missing ?><span class="tag warn"><?cs var:_f("%1 missing", x.missing, "") ?></span><?cs elif:x.unfinished ?><span class="tag"><?cs var:_f("%1 open", x.unfinished, "") ?></span>
			<?cs elif:x.done == "1" ?><span class="done"><?cs call:icon("check") ?><?cs var:_("Done") ?></span><?cs /if ?></summary>
	<div>
		<?cs call:fact_list(x.Facts, x.Blanks) ?><?cs each:r = x.Reports ?><?cs call:report(r) ?><?cs /each ?><?cs each:e = x.Entries ?><?cs call:entries(e) ?><?cs /each ?>
		<?cs call:elsewhere(x.Entries_elsewhere) ?>
	</div>
</details>
<?cs /if ?>
<?cs /each ?>
<?cs if:subcount(Rounds) > #0 ?>
<details id="decisions"<?cs if:!Rounds.0.closed ?> open<?cs /if ?>>
	<summary><?cs call:icon("down") ?><h2><?cs var:_("Decisions") ?></h2><span class="sum"><?cs var:Rounds.0.label ?></span><?cs call:tag(Rounds.0.tone, Rounds.0.outcome) ?></summary>
	<div><div class="body"><?cs call:timeline(Rounds) ?></div></div>
</details>
<?cs /if ?>
<?cs if:Opinions.shown == "1" ?>
<details id="opinions"<?cs if:Opinions.open == "1" ?> open<?cs /if ?>>
	<summary><?cs call:icon("down") ?><h2><?cs var:_("Opinions") ?></h2><span class="sum"><?cs if:Opinions.sum ?><?cs var:Opinions.sum ?><?cs else ?><?cs var:_("Opinions asked for") ?><?cs /if ?></span></summary>
	<div><div class="body"><?cs call:opinions(Opinions) ?></div></div>
</details>
<?cs /if ?>
</section>
<?cs /def ?>
<?cs # What is decided on has the ballot beside it, and below both the rest of the page. ?>
<?cs if:subcount(Sections) > #0 && !Ballot.action ?>
<div class="sectioned">
<section class="card" id="facts"><header><h2><?cs var:_("Summary") ?></h2><?cs call:edit_link() ?></header><?cs call:fact_list(Facts, Blanks) ?><?cs call:glance_list(People) ?></section>
<div class="stack">
<?cs call:before(Before) ?>
<?cs call:folds(Sections) ?>
<?cs else ?>
<div class="split<?cs if:Ballot.action ?> decide<?cs /if ?>">
<div class="stack">
<?cs call:before(Before) ?>
<?cs if:subcount(Facts) > #0 || subcount(Blanks) > #0 ?>
<section class="card" id="facts"><header><h2><?cs var:_("Details") ?></h2><?cs call:edit_link() ?></header><?cs call:fact_list(Facts, Blanks) ?></section>
<?cs /if ?>
<?cs if:subcount(Sections) > #0 ?><?cs call:folds(Sections) ?><?cs /if ?>
<?cs /if ?>
<?cs if:Values.label ?><?cs call:stated_values(Values) ?><?cs /if ?>
<?cs each:r = Reports ?><?cs call:report(r) ?><?cs /each ?>
<?cs if:Ballot.action ?></div><div class="stack"><?cs call:ballot(Ballot) ?></div></div><div class="split"><div class="stack"><?cs /if ?>
<?cs each:e = Entries ?><?cs call:entries(e) ?><?cs /each ?>
<?cs each:c = Charts ?><?cs call:chart(c) ?><?cs /each ?>
<?cs if:subcount(Entries_elsewhere) > #0 ?>
	<section class="card" id="entries-elsewhere"><header><h2><?cs var:_("From other stages") ?></h2></header><?cs call:elsewhere(Entries_elsewhere) ?></section>
<?cs /if ?>
<?cs if:subcount(Intake) > #0 ?><?cs call:intake(Intake) ?><?cs /if ?>
<?cs if:Links.wide == "1" ?><?cs call:links_card("1") ?><?cs /if ?>
<?cs if:subcount(Sections) == #0 ?>
<?cs if:subcount(Rounds) > #0 ?>
	<section class="card" id="decisions">
		<header><h2><?cs var:_("Opinions and decisions") ?></h2></header>
		<div class="body"><?cs call:timeline(Rounds) ?></div>
	</section>
<?cs /if ?>
<?cs if:Opinions.shown == "1" ?>
<section class="card" id="opinions"><header><h2><?cs var:_("Opinions asked for") ?></h2></header><div class="body"><?cs call:opinions(Opinions) ?></div></section>
<?cs /if ?>
<?cs /if ?>
<section class="card" id="comments"><header><h2><?cs var:_("Comments") ?></h2></header><div class="body"><?cs call:comments(Comments) ?></div></section>
</div>
<div class="stack">
<?cs if:(subcount(Sections) == #0 || Ballot.action) && subcount(People) > #0 ?>
	<section class="card" id="people"><header><h2><?cs var:_("At a glance") ?></h2></header><?cs call:glance_list(People) ?></section>
<?cs /if ?>
<?cs if:Links.wide != "1" ?><?cs call:links_card("") ?><?cs /if ?>
<section class="card" id="files"><header><h2><?cs var:_("Files") ?></h2></header><div class="body"><?cs call:files(Files) ?></div></section>
<?cs if:subcount(History) > #0 ?>
	<section class="card" id="history">
		<header>
			<h2><?cs var:_("History") ?></h2>
			<?cs if:History_more ?>
				<a class="small push" href="<?cs var:History_more ?>"><?cs var:_("All of it") ?></a><?cs /if ?></header>
		<ol class="short history"><?cs each:h = History ?><li><b><?cs var:h.who ?></b><?cs if:h.for ?> <span class="muted"><?cs var:_f("for %1", h.for, "") ?></span><?cs /if ?> <?cs var:h.text ?>
			<small class="muted"><time><?cs var:h.at ?></time></small><?cs if:h.reason ?><q><?cs var:h.reason ?></q><?cs /if ?></li><?cs /each ?></ol>
	</section>
<?cs /if ?>
</div>
</div>
<script src="<?cs var:App.assets ?>/form.js?v=<?cs var:App.version ?>" defer></script>
<script src="<?cs var:App.assets ?>/record.js?v=<?cs var:App.version ?>" defer></script>
<script src="<?cs var:App.assets ?>/drop.js?v=<?cs var:App.version ?>" defer></script>
<script src="<?cs var:App.assets ?>/write.js?v=<?cs var:App.version ?>" defer></script>
