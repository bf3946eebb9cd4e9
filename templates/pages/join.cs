<?cs # An invitation, by its link. Join.{action,site,by,until,least,login_url}
Join.{me,login}: who is logged in; absent: nobody, and Join.new is the form of a new account ?>
<?cs include!"part/token.cs" ?><?cs include!"part/field.cs" ?><?cs include!"part/errors.cs" ?>
<div class="narrow">
<section class="card">
<header><h1><?cs var:_f("%1 invites you to %2", Join.by, Join.site) ?></h1></header>
<div class="body stack">
<p>
	<?cs var:_("Once you accept, the members of the site can see your name, and its administrators can also see your login name and e-mail address.") ?>
		<span class="muted nw"><?cs var:_f("Valid until %1.", Join.until, "") ?></span></p>
<?cs if:Join.me ?>
<p><?cs var:_f("You are logged in as %1 (%2).", Join.me, Join.login) ?></p>
<?cs else ?>
<p><?cs var:_("Do you already have an account here? Log in first, then accept.") ?></p>
<div class="actions"><a class="btn" href="<?cs var:Join.login_url ?>"><?cs var:_("Log in") ?></a></div>
<?cs /if ?>
<form method="post" action="<?cs var:Join.action ?>" class="stack" novalidate><?cs call:hidden("join") ?>
<?cs if:!Join.me ?>
<h2><?cs var:_("New here? Create an account") ?></h2>
<?cs call:errors(Join.new, "j") ?>
<p class="hint"><?cs var:_f("The password needs at least %1 characters. A short sentence is easy to remember and hard to guess.", Join.least, "") ?></p>
<?cs call:fields(Join.new, "j") ?>
<?cs /if ?>
<div class="actions"><button class="btn primary" name="act"
	value="accept"><?cs if:Join.me ?><?cs var:_("Accept") ?><?cs else ?><?cs var:_("Create the account and accept") ?><?cs /if ?></button></div>
</form>
<form method="post" action="<?cs var:Join.action ?>">
	<?cs call:hidden("decline") ?>
	<div class="actions"><button class="btn quiet" name="act" value="decline"><?cs var:_("Decline the invitation") ?></button></div>
</form>
</div>
</section>
</div>
