<?cs # One record of a dossier, without anything around it; see part/sheet.cs.
Record.anchor      its number, for the contents ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/tag.cs" ?><?cs include!"part/timeline.cs" ?><?cs include!"part/history.cs" ?><?cs include!"part/sheet.cs" ?>
<article class="plainprint paper-part" id="<?cs var:Record.number ?>"><?cs call:sheet() ?></article>
