<?cs # The <head> of every page. Reads Page.{title,lang,theme,wrong}, Page.refresh (seconds after which it is loaded again), Site.name, App.{assets,version}. ?>
<?cs def:version() ?><?cs if:App.version ?>?v=<?cs var:App.version ?><?cs /if ?><?cs /def ?>
<meta charset="utf-8">
<title>
	<?cs if:Page.wrong == "1" ?><?cs var:_("Mistake:") ?> <?cs /if ?><?cs var:Page.title ?><?cs if:Site.name ?> ·
		<?cs var:Site.name ?><?cs /if ?> · <?cs var:_("Gatehouse") ?></title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<?cs if:Page.refresh ?><meta http-equiv="refresh" content="<?cs var:Page.refresh ?>"><?cs /if ?>
<link rel="stylesheet" href="<?cs var:App.assets ?>/app.css<?cs call:version() ?>">
<link rel="icon" href="<?cs var:App.assets ?>/icon.svg<?cs call:version() ?>" type="image/svg+xml">
<script src="<?cs var:App.assets ?>/app.js<?cs call:version() ?>" defer></script>
