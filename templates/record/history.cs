<?cs # All that happened to a record, and its versions.

Record.{number,title,url,kind,icon}
History.*                     see part/history.cs
Versions.*.{number,by,at,url} url shows it against the one before
Pager…                        see part/pager.cs ?>
<?cs include!"part/icon.cs" ?><?cs include!"part/history.cs" ?><?cs include!"part/pager.cs" ?>
<div class="head">
	<div class="head-text">
		<p class="kicker">
			<?cs call:icon(Record.icon) ?><?cs var:Record.kind ?> <span class="mono"><?cs var:Record.number ?></span></p>
		<h1><?cs var:_("History") ?></h1>
		<p class="muted"><?cs var:Record.title ?></p>
	</div>
	<div class="actions"><a class="btn" href="<?cs var:Record.url ?>"><?cs call:icon("back") ?><?cs var:_("Back to the record") ?></a></div>
</div>
<div class="split">
<section class="card">
	<div class="body">
		<?cs if:subcount(History) > #0 ?>
			<?cs call:history(History) ?><?cs else ?>
			<p class="muted"><?cs var:_("Nothing more.") ?></p>
		<?cs /if ?>
	</div>
	<?cs call:pager(Pager) ?></section>
<section class="card">
	<header><h2><?cs var:_("Versions") ?></h2></header>
	<ul class="list">
		<?cs each:v = Versions ?>
			<li><a href="<?cs var:v.url ?>"><?cs var:_f("Version %1", v.number, "") ?></a>
				<p class="muted small"><?cs var:v.by ?> · <time><?cs var:v.at ?></time></p>
			</li>
		<?cs /each ?>
	</ul>
</section>
</div>
