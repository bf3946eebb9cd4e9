<?cs # opinions(os): what others were asked, their answers, and asking somebody or copying somebody in.
The names are those of Opinions in record/show.cs. Needs part/icon.cs, token.cs, options.cs, said.cs. ?>
<?cs def:opinions(os) ?>
<?cs call:said(os) ?>
<?cs if:subcount(os.items) > #0 ?>
<ol class="comments">
<?cs each:o = os.items ?>
<li id="opinion-<?cs var:o.id ?>"><span class="avatar" aria-hidden="true"><?cs var:o.initial ?></span>
	<div>
		<p><b><?cs var:o.name ?></b> <span
			class="muted small"><?cs if:o.answered_at ?><?cs var:o.answered_at ?><?cs else ?><?cs var:_("not answered yet") ?><?cs /if ?></span></p>
<p class="muted"><?cs var:_f("%1 asks:", o.asker, "") ?> <?cs var:o.question ?></p>
<?cs if:o.answer ?><q><?cs var:o.answer ?></q><?cs /if ?>
<?cs if:o.mine == "1" ?>
<form method="post" action="<?cs var:os.action ?>" class="say" data-once><?cs call:hidden("answer-" + o.id) ?><input type="hidden" name="opinion" value="<?cs var:o.id ?>">
<label for="answer-<?cs var:o.id ?>"><?cs var:_("Your opinion") ?></label>
<?cs if:o.complaint ?><p class="err" role="alert"><?cs var:o.complaint ?></p><?cs /if ?>
<textarea id="answer-<?cs var:o.id ?>" name="answer" rows="3" required><?cs var:o.typed ?></textarea>
<div class="actions"><button class="btn primary"><?cs var:_("Give your opinion") ?></button></div></form>
<?cs /if ?>
</div></li>
<?cs /each ?>
</ol>
<?cs /if ?>
<?cs if:subcount(os.copied) > #0 ?>
	<p class="small"><span class="muted"><?cs var:_("Copied in or following:") ?></span>
		<?cs each:c = os.copied ?><?cs if:!first(c) ?><?cs var:_(", ") ?><?cs /if ?><?cs var:c.name ?><?cs /each ?></p>
<?cs /if ?>
<?cs if:subcount(os.people) > #0 ?>
<?cs if:os.complaint ?><p class="err" role="alert"><?cs var:os.complaint ?></p><?cs /if ?>
<details class="more"<?cs if:os.complaint ?> open<?cs /if ?>><summary><?cs var:_("Ask for an opinion or copy somebody in") ?></summary>
<form method="post" action="<?cs var:os.action ?>" class="stack-s" id="ask-opinion" data-once><?cs call:hidden("ask") ?>
<label for="ask-whom"><?cs var:_("Person") ?></label><select id="ask-whom" name="account">
	<option value=""><?cs var:_("Please choose") ?></option>
	<?cs call:options(os.people) ?>
</select>
<label for="ask-what"><?cs var:_("Question") ?></label><textarea id="ask-what" name="question" rows="2"><?cs var:os.typed ?></textarea>
<div class="actions"><button class="btn"><?cs var:_("Ask for an opinion") ?></button></div></form>
<form method="post" action="<?cs var:os.copy_action ?>" class="stack-s" id="copy-in" data-once><?cs call:hidden("copy") ?><input type="hidden" name="copy" value="1">
<label for="copy-whom"><?cs var:_("Person") ?></label><select id="copy-whom" name="account">
	<option value=""><?cs var:_("Please choose") ?></option>
	<?cs call:options(os.people) ?>
</select>
<div class="actions"><button class="btn"><?cs var:_("Copy in") ?></button></div></form></details>
<?cs elif:os.people_url ?><p><a href="<?cs var:os.people_url ?>"><?cs var:_("Ask for an opinion or copy somebody in") ?></a></p>
<?cs /if ?>
<?cs /def ?>
