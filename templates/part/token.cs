<?cs # hidden(suffix): what every POST form carries. Reads Token, Key. The suffix tells the forms of one page apart,
so that the idempotency key of one is never taken for another's.
hidden_key(key): the same for a form that keeps its key when it is shown again. ?>
<?cs def:hidden_key(key) ?><input type="hidden" name="token" value="<?cs var:Token ?>"><input type="hidden" name="key" value="<?cs var:key ?>"><?cs /def ?>
<?cs def:hidden(suffix) ?><input type="hidden" name="token" value="<?cs var:Token ?>"><input type="hidden" name="key" value="<?cs var:Key ?>.<?cs var:suffix ?>"><?cs /def ?>
