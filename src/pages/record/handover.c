/* SPDX-License-Identifier: ISC */
#include "pages/record/handover.h"

#include "base/str.h"
#include "base/typed.h"
#include "record/handover.h"
#include "view/words.h"
#include "web/options.h"
#include "web/over.h"

struct handover_state {
	struct rows *people, *open;
};

const size_t handover_state = sizeof(struct handover_state);

static const struct field fields[] = {
	{ "reason", FIELD_TEXT, REQUIRED | WIDE, .max = 500 },
	{ NULL },
};

/* The department is known when the request is open; the statements find it themselves. */
void
handover_ask(struct visit *v)
{
	struct ctx *c = v->c;
	struct handover_state *s = STATE_OF(v, handover_state);

	db_ask(c->db, c, STMT_HANDOVER_PEOPLE, &s->people, ARGS(c->site_id));
	db_ask(c->db, c, STMT_HANDOVER_OPEN, &s->open, ARGS(c->site_id));
}

/* ---- showing */

static void
put_people(struct visit *v, struct node *list, const char *chosen)
{
	const struct rows *rows = STATE_OF(v, handover_state)->people;

	for (size_t i = 0; i < rows_count(rows); i++)
		options_add(list, rows_str(rows, i, "id"),
		    rows_bool(rows, i, "is_apart") ? rows_str(rows, i, "name") : wordf(v->c, N_("%1 (%2)"), rows_str(rows, i, "name"), rows_str(rows, i, "login")),
		    str_eq(rows_str(rows, i, "id"), chosen));
}

static void
put_open(struct visit *v, struct node *list, const char *chosen)
{
	const struct rows *rows = STATE_OF(v, handover_state)->open;

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *item = node_item(list);

		over_put_record(item, v->c, v->c->site->slug, rows, i);
		node_put(item, "owner", rows_str(rows, i, "owner"));
		node_put_flag(item, "selected", str_eq(rows_str(rows, i, "number"), chosen));
	}
}

static struct err *
show(struct visit *v, const struct form *form, const char *complaint)
{
	struct node *node = node_in(v->root, "Handover");
	bool posted = v->req->method == METHOD_POST;

	put_people(v, node_in(node, "from"), posted ? visit_form(v, "from") : "");
	put_people(v, node_in(node, "to"), posted ? visit_form(v, "to") : "");
	put_open(v, node_in(node, "open"), posted ? visit_form(v, "number") : visit_query(v, "number"));
	node_put(node, "action", visit_path(v, "handover"));
	visit_put_form(v, node_in(node, "form"), form);
	if (complaint == NULL && form->ok)
		return (visit_show(v, "pages/handover", N_("Hand over")));
	node_put(node, "complaint", complaint == NULL ? "" : word(complaint));
	return (visit_again(v, "pages/handover", N_("Hand over")));
}

struct err *
handover_show(struct visit *v)
{
	return (show(v, form_new(v->c, "handover", fields), NULL));
}

/* ---- handing over */

/* One record by its number, or all that ${from} is responsible for; *skipped: those that are being decided on. */
static struct err *
hand_all(struct visit *v, const char *from, const char *to, const char *number, const char *reason, size_t *done, size_t *skipped)
{
	const struct rows *rows = STATE_OF(v, handover_state)->open;

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct record *rec;

		if (*number != '\0' ? !str_eq(number, rows_str(rows, i, "number")) : !str_eq(from, rows_str(rows, i, "owner_id")))
			continue;
		TRY(record_load(v->c, rows_str(rows, i, "id"), &rec));
		if (*number == '\0' && rows_count(rec->approval) > 0) {
			(*skipped)++;
			continue;
		}
		TRY(handover_record(v->c, rec, &(struct handing_over){ HAND_ON, rows_str(rows, i, "owner_id"), to, reason, NULL }));
		(*done)++;
	}
	return (*number == '\0' ? handover_entries(v->c, &(struct handing_over){ HAND_ON, from, to, reason, NULL }, NULL) : OK);
}

/* "number" says which; without it all of "from". */
static const char *
complaint_of(const struct visit *v, const char *from, const char *to, const char *number)
{
	const struct handover_state *s = STATE_OF(v, handover_state);

	if (*number == '\0' && !rows_have(s->people, "id", from))
		return (N_("handover.choose_from"));
	if (!rows_have(s->people, "id", to))
		return (N_("handover.choose_to"));
	return (*number == '\0' && str_eq(from, to) ? N_("handover.same") : NULL);
}

struct err *
handover_answer(struct visit *v)
{
	struct form *form = visit_read_form(v, "handover", fields);
	const char *from = visit_form(v, "from"), *to = visit_form(v, "to"), *written = visit_form(v, "number"), *number = str_or(typed_number(v->c, written), written);
	const char *complaint = complaint_of(v, from, to, number), *said;
	size_t done = 0, skipped = 0;
	struct err *err;

	if (complaint != NULL || !form->ok)
		return (show(v, form, complaint));
	err = hand_all(v, from, to, number, form_value(form, "reason"), &done, &skipped);
	said = err == OK ? NULL : mem_str(v->c, err_said(err));
	if (said != NULL && str_starts(said, "handover.")) {
		err_free(err);
		return (show(v, form, said));
	}
	TRY(err);
	if (*number != '\0' && done == 0)
		return (show(v, form, "handover.not_here"));
	return (visit_go(v, visit_path(v, "handover"), skipped > 0 ? "handover.done_but" : "handover.done"));
}
