<?cs # files(fs): attachments and the upload form.
fs.items.*.{id,name,ext,size,by,at,url,may_remove}   size as text; ext: up to four letters for the mark
fs.{may_add,action,frozen}, fs.{wrong,complaint}            action: where uploads go; remove=<id> goes there too
fs.limit, fs.limits                                  translated: "up to 50 MB each"; see part/upload.cs
fs.places.*.{name,label,hint}                        files that are asked for by name: each has an input of its own
fs.said                                              translated: what came of a file just now
Needs part/icon.cs, token.cs, upload.cs, said.cs. ?>
<?cs def:files(fs) ?>
<?cs call:said(fs) ?>
<?cs if:subcount(fs.items) > #0 ?>
<ul class="files">
<?cs each:f = fs.items ?>
<li><span class="ext" aria-hidden="true"><?cs var:f.ext ?></span>
	<div><a href="<?cs var:f.url ?>"><?cs var:f.name ?></a>
		<p class="muted small"><?cs var:f.size ?> · <?cs var:f.by ?> · <?cs var:f.at ?></p>
	</div>
<?cs if:f.may_remove == "1" ?>
	<details class="menu">
		<summary class="btn quiet sm">
			<?cs call:icon("more") ?><span class="vh"><?cs var:_f("More about %1", f.name, "") ?></span></summary>
		<div>
			<form method="post" action="<?cs var:fs.action ?>" data-once>
				<?cs call:hidden("unfile-" + f.id) ?><button name="remove" value="<?cs var:f.id ?>"><?cs var:_("Remove") ?></button></form>
		</div>
	</details>
<?cs /if ?>
</li>
<?cs /each ?>
</ul>
<?cs elif:fs.may_add != "1" ?><p class="muted"><?cs var:_("No files.") ?></p>
<?cs /if ?>
<?cs if:fs.may_add == "1" ?>
<?cs if:fs.frozen == "1" ?><p class="hint"><?cs var:_("Adding or removing anything here ends the open round. The record then has to be submitted again.") ?></p><?cs /if ?>
<form method="post" action="<?cs var:fs.action ?>" enctype="multipart/form-data" class="upload" id="add-files" data-once<?cs call:limits(fs.limits) ?>><?cs call:hidden("files") ?>
<?cs if:fs.complaint ?><p class="err" role="alert"><?cs var:fs.complaint ?></p><?cs /if ?>
<label class="small" for="files-file"><?cs var:_("Add files") ?><?cs if:fs.limit ?> <span class="muted">(<?cs var:fs.limit ?>)</span><?cs /if ?></label>
<input type="file" id="files-file" name="file" multiple<?cs if:subcount(fs.places) == #0 ?> required<?cs /if ?>>
<?cs each:p = fs.places ?>
	<label class="small" for="files-<?cs var:p.name ?>"><?cs var:p.label ?></label><?cs if:p.hint ?><p class="hint"
		id="files-<?cs var:p.name ?>-hint"><?cs var:p.hint ?></p><?cs /if ?>
	<input type="file" id="files-<?cs var:p.name ?>" name="<?cs var:p.name ?>"<?cs if:p.hint ?> aria-describedby="files-<?cs var:p.name ?>-hint"<?cs /if ?>><?cs /each ?>
<button class="btn sm"><?cs var:_("Upload") ?></button></form>
<?cs /if ?>
<?cs /def ?>
