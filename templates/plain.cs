<?cs # A page for anybody: log-in, public form, errors. Reads what part/head.cs and part/switches.cs read,
and Flash.{text,tone}, Site.{name,path} (may be absent). ?>
<?cs include!"part/icon.cs" ?>
<!doctype html>
<html lang="<?cs var:Page.lang ?>"<?cs if:Page.theme ?> data-theme="<?cs var:Page.theme ?>"<?cs /if ?>>
<head>
<?cs include!"part/head.cs" ?>
</head>
<body class="plain">
<a class="skip" href="#main"><?cs var:_("Skip to the content") ?></a>
<header class="plain-top"><a class="brand"
	href="/"><?cs call:icon("gate") ?><span><?cs var:_("Gatehouse") ?><?cs if:Site.name ?><small><?cs var:Site.name ?></small><?cs /if ?></span></a><?cs include!"part/switches.cs" ?></header>
<main id="main" tabindex="-1">
<?cs if:Flash.text ?><div class="alert <?cs var:Flash.tone ?>" role="status"><?cs call:icon("check") ?><p><?cs var:Flash.text ?></p></div><?cs /if ?>
<?cs var:_page() ?>
</main>
</body>
</html>
