/* SPDX-License-Identifier: ISC */
#include "pages/admin/sayings.h"

#include "access/event.h"
#include "pages/record/move.h"
#include "view/words.h"

struct sayings_state {
	struct rows *list;
};

const size_t sayings_state = sizeof(struct sayings_state);

static const struct field fields[] = {
	{ "text", FIELD_LINE, REQUIRED | WIDE, .max = SAYING_MAX },
	{ "shared", FIELD_FLAG },
	{ NULL },
};

void
sayings_ask(struct visit *v)
{
	db_ask(v->c->db, v->c, STMT_SAYINGS, &STATE_OF(v, sayings_state)->list, ARGS(v->c->site_id));
}

static struct err *
show(struct visit *v, const struct form *form)
{
	const struct rows *rows = STATE_OF(v, sayings_state)->list;
	struct node *node = node_in(v->root, "Sayings");
	bool may_share = may(v->c, PERMIT_SETTINGS_MANAGE);

	node_put(node, "action", visit_path(v, "sayings"));
	for (size_t i = 0; i < rows_count(rows); i++) {
		bool shared = rows_bool(rows, i, "shared");
		struct node *item = node_item(node_in(node, shared ? "site" : "own"));

		node_put(item, "text", rows_str(rows, i, "text"));
		if (!shared || may_share)
			node_put(item, "id", rows_str(rows, i, "id"));
	}
	node_put_flag(node, "may_share", may_share);
	visit_put_form(v, node_in(node, "add"), form);
	return (form->ok ? visit_show(v, "pages/sayings", N_("Canned opinions")) : visit_again(v, "pages/sayings", N_("Canned opinions")));
}

struct err *
sayings_show(struct visit *v)
{
	return (show(v, form_new(v->c, "saying", fields)));
}

/* What a site offers is told in its history; what a person keeps is their own matter. */
static void
tell(struct visit *v, const char *action, const char *text, bool shared)
{
	if (shared)
		(void)event_new(v->c, action, NULL, text);
}

static struct err *
drop(struct visit *v, const char *id)
{
	struct ctx *c = v->c;
	struct rows *gone;
	int64_t n;

	if (!str_to_int(id, 1, INT64_MAX, &n))
		return (RAISE(ERR_INVALID, "no canned opinion \"%s\"", id));
	TRY(db_run(c->db, c, STMT_SAYING_DROP, &gone, ARGS(c->site_id, c->me->id_text, id, may(c, PERMIT_SETTINGS_MANAGE) ? "t" : "f")));
	if (rows_count(gone) == 0)
		return (RAISE(ERR_NOT_FOUND, "canned opinion %s is not theirs", id));
	tell(v, "saying.remove", rows_str(gone, 0, "text"), rows_bool(gone, 0, "shared"));
	return (visit_go(v, visit_path(v, "sayings"), N_("Removed.")));
}

struct err *
sayings_answer(struct visit *v)
{
	struct ctx *c = v->c;
	struct form *form = visit_read_form(v, "saying", fields);
	bool shared = str_eq(form_value(form, "shared"), "1");
	struct rows *added;

	if (*visit_form(v, "remove") != '\0')
		return (drop(v, visit_form(v, "remove")));
	if (shared)
		TRY(permit_check(c, PERMIT_SETTINGS_MANAGE));
	if (!form->ok)
		return (show(v, form));
	TRY(db_run(c->db, c, STMT_SAYING_ADD, &added, ARGS(c->site_id, shared ? NULL : c->me->id_text, form_value(form, "text"), c->now, c->me->id_text)));
	if (rows_count(added) == 0) {
		form_complain(form, "text", N_("It is on the list already, or the list is full (50)."), NULL);
		return (show(v, form));
	}
	tell(v, "saying.add", form_value(form, "text"), shared);
	return (visit_go(v, visit_path(v, "sayings"), N_("Saved.")));
}
