<?cs # One's own account.
Account.{login,since,password_at,least}   finished text; password_at may be empty
Account.profile, .display, .password      forms (part/field.cs, part/errors.cs)
Account.sessions.*.{mark,since,seen,address,browser,current}; Account.has_others "1"
Account.logins.*.{at,what,address,times,failed}
Account.has_factor "1", Account.codes_left; Account.feed.{id,since}: the address of the calendar; may be missing
Account.feeds.*.{id,since,name,kind,site}: filters that programs fetch
Account.sites.*.{name,path}; Account.invitations: see part/invitations.cs ?>
<?cs include!"part/icon.cs" ?>
<?cs include!"part/tag.cs" ?>
<?cs include!"part/token.cs" ?>
<?cs include!"part/field.cs" ?>
<?cs include!"part/errors.cs" ?>
<?cs include!"part/invitations.cs" ?>
<div class="head">
	<div class="head-text">
		<h1><?cs var:_("My account") ?></h1>
		<p class="muted"><?cs var:_f("Login name %1, since %2", Account.login, Account.since) ?></p>
	</div>
</div>
<div class="stack">
<?cs if:subcount(Account.invitations) > #0 ?>
	<section class="card" id="invitations">
		<header><h2><?cs var:_("Invitations") ?></h2></header>
		<div class="body stack"><?cs call:invitations(Account.invitations) ?></div>
	</section>
<?cs /if ?>
<section class="card" id="profile">
<header><h2><?cs var:_("Name and address") ?></h2></header>
<form method="post" action="/account/profile" class="body stack" novalidate data-unsaved><?cs call:hidden("profile") ?>
<?cs call:errors(Account.profile, "p") ?><?cs call:fields(Account.profile, "p") ?>
<div class="actions"><button class="btn primary"><?cs var:_("Save") ?></button></div></form>
</section>
<section class="card" id="display">
<header><h2><?cs var:_("Language and colours") ?></h2></header>
<form method="post" action="/account/display" class="body stack" novalidate><?cs call:hidden("display") ?>
<?cs call:errors(Account.display, "d") ?><?cs call:fields(Account.display, "d") ?>
<div class="actions"><button class="btn primary"><?cs var:_("Save") ?></button></div></form>
</section>
<section class="card" id="password">
<header>
	<h2><?cs var:_("Password") ?></h2>
	<?cs if:Account.password_at ?>
		<span class="push"></span><span class="muted small"><?cs var:_f("last changed %1", Account.password_at, "") ?></span><?cs /if ?></header>
<form method="post" action="/account/password" class="body stack" novalidate><?cs call:hidden("password") ?>
<?cs call:errors(Account.password, "w") ?>
<p class="hint"><?cs var:_f("At least %1 characters. A short sentence is easy to remember and hard to guess. Your other sessions end.", Account.least, "") ?></p>
<?cs call:fields(Account.password, "w") ?>
<div class="actions"><button class="btn primary"><?cs var:_("Change the password") ?></button></div></form>
</section>
<section class="card" id="factor">
<header>
	<h2><?cs var:_("Second factor") ?></h2>
	<span class="push"></span><?cs if:Account.has_factor == "1" ?><?cs call:tag("ok", _("on")) ?><?cs else ?><?cs call:tag("warn", _("off")) ?><?cs /if ?></header>
<div class="body stack">
<p><?cs var:_("After your password you enter a code from an authenticator on your phone. A stolen password is then not enough to log in.") ?></p>
<?cs if:Account.has_factor == "1" ?><p class="muted"><?cs var:_f("Unused recovery codes: %1", Account.codes_left, "") ?></p><?cs /if ?>
<div class="actions"><a class="btn" href="/account/factor"><?cs if:Account.has_factor == "1" ?><?cs var:_("Change") ?><?cs else ?><?cs var:_("Set up") ?><?cs /if ?></a></div>
</div>
</section>
<section class="card" id="sessions">
<header><h2><?cs var:_("Where you are logged in") ?></h2></header>
<div class="scroll"><table class="rows"><caption class="vh"><?cs var:_("Where you are logged in") ?></caption>
<thead>
	<tr>
		<th scope="col"><?cs var:_("Browser") ?></th>
		<th scope="col"><?cs var:_("Address") ?></th>
		<th scope="col"><?cs var:_("Since") ?></th>
		<th scope="col"><?cs var:_("Last used") ?></th>
		<th scope="col"><span class="vh"><?cs var:_("Actions") ?></span></th>
	</tr>
</thead>
<tbody>
	<?cs each:s = Account.sessions ?>
		<tr>
			<td class="t"><?cs var:s.browser ?></td>
			<td class="mono nw"><?cs var:s.address ?></td>
			<td class="nw"><?cs var:s.since ?></td>
			<td class="nw"><?cs var:s.seen ?></td>
			<td class="nw s"><?cs if:s.current == "1" ?>
					<?cs call:tag("info", _("this one")) ?><?cs else ?>
					<form method="post" action="/account/sessions">
						<?cs call:hidden("end-" + s.mark) ?><button class="btn sm" name="end" value="<?cs var:s.mark ?>"><?cs var:_("End") ?></button></form>
				<?cs /if ?></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
