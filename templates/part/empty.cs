<?cs # empty(e): nothing to show, and what to do about it.
e.{title,text,url,label}: translated; url and label: the one thing to do, may be absent. ?>
<?cs def:empty(e) ?>
<div class="empty">
	<?cs call:icon("inbox") ?>
	<p class="empty-title"><?cs var:e.title ?></p>
	<?cs if:e.text ?><p class="muted"><?cs var:e.text ?></p><?cs /if ?>
	<?cs if:e.url ?><p><a class="btn primary" href="<?cs var:e.url ?>"><?cs var:e.label ?></a></p><?cs /if ?>
</div>
<?cs /def ?>
