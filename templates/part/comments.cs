<?cs # comments(cs): what people said, and a box to say more.
cs.items.*.{id,url,name,initial,at,body_html}   url: its own address, on whatever page it is; body_html: safe HTML made from Markdown in C
cs.{earlier,earlier_label,latest,latest_label}  addresses of the other pages, or absent
cs.unclear.*.text             a name in a comment just written that several members share
cs.{may_add,action,value,complaint}         value: what was typed when it must be shown again
cs.said                       translated: what came of it, just now
Needs part/token.cs, said.cs, markdown.cs. ?>
<?cs def:comments(list) ?>
<?cs if:subcount(list.items) > #0 ?>
<?cs if:list.earlier ?><p><a class="btn sm" href="<?cs var:list.earlier ?>" rel="prev"><?cs var:list.earlier_label ?></a></p><?cs /if ?>
<ol class="comments">
<?cs each:c = list.items ?>
<li id="comment-<?cs var:c.id ?>"><span class="avatar" aria-hidden="true"><?cs var:c.initial ?></span>
	<div>
		<p><b><?cs var:c.name ?></b> <a class="muted small" href="<?cs var:c.url ?>"><time><?cs var:c.at ?></time></a></p>
		<div class="prose"><?cs uvar:c.body_html ?></div>
	</div>
</li>
<?cs /each ?>
</ol>
<?cs if:list.latest ?><p><a class="btn sm" href="<?cs var:list.latest ?>" rel="next"><?cs var:list.latest_label ?></a></p><?cs /if ?>
<?cs elif:list.may_add != "1" ?><p class="muted"><?cs var:_("No comments.") ?></p>
<?cs /if ?>
<div id="said"><?cs call:said(list) ?>
<?cs each:u = list.unclear ?><div class="alert warn" role="alert"><p><?cs var:u.text ?></p></div><?cs /each ?>
<?cs if:list.may_add == "1" ?>
<form method="post" action="<?cs var:list.action ?>" class="say" data-once><?cs call:hidden("comment") ?>
<label for="say-body"><?cs var:_("Comment") ?></label>
<?cs if:list.complaint ?><p class="err" role="alert"><?cs var:list.complaint ?></p><?cs /if ?>
<textarea id="say-body" name="body" rows="3" required aria-describedby="say-hint"<?cs call:markdown() ?>><?cs var:list.value ?></textarea>
<p class="hint" id="say-hint"><?cs var:_("Write @ and a name or login name to notify somebody. Simple Markdown is supported.") ?></p>
<div class="actions"><button class="btn"><?cs var:_("Add comment") ?></button></div></form>
<?cs /if ?></div>
<?cs /def ?>
