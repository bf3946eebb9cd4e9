<?cs # The shell around every page of somebody who is logged in.

Page.title           translated; Page.url: path and query of this page, for coming back
Page.today           "YYYY-MM-DD"; <time> elements are told from it, "4 days ago" (app.js)
Page.lang            "zh-CN" or "en"; Page.theme: "light", "dark" or "" (as the system)
Page.crumbs.*        {url,text}: the way here, without the page itself
Page.odd.*.text      filters in the address that are not understood; rows are then none
Page.wrong           "1": a form on it has mistakes
Page.wide            "1": uses the whole width (boards, lists)
Page.restricted      "1": names what only those concerned may see; the browser does not remember it
Record.{url,title}   on pages of a record: what the browser remembers as opened, or forgets where it is restricted (menu.js)
App.assets           where static files are, "/static"; App.version: makes their addresses new with each release;
                     App.icons: the symbols, with the version
Me.{name,initial,login}, Me.operator ("1"), Me.held ("1": the account was reset, its decisions rest), Me.unread (text, "" when none)
Site.{name,path}     path "/east"; absent outside any site
Sites.*              {name,path,current}: all they belong to
Page.nav_html        the menu, rendered from nav.cs
Flash.{text,tone}    a message kept from the page before: translated; tone "ok" or "bad"
Token                form token
The page itself is shown by _page(). ?>
<?cs include!"part/icon.cs" ?>
<!doctype html>
<html lang="<?cs var:Page.lang ?>" data-today="<?cs var:Page.today ?>"<?cs if:Page.theme ?> data-theme="<?cs var:Page.theme ?>"<?cs /if ?>>
<head>
<?cs include!"part/head.cs" ?>
<script src="<?cs var:App.assets ?>/menu.js<?cs call:version() ?>" defer></script>
</head>
<body>
<a class="skip" href="#main"><?cs var:_("Skip to the content") ?></a>
<div class="shell">
<aside class="side" id="nav" aria-label="<?cs var:_("Gatehouse") ?>">
<div class="side-top">
<a class="brand"
	href="<?cs if:Site.path ?><?cs var:Site.path ?>/<?cs else ?>/<?cs /if ?>">
	<?cs call:icon("gate") ?>
	<span><?cs if:Site.name ?><?cs var:Site.name ?><small><?cs var:_("Gatehouse") ?></small><?cs else ?><?cs var:_("Gatehouse") ?><?cs /if ?></span></a>
<a class="side-close" href="#main"><?cs call:icon("x") ?><span class="vh"><?cs var:_("Close the menu") ?></span></a>
</div>
<?cs if:Site.path && subcount(Sites) > #1 ?>
<details class="sites"><summary><span><?cs var:_("Switch site") ?></span><?cs call:icon("down") ?></summary>
<ul><?cs each:s = Sites ?><li><a href="<?cs var:s.path ?>/"<?cs if:s.current ?> aria-current="true"<?cs /if ?>><?cs var:s.name ?></a></li><?cs /each ?></ul>
</details>
<?cs /if ?>
<nav aria-label="<?cs var:_("Main menu") ?>">
<?cs uvar:Page.nav_html ?>
<?cs if:!Site.path && subcount(Sites) > #0 ?><h2><?cs var:_("Sites") ?></h2>
<ul><?cs each:s = Sites ?><li><a href="<?cs var:s.path ?>/"><?cs call:icon("home") ?><span><?cs var:s.name ?></span></a></li><?cs /each ?></ul><?cs /if ?>
<details class="fold-group" id="recent" open hidden><summary><?cs call:icon("clock") ?><span><?cs var:_("Opened recently") ?></span><?cs call:icon("down") ?></summary><ul></ul></details>
</nav>
<button type="button" class="side-foot" id="jump" hidden><span><?cs var:_("Jump to…") ?></span><kbd>Ctrl K</kbd></button>
</aside>
<div class="rest">
<header class="top">
<a class="btn quiet sm to-nav" href="#nav"><?cs call:icon("menu") ?><span class="vh"><?cs var:_("Menu") ?></span></a>
<?cs if:Site.path || subcount(Sites) > #0 ?>
<form role="search" action="<?cs var:Site.path ?>/search" class="find"
	aria-label="<?cs if:Site.path ?><?cs var:_("Search this site") ?><?cs else ?><?cs var:_("Search all my sites") ?><?cs /if ?>">
	<?cs call:icon("search") ?><input type="search" name="q" id="find" value="<?cs var:Search.q ?>"
		placeholder="<?cs var:_("Number, title, words…") ?>"
		aria-label="<?cs if:Site.path ?><?cs var:_("Search this site") ?><?cs else ?><?cs var:_("Search all my sites") ?><?cs /if ?>"
		enterkeyhint="search" maxlength="200"></form>
