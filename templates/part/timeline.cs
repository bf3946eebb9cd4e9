<?cs # timeline(rounds): opinions and decisions, the open round first; earlier ones stay readable.
r.{label,tone,outcome}   what was asked ("Group approval, round 2"), its badge: translated
r.{opened,closed,opener} times and name as text; closed empty while open
r.{rule,so_far,needed}   translated rule; counts as text, while open
r.stuck                  why nobody can bring it to an end, and what to do; may be empty
r.{version,version_url}  what was decided on
r.due, r.late
r.named                  "1": those named judge, and agreement is counted
r.votes.*.{name,initial,for,choice,tone,note,at,opinion}   for: in whose place; choice, note translated
r.votes.*.judged.*.{label,choice,tone,text}             what the vote says of each criterion
r.pending.*.{name,initial}                            who has not decided yet
Needs part/icon.cs, part/tag.cs. ?>
<?cs def:timeline(rounds) ?>
<ol class="flow">
<?cs each:r = rounds ?>
<li class="<?cs if:!r.closed ?>now<?cs elif:r.tone == "ok" ?>done<?cs elif:r.tone == "bad" ?>failed<?cs /if ?>">
<span
	class="dot"><?cs if:!r.closed ?><?cs call:icon("clock") ?>
	<?cs elif:r.tone == "ok" ?><?cs call:icon("check") ?>
	<?cs elif:r.tone == "bad" ?><?cs call:icon("x") ?><?cs else ?><?cs call:icon("circle") ?><?cs /if ?></span>
<div>
<p class="what"><?cs var:r.label ?> <?cs call:tag(r.tone, r.outcome) ?></p>
<p class="muted small">
	<?cs if:r.opener ?><?cs var:r.opener ?> · <?cs /if ?><?cs var:r.opened ?><?cs if:r.closed ?> –
		<?cs var:r.closed ?><?cs /if ?><?cs if:r.version ?> · <?cs if:r.version_url ?><a
		href="<?cs var:r.version_url ?>"><?cs var:_f("version %1", r.version, "") ?></a><?cs else ?><?cs var:_f("version %1", r.version, "") ?><?cs /if ?><?cs /if ?></p>
<?cs if:r.needed ?>
	<p class="small">
		<?cs if:r.named ?>
			<?cs var:_f("%1 of the %2 needed agree so far", r.so_far, r.needed) ?><?cs else ?><?cs var:_f("%1 of %2 approvals needed", r.so_far, r.needed) ?><?cs /if ?>
				<meter min="0" max="<?cs var:r.needed ?>" value="<?cs var:r.so_far ?>" aria-label="<?cs var:_("Approvals so far") ?>"></meter></p>
<?cs /if ?>
<?cs if:r.stuck ?><p class="alert bad"><?cs var:r.stuck ?></p><?cs /if ?>
<?cs if:r.rule ?><p class="muted small"><?cs var:r.rule ?></p><?cs /if ?>
<?cs if:subcount(r.votes) > #0 ?>
<ul class="votes">
<?cs each:v = r.votes ?>
	<li>
		<p class="row">
			<?cs call:person(v.name, v.initial) ?><?cs if:v.for ?><span
				class="muted small"><?cs var:_f("for %1", v.for, "") ?></span><?cs /if ?><?cs call:tag(v.tone, v.choice) ?><?cs if:v.note ?><span
				class="muted small"><?cs var:v.note ?></span><?cs /if ?><span class="muted small push"><time><?cs var:v.at ?></time></span></p>
		<?cs if:subcount(v.judged) > #0 ?>
			<dl class="judged">
				<?cs each:j = v.judged ?>
					<div><dt><?cs var:j.label ?> <?cs call:tag(j.tone, j.choice) ?></dt><dd><?cs var:j.text ?></dd></div>
				<?cs /each ?>
			</dl>
		<?cs /if ?>
		<?cs if:v.opinion ?><q><?cs var:v.opinion ?></q><?cs /if ?></li>
<?cs /each ?>
</ul>
<?cs /if ?>
<?cs if:subcount(r.pending) > #0 ?>
	<p class="small"><span class="muted"><?cs var:_("Not voted yet:") ?></span>
		<?cs each:p = r.pending ?><?cs var:p.name ?><?cs if:!last(p) ?><?cs var:_(", ") ?><?cs /if ?><?cs /each ?></p>
<?cs /if ?>
</div>
</li>
<?cs /each ?>
</ol>
<?cs /def ?>
