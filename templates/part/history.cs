<?cs # history(list): what happened, newest first.
h.{at,who,for,text}              who did it (for: in whose place), what, in words
h.changes.*.{label,old,new}      fields, as text; empty old or new is shown as a dash ?>
<?cs def:history(list) ?>
<ol class="history">
<?cs each:h = list ?>
<li>
	<p><b><?cs var:h.who ?></b><?cs if:h.for ?> <span class="muted"><?cs var:_f("for %1", h.for, "") ?></span><?cs /if ?> <?cs var:h.text ?></p>
	<p class="muted small"><time><?cs var:h.at ?></time></p>
<?cs if:h.reason ?><q><?cs var:h.reason ?></q><?cs /if ?>
<?cs if:subcount(h.changes) > #0 ?>
	<dl class="changes">
		<?cs each:c = h.changes ?>
			<div>
				<dt><?cs var:c.label ?></dt>
				<dd>
					<?cs if:c.old || c.old == "0" ?>
						<del><?cs var:c.old ?></del> <span class="vh"><?cs var:_("changed to") ?></span><span aria-hidden="true">→</span>
							<?cs /if ?><ins><?cs if:c.new || c.new == "0" ?><?cs var:c.new ?><?cs else ?>–<?cs /if ?></ins></dd>
			</div>
		<?cs /each ?>
	</dl>
<?cs /if ?>
</li>
<?cs /each ?>
</ol>
<?cs /def ?>
