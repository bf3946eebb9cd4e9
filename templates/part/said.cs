<?cs # said(x): what came of a form of this part of the page, just now, where it was sent from.
x.said           translated; may be empty ?>
<?cs def:said(x) ?><?cs if:x.said ?><div class="alert ok said" role="status"><p><?cs var:x.said ?></p></div><?cs /if ?><?cs /def ?>