<?cs if:Account.has_others == "1" ?>
	<footer>
		<form method="post" action="/account/sessions">
			<?cs call:hidden("end-others") ?><button class="btn" name="end" value="others"><?cs var:_("End all others") ?></button></form>
	</footer>
<?cs /if ?>
</section>
<?cs if:subcount(Account.logins) > #0 ?>
<section class="card" id="log-ins">
<header><h2><?cs var:_("Log-ins and refused attempts") ?></h2></header>
<div class="body">
	<p class="hint">
		<?cs var:_("If you do not recognise an entry, change your password now. All your other sessions end, and your other browsers are no longer trusted.") ?></p>
</div>
<div class="scroll"><table class="rows"><caption class="vh"><?cs var:_("Log-ins and refused attempts") ?></caption>
<thead>
	<tr>
		<th scope="col"><?cs var:_("Time") ?></th>
		<th scope="col"><?cs var:_("Event") ?></th>
		<th scope="col"><?cs var:_("Address") ?></th>
		<th scope="col"><?cs var:_("Times") ?></th>
	</tr>
</thead>
<tbody>
	<?cs each:l = Account.logins ?>
		<tr>
			<td class="nw"><?cs var:l.at ?></td>
			<td class="t"><?cs if:l.failed == "1" ?><?cs call:tag("warn", l.what) ?><?cs else ?><?cs var:l.what ?><?cs /if ?></td>
			<td class="mono nw"><?cs var:l.address ?></td>
			<td class="nw"><?cs var:l.times ?></td>
		</tr>
	<?cs /each ?>
</tbody>
</table>
</div>
</section>
<?cs /if ?>
<?cs if:subcount(Account.sites) > #0 ?>
<section class="card" id="absence">
<header><h2><?cs var:_("Absence") ?></h2></header>
<div class="body stack"><p><?cs var:_("While you are away, another member of the site can decide in your place.") ?></p>
<div class="actions"><?cs each:s = Account.sites ?><a class="btn" href="<?cs var:s.path ?>/absence"><?cs var:s.name ?></a><?cs /each ?></div></div>
</section>
<?cs /if ?>
<?cs if:subcount(Account.sites) > #0 ?>
<section class="card" id="messages">
<header><h2><?cs var:_("Messages by mail") ?></h2></header>
<div class="body stack"><p><?cs var:_("Choose what you are told by mail, and when.") ?></p>
<div class="actions"><?cs each:s = Account.sites ?><a class="btn" href="<?cs var:s.path ?>/messages"><?cs var:s.name ?></a><?cs /each ?></div></div>
</section>
<?cs /if ?>
<section class="card" id="feed">
<header>
	<h2><?cs var:_("Calendar feed") ?></h2>
	<?cs if:Account.feed.id ?><span class="push"></span><span class="muted small"><?cs var:_f("since %1", Account.feed.since, "") ?></span><?cs /if ?></header>
<div class="body stack">
<p><?cs var:_("Your calendar program can fetch what concerns you: duties, deadlines, releases, reviews, trainings and absences on all your sites. Restricted records are never in it.") ?></p>
<form method="post" action="/account/feed" class="actions"><?cs call:hidden("feed") ?>
<button class="btn" name="act" value="make"><?cs if:Account.feed.id ?><?cs var:_("Create a new address") ?><?cs else ?><?cs var:_("Create an address") ?><?cs /if ?></button><?cs
if:Account.feed.id ?><button class="btn" name="end" value="<?cs var:Account.feed.id ?>"><?cs var:_("Take the address back") ?></button><?cs /if ?></form>
<?cs if:subcount(Account.feeds) > #0 ?><h3><?cs var:_("Feeds of filters") ?></h3><?cs else
	?><p class="muted"><?cs var:_("A saved filter has feeds of its own: choose the bell beside it above a list.") ?></p><?cs /if ?>
</div>
<?cs if:subcount(Account.feeds) > #0 ?>
<ul class="list">
	<?cs each:f = Account.feeds ?>
		<li class="row"><span><?cs var:f.name ?> <span class="muted small"><?cs var:f.kind ?> · <?cs var:f.site ?> · <span class="nw"><?cs var:_f("since %1", f.since, "") ?></span></span></span>
			<form method="post" action="/account/feed" class="push"><?cs call:hidden("feed-" + f.id) ?><button class="btn quiet sm"
				name="end" value="<?cs var:f.id ?>"><?cs var:_("Take the address back") ?></button></form></li>
	<?cs /each ?>
</ul>
<?cs /if ?>
</section>
<section class="card" id="data">
<header><h2><?cs var:_("What is stored about me") ?></h2></header>
<div class="body stack">
	<p><?cs var:_("You can view and download everything the portal stores about you.") ?></p>
	<div class="actions"><a class="btn" href="/account/data"><?cs var:_("Show my data") ?></a><a class="btn"
		href="/account/privacy?next=/account"><?cs var:_("Notice on personal data") ?></a></div>
</div>
</section>
</div>
