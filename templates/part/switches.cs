<?cs # Language and theme, for everyone; works without a script. Posts language=zh_CN|en or theme=light|dark|system
and next to /preferences. Reads Page.{lang,theme,url}, Token. Needs part/icon.cs. ?>
<form method="post" action="/preferences" class="switches">
<input type="hidden" name="token" value="<?cs var:Token ?>"><input type="hidden" name="next" value="<?cs var:Page.url ?>">
<?cs if:Page.lang == "en" ?>
	<button class="btn quiet sm" name="language" value="zh_CN" lang="zh-CN">中文</button><?cs else ?><button class="btn quiet sm" name="language"
		value="en" lang="en">English</button><?cs /if ?>
<button class="btn quiet sm to-dark" name="theme" value="dark" title="<?cs var:_("Dark colours") ?>"><?cs call:icon("moon") ?><span
	class="vh"><?cs var:_("Dark colours") ?></span></button>
<button class="btn quiet sm to-light" name="theme" value="light" title="<?cs var:_("Light colours") ?>"><?cs call:icon("sun") ?><span
	class="vh"><?cs var:_("Light colours") ?></span></button>
</form>
