<?cs # A part of a page, for a script that puts it into the page it is on: nothing around it.  The part itself is shown by _page(). ?>
<?cs var:_page() ?>
