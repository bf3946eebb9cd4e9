/* SPDX-License-Identifier: ISC */
#include "pages/bulk.h"

#include "base/str.h"
#include "http/url.h"
#include "pages/listing.h"
#include "pages/subject.h"
#include "record/workflow.h"
#include "view/words.h"

#include <string.h>

enum { RECORDS_MAX = 50 };

struct chosen {
	const char *number;
	struct record_asked asked;
	struct record *rec; /* NULL: not in sight */
	const char *reason; /* why it is left out; NULL: it is moved */
};

/* ---- which */

static size_t
read_numbers(struct visit *v, struct chosen *chosen)
{
	const char *number;
	size_t n = 0, from = 0;

	while (n < RECORDS_MAX && (number = pairs_next(&v->req->form, "record", &from)) != NULL)
		chosen[n++].number = number;
	return (n);
}

/* All in one round trip, locked in order of their numbers, so that two such actions wait for each other and no more. */
static struct err *
read_records(struct visit *v, const struct kind *kind, struct chosen *chosen, size_t n)
{
	struct err *err;

	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++)
			if (strcmp(chosen[k].number, chosen[i].number) < 0) {
				const char *swap = chosen[i].number;

				chosen[i].number = chosen[k].number;
				chosen[k].number = swap;
			}
	for (size_t i = 0; i < n; i++)
		record_ask(v->c, &chosen[i].asked, kind, chosen[i].number, true);
	TRY(db_wait(v->c->db));
	for (size_t i = 0; i < n; i++) {
		err = record_read(v->c, &chosen[i].asked, &chosen[i].rec);
		if (err == OK)
			continue;
		err_free(err);
		chosen[i].reason = word(N_("not found"));
	}
	return (OK);
}

/* ---- may it be moved? */

static bool
is_asked(struct visit *v, const struct move *move, const char *name)
{
	return (
	    str_has_word(move->asks, name) || str_has_word(move->asks, mem_fmt(v->c, "%s?", name)));
}

static const char *
missing_of(struct visit *v, const struct record *rec, const struct open_move *open)
{
	for (size_t i = 0; i < open->n_conditions; i++) {
		const struct condition *cond = &open->conditions[i];

		if (cond->met || is_asked(v, open->move, cond->name))
			continue;
		if (cond->is_field)
			return (wordf(v->c, N_("%1 is not filled in"),
			    subject_label(v, rec->kind->name, cond->name), NULL));
		return (word_of(v->c, rec->kind->name, "todo", cond->name));
	}
	return (NULL);
}

static const char *
reason_of(struct visit *v, const struct record *rec, const struct move *move)
{
	struct open_move *open;
	size_t n = workflow_open(v->c, rec, &open);

	for (size_t i = 0; i < n; i++) {
		if (open[i].move != move)
			continue;
		return (open[i].allowed ? missing_of(v, rec, &open[i])
					: word(N_("you may not do this with it")));
	}
	return (wordf(v->c, N_("it is in the state \"%1\""),
	    word_of(v->c, rec->kind->name, "state", rec->state), NULL));
}

/* ---- making it */

/* Each record gets answers of its own: what is typed is the same, what it refers to is looked up again. */
static struct err *
move_one(struct visit *v, struct chosen *one, const struct move *move, struct form **wrong)
{
	struct form *form =
	    visit_read_form(v, one->rec->kind->name, workflow_asks(v->c, one->rec->kind, move));
	bool done;

	TRY(workflow_move(v->c, one->rec, move, form, &done));
	if (!done)
		*wrong = form;
	return (OK);
}

static struct err *
move_all(
    struct visit *v, struct chosen *chosen, size_t n, const struct move *move, struct form **wrong)
{
	for (size_t i = 0; i < n && *wrong == NULL; i++) {
		if (chosen[i].reason == NULL)
			chosen[i].reason = reason_of(v, chosen[i].rec, move);
		if (chosen[i].reason == NULL)
			TRY(move_one(v, &chosen[i], move, wrong));
	}
	return (OK);
}

/* ---- the report */

static void
put_line(struct visit *v, struct node *list, const struct kind *kind, const struct chosen *one)
{
	struct node *node = node_item(list);

	node_put(node, "number", one->number);
	node_put(node, "title", one->rec == NULL ? "" : one->rec->title);
	if (one->rec != NULL)
		node_put(node, "url", subject_path(v, kind, one->number));
	node_put(node, "reason", one->reason);
}

static struct err *
report(struct visit *v, const struct kind *kind, const struct move *move,
    const struct chosen *chosen, size_t n, const char *back)
{
	struct node *node = node_in(v->root, "Bulk");

	node_put(node, "title", word_of(v->c, kind->name, "move", move->name));
	node_put(node, "back_url", back);
	for (size_t i = 0; i < n; i++)
		put_line(v, node_in(node, chosen[i].reason == NULL ? "moved" : "left_out"), kind,
		    &chosen[i]);
	return (visit_show(v, "record/bulk", mem_fmt(v->c, "%s.plural", kind->name)));
}

static size_t
count_left_out(const struct chosen *chosen, size_t n)
{
	size_t left_out = 0;

	for (size_t i = 0; i < n; i++)
		left_out += chosen[i].reason != NULL;
	return (left_out);
}

struct err *
bulk_answer(struct visit *v)
{
	struct chosen *chosen = mem_array(v->c, struct chosen, RECORDS_MAX);
	const struct kind *kind;
	const struct move *move;
	struct form *wrong = NULL;
	const char *back;
	size_t n;

	TRY(subject_kind(v, &kind));
	move = kind_move(kind, visit_form(v, "move"));
	back = url_with(v->c, visit_path(v, "%s", kind->plural), &v->req->query, "after", NULL);
	if (move == NULL || !(move->flags & MOVE_BULK))
		return (RAISE(ERR_INVALID, "no move \"%s\" for several of %s",
		    visit_form(v, "move"), kind->plural));
	n = read_numbers(v, chosen);
	if (n == 0)
		return (visit_go(v, back, N_("Nothing was selected. Tick some rows first.")));
	visit_once(v, back);
	TRY(read_records(v, kind, chosen, n));
	TRY(move_all(v, chosen, n, move, &wrong));
	if (wrong != NULL)
		return (listing_again(v, move->name, wrong));
	if (count_left_out(chosen, n) == 0)
		return (visit_go(v, back, N_("Done for all selected.")));
	return (report(v, kind, move, chosen, n, back));
}
