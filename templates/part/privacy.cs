<?cs # privacy(p): the notice on personal data. p.{text,version} ?>
<?cs def:privacy(p) ?><p class="long"><?cs var:p.text ?></p><p class="muted small"><?cs var:_f("Version %1", p.version, "") ?></p><?cs /def ?>
