<?cs # errors(form, at): the summary above a form with mistakes; each line leads to its field.
form.wrong ("1" when anything is), form.complaint (about the whole form, translated),
form.fields.*.{name,label,complaint}. ?>
<?cs def:errors(form, at) ?>
<?cs if:form.wrong == "1" ?>
<div class="alert bad" role="alert" tabindex="-1" data-focus>
<h2><?cs var:_("Please correct the following") ?></h2>
<ul>
<?cs if:form.complaint ?><li><?cs var:form.complaint ?></li><?cs /if ?>
<?cs each:f = form.fields ?><?cs if:f.complaint ?><li><a href="#<?cs var:at ?>-<?cs var:f.name ?>"><?cs var:_f("%1: %2", f.label, f.complaint) ?></a></li><?cs /if ?><?cs /each ?>
</ul>
</div>
<?cs /if ?>
<?cs /def ?>
