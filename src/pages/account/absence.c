/* SPDX-License-Identifier: ISC */
#include "pages/account/absence.h"

#include "access/event.h"
#include "record/absence.h"
#include "record/vote.h"
#include "view/words.h"
#include "web/options.h"

struct absence_state {
	struct options choices;
};

const size_t absence_state = sizeof(struct absence_state);

void
absence_ask(struct visit *v)
{
	options_ask(v, &STATE_OF(v, absence_state)->choices, absence_fields, 0, 0);
}

static void
put_list(struct visit *v, const struct rows *rows)
{
	struct node *list = node_in(node_in(v->root, "Absence"), "rows");

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *item = node_item(list);
		bool own = str_eq(rows_str(rows, i, "account_id"), v->c->me->id_text);

		node_put(item, "id", rows_str(rows, i, "id"));
		node_put(item, "absent", rows_str(rows, i, "absent"));
		node_put(item, "delegate", rows_str(rows, i, "delegate"));
		node_put(item, "from", rows_str(rows, i, "starts_on"));
		node_put(item, "to", rows_str(rows, i, "ends_on"));
		node_put(item, "reason", rows_str(rows, i, "reason"));
		node_put_flag(item, "hands_over", rows_bool(rows, i, "hands_over"));
		node_put_flag(item, "now", rows_bool(rows, i, "is_now"));
		node_put_flag(item, "may_end", own && rows_bool(rows, i, "is_open"));
	}
}

static struct err *
show(struct visit *v, const struct form *form)
{
	struct ctx *c = v->c;
	struct node *node = node_in(v->root, "Absence");
	struct rows *rows;

	TRY(db_run(c->db, c, STMT_DELEGATION_LIST, &rows, ARGS(c->site_id, c->me->id_text, c->today)));
	put_list(v, rows);
	node_put(node, "action", visit_path(v, "absence"));
	visit_put_form(v, node, form);
	options_put(node, form, &STATE_OF(v, absence_state)->choices);
	if (form->ok)
		return (visit_show(v, "pages/absence", N_("Absence")));
	return (visit_again(v, "pages/absence", N_("Absence")));
}

struct err *
absence_show(struct visit *v)
{
	struct form *form = form_new(v->c, "absence", absence_fields);

	form_set(form, "starts_on", v->c->today);
	return (show(v, form));
}

static struct err *
end_early(struct visit *v)
{
	struct ctx *c = v->c;
	struct rows *ended;
	int64_t id;

	if (!str_to_int(visit_form(v, "end"), 1, INT64_MAX, &id))
		return (RAISE(ERR_INVALID, "end=\"%s\"", visit_form(v, "end")));
	TRY(db_run(c->db, c, STMT_DELEGATION_END, &ended, ARGS(c->site_id, visit_form(v, "end"), c->me->id_text, c->now)));
	if (rows_count(ended) == 0)
		return (RAISE(ERR_NOT_FOUND, "delegation %s", visit_form(v, "end")));
	event_say(event_new(c, "delegation.end", NULL, c->me->login), "delegate", rows_str(ended, 0, "delegate"));
	TRY(vote_judge_all(c));
	return (visit_go(v, visit_path(v, "absence"), "absence.ended"));
}

struct err *
absence_answer(struct visit *v)
{
	struct form *form;

	if (*visit_form(v, "end") != '\0')
		return (end_early(v));
	form = visit_read_form(v, "absence", absence_fields);
	TRY(absence_add(v->c, form));
	if (form->ok)
		return (visit_go(v, visit_path(v, "absence"), "absence.added"));
	TRY(visit_complain(v, form, NULL, NULL));
	return (show(v, form));
}
