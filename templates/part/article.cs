<?cs # article(a): the "?" beside a gate, opening the article behind it without a script.
a.article: its number as text ("17.3"), a.article_text: what it says (may be empty), a.article_url: where it is (may be empty). ?>
<?cs def:article(a) ?>
<?cs if:a.article ?>
<details class="article">
	<summary title="<?cs var:_f("Article %1", a.article, "") ?>"><span aria-hidden="true">?</span><span
		class="vh"><?cs var:_f("What article %1 says", a.article, "") ?></span></summary>
<div class="pop"><p class="pop-title"><?cs var:_f("Article %1", a.article, "") ?></p>
<?cs if:a.article_text ?><p><?cs var:a.article_text ?></p><?cs /if ?>
<?cs if:a.article_url ?><p><a href="<?cs var:a.article_url ?>"><?cs var:_("Read the regulation") ?></a></p><?cs /if ?>
</div></details>
<?cs /if ?>
<?cs /def ?>
