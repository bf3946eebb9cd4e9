<?cs # Paper: one A4 page after another, no shell. Reads Page.{title,lang}, App.assets; the page is record/print,
which draws either the plain print or the official notice. ?>
<!doctype html>
<html lang="<?cs var:Page.lang ?>" data-theme="light">
<head>
<?cs include!"part/head.cs" ?>
<link rel="stylesheet" href="<?cs var:App.assets ?>/paper.css<?cs call:version() ?>">
</head>
<body class="paper">
<main><?cs var:_page() ?></main>
</body>
</html>
