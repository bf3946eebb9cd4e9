<?cs # pager(p): keyset paging knows no page numbers. p.{first,next}: addresses or absent; p.note: translated, e.g. "25 shown". ?>
<?cs def:pager(p) ?>
<?cs if:p.first || p.next || p.note ?>
<nav class="pager" aria-label="<?cs var:_("Pages") ?>">
<?cs if:p.note ?><span class="muted small"><?cs var:p.note ?></span><?cs /if ?>
<span class="push"></span>
<?cs if:p.first ?><a class="btn sm" href="<?cs var:p.first ?>"><?cs call:icon("first") ?><?cs var:_("First page") ?></a><?cs /if ?>
<?cs if:p.next ?><a class="btn sm" href="<?cs var:p.next ?>" rel="next"><?cs var:_("Next page") ?><?cs call:icon("next") ?></a><?cs /if ?>
</nav>
<?cs /if ?>
<?cs /def ?>
