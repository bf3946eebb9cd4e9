<?cs # Paper: one A4 page after another, no shell. Reads Page.{title,lang}, App.assets, and App.archived "1": opened from an
archive, where no header says that nothing is fetched. The page is record/print, which draws the plain print or the official notice. ?>
<!doctype html>
<html lang="<?cs var:Page.lang ?>" data-theme="light">
<head>
<?cs if:App.archived == "1" ?>
	<meta http-equiv="Content-Security-Policy"
		content="img-src data:; script-src 'none'; connect-src 'none'; font-src 'none'; media-src 'none'; frame-src 'none'; object-src 'none'; form-action 'none'; base-uri 'none'">
<?cs /if ?>
<?cs include!"part/head.cs" ?>
<link rel="stylesheet" href="<?cs var:App.assets ?>/paper.css<?cs call:version() ?>">
</head>
<body class="paper">
<main><?cs var:_page() ?></main>
</body>
</html>
