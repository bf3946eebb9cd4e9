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
put_fact(struct visit *v, const struct record *rec, const struct field *f, struct node *home)
{
	struct node *node = node_item(node_in(home, "Facts"));

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
put_person(struct visit *v, const char *list, const char *label, const char *name)
{
	struct node *node;

	if (str_empty(name))
		return;
	node = node_item(node_in(v->root, list));
	node_put(node, "label", label);
	visit_put_person(node, "person", "", name);
}

static void
put_text(struct visit *v, const char *list, const char *label, const char *text, const char *url, bool late)
{
	struct node *node;

	if (str_empty(text))
		return;
	node = node_item(node_in(v->root, list));
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
	put_text(v, "People", subject_label(v, rec->kind->name, field),
	    is_record ? name + strlen(number) + 1 : name,
	    is_record ? subject_path_of(v, number) : NULL, false);
}

/* Who answers for it and by when stand below the title, where there is one. */
static void
put_people(struct visit *v, const struct show *s)
{
	const struct record *rec = s->rec;
	const char *author = rows_text(rec->row, 0, "author_name"), *at = rows_str(rec->row, 0, "created_at");
	bool late = rec->due != NULL && strcmp(rec->due, v->c->today) < 0 &&
		    rows_text(rec->row, 0, "closed_at") == NULL;

	put_person(v, "Line", subject_label(v, rec->kind->name, "owner_id"), rows_text(rec->row, 0, "owner_name"));
	put_text(v, "Line", subject_label(v, rec->kind->name, "due"), rec->due, NULL, late);
	put_text(v, "People", word(N_("Document number")), rows_text(rec->row, 0, "official_number"), NULL, false);
	put_text(v, "People", word(N_("Old number")), rows_text(rec->row, 0, "old_number"), NULL, false);
	put_reference(v, rec, "platform_id");
	put_reference(v, rec, "department_id");
	if (record_is_anonymous(rec))
		author = author == NULL ? word(N_("Anonymous")) : wordf(v->c, N_("%1 (anonymous to others)"), author, NULL);
	/* Nobody made what a visitor sent or a rule made. */
	put_text(v, "People", word(N_("Created")), author == NULL ? at : wordf(v->c, N_("%1, %2"), author, at), NULL, false);
	if (!str_eq(rec->author_id, rec->submitter_id))
		put_person(v, "People", word(N_("Submitted by")), rows_text(rec->row, 0, "submitter_name"));
	put_text(v, "People", word(N_("Submitted by (imported)")), rows_text(rec->row, 0, "old_submitter"), NULL, false);
	put_text(v, "Line", word(N_("In this state since")), mem_strn(v->c, rows_str(rec->row, 0, "state_at"), 10), NULL, false);
}

static bool
is_shown(const struct visit *v, const struct show *s, const struct input *in)
{
	const struct record *rec = s->rec;

	if (is_elsewhere(in->field) || !form_asks(rec->fields, in->field))
		return (false);
	if (in->field->flags & PERSONAL && !record_may_see_personal(v->c, rec))
		return (false);
	/* What a later step will fill in is not missing yet. */
	if (in->field->flags & DERIVED && str_empty(in->value))
		return (false);
	return (!show_is_reported(s, in->field->name) && !(str_eq(in->field->name, "stated") && show_states_values(s)));
}

/* What is not filled in is named where it would stand. */
static void
show(struct visit *v, const struct show *s)
{
	const struct record *rec = s->rec;

	for (size_t i = 0; i < rec->fields->n; i++) {
		const struct input *in = &rec->fields->inputs[i];
		struct home home;

		if (!is_shown(v, s, in))
			continue;
		home = show_home(v, s, HOME_FIELD, in->field->name);
		if (is_blank(in)) {
			node_add(node_in(home.node, "Blanks"), subject_label(v, rec->kind->name, in->field->name));
			continue;
		}
		put_fact(v, rec, in->field, home.node);
		show_tell(s, home.section, NULL, 0, 0);
	}
	put_people(v, s);
}

const struct show_part show_facts = { 0, NULL, show };
