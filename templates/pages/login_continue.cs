<?cs # Logged in again in the middle of something: what was typed is sent on. Login.{next,keep.*} ?>
<div class="narrow">
<section class="card">
<header><h1><?cs var:_("You are logged in again") ?></h1></header>
<form method="post" action="<?cs var:Login.next ?>" class="body stack">
<input type="hidden" name="token" value="<?cs var:Token ?>">
<?cs each:k = Login.keep ?><input type="hidden" name="<?cs var:k.name ?>" value="<?cs var:k.value ?>"><?cs /each ?>
<p><?cs var:_("What you had typed was kept. Send it now to go on where you were.") ?></p>
<div class="actions"><button class="btn primary" autofocus><?cs var:_("Send it now") ?></button><a class="btn quiet" href="/"><?cs var:_("Do not send") ?></a></div>
</form>
</section>
</div>
