<?cs # What is stored about a person. Data.since; Data.sites.*.{name,parts.*.{label,count}} ?>
<?cs include!"part/icon.cs" ?>
<div class="head">
	<div class="head-text">
		<p class="kicker"><a href="/account"><?cs var:_("My account") ?></a></p>
		<h1><?cs var:_("What is stored about me") ?></h1>
	</div>
	<div class="actions"><a class="btn primary" href="/account/data.json"><?cs call:icon("download") ?><?cs var:_("Download everything (.json)") ?></a></div>
</div>
<div class="stack">
<section class="card"><div class="body prose">
<p>
	<?cs var:_f("Your account was created on %1. It holds your name, login name, e-mail address, language, a digest of your password, your sessions and, if you set it up, the key of your second factor.", Data.since, "") ?></p>
<p><?cs var:_("Records and decisions belong to the site and must be kept. If you leave and ask for it, your name in them is replaced by a neutral one.") ?></p>
</div></section>
<?cs each:s = Data.sites ?>
<section class="card"><header><h2><?cs var:s.name ?></h2></header>
<div class="body"><dl class="facts"><?cs each:p = s.parts ?><div><dt><?cs var:p.label ?></dt><dd><?cs var:p.count ?></dd></div><?cs /each ?></dl></div></section>
<?cs /each ?>
</div>
