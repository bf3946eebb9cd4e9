/* SPDX-License-Identifier: ISC */
/* What the record says: its fields, and at a glance who and by when. */
#include "pages/record/show.h"

#include "base/str.h"
#include "view/words.h"
#include "web/markdown.h"
#include "web/value.h"

#include <string.h>

/* Shown elsewhere: the title above, who and by when at the side. */
static bool
is_elsewhere(const struct field *f)
{
	return (f->type == FIELD_FILE || f->type == FIELD_PASSWORD ||
		str_has_word("title owner_id department_id platform_id due", f->name));
}

static void
put_fact(struct visit *v, const struct record *rec, const struct field *f)
{
	struct node *node = node_item(node_in(v->root, "Facts"));

	node_put(node, "name", f->name);
	node_put(node, "label", subject_label(v, rec->kind->name, f->name));
	node_put_flag(node, "wide", (f->flags & WIDE) != 0);
	node_put_flag(node, "long", f->type == FIELD_TEXT);
	if (f->flags & MARKDOWN)
		node_put_html(node, "text_html", markdown_html(v->c, record_value(rec, f->name)));
	value_put(v, node, rec->kind, f, rec->row, 0);
}

/* What says nothing yet is named in one line; a flag that is off says no. */
static bool
is_blank(const struct input *in)
{
	return (in->field->type != FIELD_FLAG && str_empty(in->value));
}

static void
put_person(struct visit *v, const char *label, const char *name)
{
	struct node *node;

	if (str_empty(name))
		return;
	node = node_item(node_in(v->root, "People"));
	node_put(node, "label", label);
	visit_put_person(node, "person", "", name);
}

static void
put_text(struct visit *v, const char *label, const char *text, const char *url, bool late)
{
	struct node *node;

	if (str_empty(text))
		return;
	node = node_item(node_in(v->root, "People"));
	node_put(node, "label", label);
	node_put(node, "text", text);
	if (url != NULL)
		node_put(node, "url", url);
	node_put_flag(node, "late", late);
}

static void
put_reference(struct visit *v, const struct record *rec, const char *field)
{
	const struct field *f = field_find(rec->kind->fields, field);
	const char *name = f == NULL ? NULL : value_name(v, f, rec->row, 0);
	bool is_record = str_eq(field, "platform_id");
	char *number;

	if (str_empty(name))
		return;
	number = mem_strn(v->c, name, strcspn(name, " "));
	put_text(v, subject_label(v, rec->kind->name, field),
	    is_record ? name + strlen(number) + 1 : name,
	    is_record ? subject_path_of(v, number) : NULL, false);
}

static void
put_people(struct visit *v, const struct record *rec)
{
	bool late = rec->due != NULL && strcmp(rec->due, v->c->today) < 0 &&
		    rows_text(rec->row, 0, "closed_at") == NULL;

	put_text(v, subject_label(v, rec->kind->name, "due"), rec->due, NULL, late);
	put_person(v, subject_label(v, rec->kind->name, "owner_id"), rows_text(rec->row, 0,
	    "owner_name"));
	put_text(v, word(N_("Old number")), rows_text(rec->row, 0, "old_number"), NULL, false);
	put_reference(v, rec, "platform_id");
	put_reference(v, rec, "department_id");
	put_person(v, word(N_("Created by")), rows_text(rec->row, 0, "author_name"));
	if (!str_eq(rec->author_id, rec->submitter_id))
		put_person(v, word(N_("Submitted by")), rows_text(rec->row, 0, "submitter_name"));
	put_text(v, word(N_("Submitted by (imported)")), rows_text(rec->row, 0, "old_submitter"), NULL, false);
	put_text(v, word(N_("Created")), rows_text(rec->row, 0, "created_at"), NULL, false);
	put_text(v, word(N_("In this state since")), rows_text(rec->row, 0, "state_at"), NULL,
	    false);
	put_text(v, word(N_("Last changed")), rows_text(rec->row, 0, "changed_at"), NULL, false);
}

static void
show(struct visit *v, const struct show *s)
{
	const struct record *rec = s->rec;
	struct buf *blanks = buf_new(v->c);

	for (size_t i = 0; i < rec->fields->n; i++) {
		const struct input *in = &rec->fields->inputs[i];

		if (is_elsewhere(in->field) || !form_asks(rec->fields, in->field))
			continue;
		if (in->field->flags & PERSONAL && !record_may_see_personal(v->c, rec))
			continue;
		/* What a later step will fill in is not missing yet. */
		if (in->field->flags & DERIVED && str_empty(in->value))
			continue;
		if (show_is_reported(s, in->field->name) || (str_eq(in->field->name, "stated") && show_states_values(s)))
			continue;
		if (!is_blank(in)) {
			put_fact(v, rec, in->field);
			continue;
		}
		buf_put(blanks, blanks->len == 0 ? "" : word(N_(", ")));
		buf_put(blanks, subject_label(v, rec->kind->name, in->field->name));
	}
	node_put(v->root, "Blanks", blanks->data);
	put_people(v, rec);
}

const struct show_part show_facts = { 0, NULL, show };