<?cs else ?><span class="push"></span><?cs /if ?>
<div class="right">
<span class="top-switches"><?cs include!"part/switches.cs" ?></span>
<a class="btn quiet sm bell" href="/notifications"><?cs call:icon("bell") ?><span
	class="vh"><?cs var:_("Notifications") ?></span><?cs if:Me.unread ?><b class="count"><span class="vh"><?cs var:_("unread:") ?>
	</span><?cs var:Me.unread ?></b><?cs /if ?></a>
<details class="menu">
	<summary><span class="avatar" aria-hidden="true"><?cs var:Me.initial ?></span><span class="who-name"><?cs var:Me.name ?></span><?cs call:icon("down") ?></summary>
<div>
<p class="menu-head"><?cs var:Me.name ?><small class="muted"><?cs var:Me.login ?></small></p>
<a href="/"><?cs call:icon("inbox") ?><?cs var:_("My work on all sites") ?></a>
<a href="/account"><?cs call:icon("user") ?><?cs var:_("My account") ?></a>
<?cs if:Me.operator ?><a href="/operator/sites"><?cs call:icon("gear") ?><?cs var:_("System operation") ?></a><?cs /if ?>
<div class="menu-switches"><?cs include!"part/switches.cs" ?></div>
<form method="post" action="/logout"><input type="hidden" name="token" value="<?cs var:Token ?>"><input type="hidden" name="key"
	value="<?cs var:Key ?>.out"><button><?cs call:icon("exit") ?><?cs var:_("Log out") ?></button></form>
</div></details>
</div>
</header>
<main id="main" tabindex="-1"<?cs if:Page.wide ?> class="wide"<?cs /if ?><?cs if:Record.url && Page.restricted ?>
	data-forget="<?cs var:Record.url ?>"<?cs elif:Record.url ?>
	data-record="<?cs var:Record.url ?>" data-title="<?cs var:Record.title ?>"<?cs /if ?>>
<?cs if:subcount(Page.crumbs) > #0 ?>
	<nav class="crumbs" aria-label="<?cs var:_("You are here") ?>">
		<?cs each:c = Page.crumbs ?>
			<?cs if:!first(c) ?><span aria-hidden="true">/</span><?cs /if ?><a href="<?cs var:c.url ?>"><?cs var:c.text ?></a><?cs /each ?></nav>
<?cs /if ?>
<?cs if:subcount(Page.odd) > #0 ?>
	<div class="alert bad" role="alert">
		<div>
			<p><b><?cs var:_("These filters could not be read, so nothing is shown:") ?></b> <?cs var:_("Correct or remove them.") ?></p>
			<ul><?cs each:o = Page.odd ?><li><?cs var:o.text ?></li><?cs /each ?></ul>
		</div>
	</div>
<?cs /if ?>
<?cs if:Flash.text ?><div class="alert <?cs var:Flash.tone ?>" role="status"><?cs call:icon("check") ?><p><?cs var:Flash.text ?></p></div><?cs /if ?>
<?cs if:Me.held && Site.path ?>
	<div class="alert warn" role="status">
		<p>
			<?cs var:_("Your account was reset, so for now you cannot decide or see restricted records in this site. Log in with the second factor you had before, or ask another group member or an administrator who had no part in the reset to confirm you.") ?>
				<a href="<?cs var:Site.path ?>/settings/two-people"><?cs var:_("Two people") ?></a></p>
	</div>
<?cs /if ?>
<?cs var:_page() ?>
</main>
</div>
</div>
<template id="palette-parts" data-script="<?cs var:App.assets ?>/palette.js<?cs call:version() ?>">
<dialog class="palette" id="palette" aria-label="<?cs var:_("Jump to…") ?>" data-page="<?cs var:_("Page") ?>" data-action="<?cs var:_("Action") ?>"
	data-search="<?cs var:_("Search for") ?>">
	<input type="text" role="combobox" aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list" maxlength="200" autocomplete="off"
		placeholder="<?cs var:_("A page, a record or an action…") ?>" aria-label="<?cs var:_("A page, a record or an action…") ?>">
	<ul id="palette-list" role="listbox" aria-label="<?cs var:_("Jump to…") ?>"></ul>
	<p class="row small muted"><span><kbd>↑</kbd> <kbd>↓</kbd> <?cs var:_("choose") ?></span><span><kbd>Enter</kbd> <?cs var:_("open") ?></span><button
		type="button" class="btn quiet sm push"><?cs var:_("Keys") ?></button></p>
</dialog>
<dialog class="palette" id="keys" aria-labelledby="keys-title">
	<h2 id="keys-title"><?cs var:_("Keys") ?></h2>
	<div class="row"><kbd>Ctrl K</kbd> <?cs var:_("Jump to…") ?><span
		class="push"></span><kbd>/</kbd> <?cs var:_("Search") ?><span class="push"></span><kbd>?</kbd> <?cs var:_("Keys") ?></div>
	<dl></dl>
	<p class="row"><label class="row"><input type="checkbox"><?cs var:_("Single keys jump (Ctrl K always works)") ?></label><button type="button" class="btn sm push"><?cs var:_("Close") ?></button></p>
</dialog>
</template>
</body>
</html>
