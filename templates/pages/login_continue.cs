<?cs # Logged in again in the middle of something: what was typed is shown, and sent on by one press.
Login.next            the address it goes to
Login.typed.*, .page.*  {label,value}: what was typed, and what the page put in
Login.keep.*          {name,value}: the same as it is sent ?>
<div class="narrow">
<section class="card">
<header><h1><?cs var:_("You are logged in again") ?></h1></header>
<form method="post" action="<?cs var:Login.next ?>" class="body stack">
<input type="hidden" name="token" value="<?cs var:Token ?>">
<?cs each:k = Login.keep ?><input type="hidden" name="<?cs var:k.name ?>" value="<?cs var:k.value ?>"><?cs /each ?>
<p><?cs var:_("What you typed was kept but has not been sent yet. Check it, then send it to continue where you left off. You need to choose any files again.") ?></p>
<dl class="facts judged">
	<div class="wide"><dt><?cs var:_("Is sent to") ?></dt><dd class="mono"><?cs var:Login.next ?></dd></div>
	<?cs each:k = Login.typed ?>
		<div class="wide"><dt><?cs var:k.label ?></dt><dd><?cs var:k.value ?></dd></div>
	<?cs /each ?>
</dl>
<?cs if:subcount(Login.page) > #0 ?>
	<details>
		<summary><?cs var:_("Data the page adds") ?></summary>
		<dl class="facts judged">
			<?cs each:k = Login.page ?>
				<div class="wide"><dt><?cs var:k.label ?></dt><dd class="mono code"><?cs var:k.value ?></dd></div>
			<?cs /each ?>
		</dl>
	</details>
<?cs /if ?>
<div class="actions"><button class="btn primary"><?cs var:_("Send it now") ?></button><a class="btn quiet" href="/"><?cs var:_("Do not send") ?></a></div>
</form>
</section>
</div>
