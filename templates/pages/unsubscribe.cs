<?cs # Behind the signed link of a mail: no more mail of these kinds, without a log-in.
Unsubscribe.action; Unsubscribe.topics.*: the kinds; Unsubscribe.done "1": it is done ?>
<?cs include!"part/token.cs" ?>
<section class="card"><div class="body stack">
<h1><?cs var:_("No more such mail") ?></h1>
<?cs if:Unsubscribe.done == "1" ?><p><?cs var:_("You get no more mail of these kinds from this site. In the portal you are told of everything as before.") ?></p>
<?cs else ?><p><?cs var:_("You will get no more mail of these kinds from this site. In the portal you are told of everything as before.") ?></p><?cs /if ?>
<ul><?cs each:t = Unsubscribe.topics ?><li><?cs var:t ?></li><?cs /each ?></ul>
<?cs if:Unsubscribe.done != "1" ?>
<form method="post" action="<?cs var:Unsubscribe.action ?>"><?cs call:hidden("stop") ?><button class="btn primary"><?cs var:_("No more such mail") ?></button></form>
<?cs /if ?>
</div></section>
