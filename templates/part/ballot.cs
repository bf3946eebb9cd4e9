<?cs # The vote on a record (src/pages/record/show_ballot.c).
ballot(b): its card.  b.{action,label,number,version}; b.round: how far the round is, translated; may be empty
  b.votes.*.{value,label,other}   in whose name (voter=<value>); other "1": not this person's own
  b.fields.*                  for each criterion two: {name,label,met,not_met,complaint} and {name,label,value,complaint,why_not}; why_not: of which criterion
  b.ends.{approve,return,reject}   "1": this choice would end the round
  b.cast.{choice,at}          this person's own vote, which they can change; absent before it is cast
  b.sayings.*.text, b.sayings_url   canned opinions, and where they are kept
  b.{wrong,complaint,opinion} after mistakes
before(b): what changed since the round before.  b.{round,outcome,closed,url,same}; same: names of fields that are as they were
  b.votes.*.{name,choice,opinion}   who was against it, and why;  b.changes.*.{label,short,old,new,old_html,new_html}   safe HTML made in C
queue(q): what is to be decided next.  q.shown "1"; q.{left,many,url,title}; many "1": more than left; url absent: nothing
Needs part/icon.cs, token.cs, errors.cs, options.cs (field.cs). ?>
<?cs def:decide_asset(name) ?><?cs var:App.assets ?>/<?cs var:name ?><?cs if:App.version ?>?v=<?cs var:App.version ?><?cs /if ?><?cs /def ?>
<?cs def:queue(q) ?>
<?cs if:q.shown == "1" ?>
<nav class="queue" aria-label="<?cs var:_("Decisions that wait for you") ?>">
<?cs if:q.url ?>
	<a href="<?cs var:q.url ?>"><b><?cs var:_("Next:") ?></b> <?cs var:q.title ?></a><span class="muted push">
	<?cs if:q.many == "1" ?><?cs var:_f("more than %1 left", q.left, "") ?><?cs else ?><?cs var:_f("%1 left", q.left, "") ?><?cs /if ?></span>
<?cs else ?><span><?cs var:_("Nothing else waits for a decision of your own here.") ?></span><a class="push" href="/"><?cs var:_("My work") ?></a><?cs /if ?>
</nav>
<?cs /if ?>
<?cs /def ?>
<?cs def:before(b) ?>
<?cs if:b.round ?>
<section class="card" id="before"><header><h2><?cs var:_("What changed since the last round") ?></h2><span class="n"><?cs var:subcount(b.changes) ?></span><a
	class="small push" href="<?cs var:b.url ?>"><?cs var:_("Compare both versions") ?></a></header>
<div class="body stack">
<?cs if:subcount(b.votes) > #0 ?>
<ul class="refusals">
	<?cs each:v = b.votes ?><li><q><?cs var:v.opinion ?></q><p class="muted small"><?cs var:_f("Round %1", b.round, "") ?> · <?cs var:b.closed ?> · <?cs var:v.name ?> · <?cs var:v.choice ?></p></li><?cs /each ?>
</ul>
<?cs else ?><p class="muted small"><?cs var:_f("Round %1", b.round, "") ?> · <?cs var:b.closed ?> · <?cs var:b.outcome ?></p><?cs /if ?>
<dl class="delta">
<?cs each:x = b.changes ?>
	<div><dt><?cs var:x.label ?></dt>
	<?cs if:x.short == "1" ?>
		<dd><?cs if:x.old ?><del><?cs var:x.old ?></del> <span class="vh"><?cs var:_("changed to") ?></span><?cs /if ?><ins><?cs if:x.new ?><?cs var:x.new ?><?cs else ?>–<?cs /if ?></ins></dd>
	<?cs else ?>
		<dd class="was"><span class="vh"><?cs var:_("Before:") ?></span><?cs uvar:x.old_html ?></dd>
		<dd><span class="vh"><?cs var:_("Now:") ?></span><?cs uvar:x.new_html ?></dd>
	<?cs /if ?></div>
<?cs /each ?>
<?cs if:b.same ?><div class="muted"><dt><?cs if:subcount(b.changes) > #0 ?><?cs var:_("As it was") ?><?cs else ?><?cs var:_("Nothing changed") ?><?cs /if ?></dt><dd><?cs var:b.same ?></dd></div><?cs /if ?>
</dl>
</div></section>
<?cs /if ?>
<?cs /def ?>
<?cs # One line for a criterion; why it is not met is asked below it, and hidden by a script until then. ?>
<?cs def:pick(f, value, chosen, text) ?><label><input type="radio" name="<?cs var:f.name ?>" value="<?cs var:value ?>"<?cs if:value == "met" ?>
	id="vote-<?cs var:f.name ?>"<?cs /if ?><?cs if:chosen == "1" ?> checked<?cs /if ?>><?cs var:text ?></label><?cs /def ?>
<?cs def:complaint(f) ?><?cs if:f.complaint ?><p class="err" id="vote-<?cs var:f.name ?>-error"><span class="vh"><?cs var:_("Mistake:") ?></span> <?cs var:f.complaint ?></p><?cs /if ?><?cs /def ?>
<?cs def:criterion(f) ?>
<fieldset class="criterion"<?cs if:f.complaint ?> aria-describedby="vote-<?cs var:f.name ?>-error" aria-invalid="true"<?cs /if ?>><legend><?cs var:f.label ?></legend><span
	class="pick"><?cs call:pick(f, "met", f.met, _("Met")) ?><?cs call:pick(f, "not_met", f.not_met, _("Not met")) ?></span><?cs call:complaint(f) ?></fieldset>
<?cs /def ?>
<?cs def:why_not(f) ?>
<div class="field<?cs if:f.complaint ?> wrong<?cs /if ?>" data-when="<?cs var:f.why_not ?>" data-is="not_met"><label
	for="vote-<?cs var:f.name ?>"><?cs var:f.label ?></label><?cs call:complaint(f) ?><textarea
	id="vote-<?cs var:f.name ?>" name="<?cs var:f.name ?>" rows="1"<?cs if:f.complaint ?>
	aria-describedby="vote-<?cs var:f.name ?>-error" aria-invalid="true"<?cs /if ?>><?cs var:f.value ?></textarea></div>
<?cs /def ?>
<?cs def:ballot_form(b) ?>
<form method="post" action="<?cs var:b.action ?>" class="ballot" novalidate data-once>
<?cs call:hidden("vote-" + b.number) ?><input type="hidden" name="round" value="<?cs var:b.number ?>"><input type="hidden" name="version" value="<?cs var:b.version ?>">
<?cs if:b.cast.choice ?><input type="hidden" name="again" value="1"><?cs /if ?>
<?cs call:errors(b, "vote") ?>
<?cs if:subcount(b.votes) > #1 ?>
	<div class="field"><label for="vote-voter"><?cs var:_("Vote on behalf of") ?></label><select id="vote-voter" name="voter"><?cs call:options(b.votes) ?></select></div>
<?cs elif:!b.cast.choice ?>
	<?cs each:v = b.votes ?><?cs if:v.other == "1" ?><p><b><?cs var:_f("for %1", v.label, "") ?></b></p><?cs /if ?><input type="hidden" name="voter" value="<?cs var:v.value ?>"><?cs /each ?>
<?cs /if ?>
<?cs if:subcount(b.fields) > #0 ?>
<div class="criteria">
<p class="row"><span class="muted small"><?cs var:_("Judge each point. Say why where one is not met.") ?></span><button class="btn sm push"
	type="button" hidden data-all-met><?cs var:_("All met") ?></button></p>
<?cs each:f = b.fields ?><?cs if:f.why_not ?><?cs call:why_not(f) ?><?cs else ?><?cs call:criterion(f) ?><?cs /if ?><?cs /each ?>
</div>
<?cs /if ?>
<div class="field"><div class="label"><label for="vote-opinion"><?cs var:_("Opinion") ?></label><a class="small push"
	href="<?cs var:b.sayings_url ?>"><?cs var:_("Canned opinions") ?></a></div>
<p class="hint" id="vote-hint"><?cs var:_("Needed when you reject or return.") ?></p>
<textarea id="vote-opinion" name="opinion" rows="2" aria-describedby="vote-hint"><?cs var:b.opinion ?></textarea>
<?cs if:subcount(b.sayings) > #0 ?>
<select name="saying" aria-label="<?cs var:_("Canned opinion, used where none is typed") ?>">
	<option value=""><?cs var:_("Choose a canned opinion") ?></option>
	<?cs each:s = b.sayings ?><option><?cs var:s.text ?></option><?cs /each ?>
</select><?cs /if ?>
<div class="options"><label><input type="checkbox" name="keep" value="1"><span class="small"><?cs var:_("Keep this opinion to choose it again") ?></span></label></div></div>
<?cs if:b.ends.approve == "1" ?><p class="small"><b><?cs var:_("Your vote decides this round.") ?></b></p><?cs /if ?>
<div class="actions"><button class="btn primary" name="move" value="approve"><?cs if:b.ends.approve == "1" ?><?cs var:_("Approve: the round passes") ?><?cs else ?><?cs var:_("Approve") ?><?cs /if ?></button><button
	class="btn" name="move" value="return"><?cs if:b.ends.return == "1" ?><?cs var:_("Return for revision: the round ends") ?><?cs else ?><?cs var:_("Return for revision") ?><?cs /if ?></button><button
	class="btn danger" name="move" value="reject"><?cs if:b.ends.reject == "1" ?><?cs var:_("Reject: the round ends") ?><?cs else ?><?cs var:_("Reject") ?><?cs /if ?></button></div>
</form>
<?cs /def ?>
<?cs def:ballot(b) ?>
<section class="card" id="ballot" aria-labelledby="ballot-title">
<header><h2 id="ballot-title"><?cs var:b.label ?></h2><?cs if:b.round ?><p class="muted small push"><?cs var:b.round ?></p><?cs /if ?></header>
<?cs if:b.cast.choice ?>
<p class="body"><?cs var:_f("You voted: %1", b.cast.choice, "") ?> <span class="muted small"><?cs var:b.cast.at ?></span></p>
<details class="more body"<?cs if:b.wrong == "1" ?> open<?cs /if ?>><summary><?cs var:_("Change your vote") ?></summary>
<p class="hint"><?cs var:_("You can change it as long as the round is open. Both votes stay in the history; the last one counts.") ?></p>
<?cs call:ballot_form(b) ?></details>
<?cs else ?><?cs call:ballot_form(b) ?><?cs /if ?>
</section>
<script src="<?cs call:decide_asset("ballot.js") ?>" defer></script>
<?cs /def ?>
