/* SPDX-License-Identifier: ISC */
/* The decision itself: each record in a transaction of its own, judged anew by what is true when its turn comes. */
#include "pages/record/bulk.h"

#include "access/event.h"
#include "access/session.h"
#include "base/str.h"
#include "record/vote.h"
#include "record/workflow.h"
#include "view/words.h"
#include "web/layout.h"

/* ---- one record */

static struct err *
cast(struct visit *v, const struct bulk_state *b, struct bulk_line *line)
{
	const char *outcome;

	TRY(vote_cast(v->c, line->rec, line->voters, line->voter, b->act.vote, form_value(b->form, "opinion"), &outcome));
	line->reason = *outcome == '\0' ? word(N_("bulk.counted")) : word_of(v->c, "bulk.outcome", outcome, NULL);
	return (OK);
}

/* The first complaint, for its line of the report. */
static const char *
complaint_of(struct visit *v, const struct form *form)
{
	for (size_t i = 0; i < form->n; i++)
		if (form->inputs[i].complaint != NULL)
			return (wordf(v->c, form->inputs[i].complaint, form->inputs[i].complaint_arg, NULL));
	return (form->complaint == NULL ? "" : wordf(v->c, form->complaint, form->complaint_arg, NULL));
}

/* Each record gets answers of its own: what is typed is the same, what it refers to is looked up again. */
static struct err *
make(struct visit *v, const struct bulk_state *b, struct bulk_line *line, bool *done)
{
	struct form *form = visit_read_form(v, b->kind->name, bulk_asks(v, b));

	TRY(workflow_move(v->c, line->rec, b->act.move, form, done));
	line->reason = *done ? "" : complaint_of(v, form);
	return (OK);
}

/* What was looked at is what is decided on. */
static bool
is_as_shown(struct visit *v, const struct bulk_state *b, const struct bulk_line *line)
{
	return (str_eq(visit_form(v, mem_fmt(v->c, "shown.%s", line->number)), bulk_shown(v, b, line)));
}

static struct err *
act(struct visit *v, const struct bulk_state *b, struct bulk_line *line, const char *id, bool *done)
{
	*done = false;
	if (line->reason != NULL)
		return (OK);
	if (!is_as_shown(v, b, line)) {
		line->reason = word(N_("bulk.changed"));
		return (OK);
	}
	if (b->act.vote == NULL) {
		TRY(make(v, b, line, done));
	} else {
		TRY(cast(v, b, line));
		*done = true;
	}
	if (*done && line->rec->event != NULL)
		event_say(line->rec->event, "bulk", id);
	return (OK);
}

/* Its own transaction, opened by the same function, so that the rights of this moment apply. */
static struct err *
begin(struct visit *v, const struct bulk_state *b, struct bulk_line *line)
{
	struct rows *opened;

	session_ask(v->c, layout_cookie(v), true, &opened);
	if (b != NULL)
		bulk_ask_line(v, b, line, true);
	TRY(db_wait(v->c->db));
	TRY(session_read(v->c, opened));
	if (v->c->me->account_id == 0)
		return (RAISE(ERR_LOGIN, "the session ended"));
	return (v->c->me->is_member ? OK : RAISE(ERR_NOT_FOUND, "no member any more"));
}

/* A rule that says no is a line of the report; anything else is an error. */
static bool
is_refusal(const struct visit *v, const struct err *err)
{
	return (err_kind(err) == ERR_FORBIDDEN || err_kind(err) == ERR_NOT_FOUND || err_kind(err) == ERR_INVALID ||
	    (err_kind(err) == ERR_CONFLICT && str_empty(db_sqlstate(v->c->db))));
}

static const char *
said_of(struct visit *v, const struct err *err)
{
	if (err_said(err) != NULL)
		return (word(mem_str(v->c, err_said(err))));
	return (word(err_kind(err) == ERR_CONFLICT ? N_("bulk.changed") : N_("bulk.not_allowed")));
}

static struct err *
decide(struct visit *v, const struct bulk_state *b, struct bulk_line *line, const char *id)
{
	struct ctx *c = v->c;
	struct err *err;
	bool done;

	TRY(begin(v, b, line));
	TRY(bulk_read_line(v, b, line));
	err = act(v, b, line, id, &done);
	if (err != OK && !is_refusal(v, err))
		return (err);
	if (err != OK) {
		line->reason = said_of(v, err);
		err_free(err);
		db_rollback(c->db);
		c->events = NULL;
		TRY(begin(v, NULL, NULL));
	}
	db_ask(c->db, c, STMT_BULK_SAY, NULL, ARGS(c->site_id, id, line->number, done && err == OK ? "done" : "refused", str_or(line->reason, "")));
	event_flush(c);
	return (db_commit(c->db));
}

/* ---- all of them */

static struct err *
begin_report(struct visit *v, const struct bulk_state *b, const char **id)
{
	struct ctx *c = v->c;
	char **numbers = mem_array(c, char *, b->n + 1), **shown = mem_array(c, char *, b->n + 1);
	struct rows *rows;
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		if (b->lines[i].ticked) {
			numbers[n] = mem_str(c, b->lines[i].number);
			shown[n++] = mem_str(c, visit_form(v, mem_fmt(c, "shown.%s", b->lines[i].number)));
		}
	TRY(db_run(c->db, c, STMT_BULK_BEGIN, &rows,
	    ARGS(c->site_id, c->me->id_text, b->kind->name, b->act.name, c->now, form_array(c, numbers), form_array(c, shown))));
	*id = mem_str(c, rows_str(rows, 0, "id"));
	return (OK);
}

/* With what was typed and ticked, and the records as they are now; nothing was decided. */
static struct err *
again(struct visit *v, struct bulk_state *b, const char *complaint)
{
	bulk_ask_all(v, b);
	TRY(db_wait(v->c->db));
	TRY(bulk_read_all(v, b));
	bulk_put(v, b, complaint);
	return (visit_again(v, "record/bulk", N_("bulk.title")));
}

static size_t
ticked(const struct bulk_state *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		n += b->lines[i].ticked;
	return (n);
}

/*
 * The report is written before the first decision, so that a second sending of the form finds it
 * and the report shows what a crash left undone.
 */
struct err *
bulk_answer(struct visit *v)
{
	struct bulk_state *b = bulk_begin(v, &v->req->form);
	const char *id = "", *location;

	TRY(bulk_check(v, b));
	b->form = visit_read_form(v, b->act.vote != NULL ? "vote" : b->kind->name, bulk_asks(v, b));
	/* What was shown and ticked is decided on as a whole, or not at all. */
	if (b->too_many)
		return (again(v, b, N_("bulk.too_many")));
	if (ticked(b) == 0)
		return (again(v, b, N_("bulk.none")));
	if (!b->form->ok)
		return (again(v, b, NULL));
	TRY(begin_report(v, b, &id));
	location = visit_path(v, "bulk/%s%s", id, str_eq(visit_query(v, "from"), "work") ? "?from=work" : "");
	TRY(visit_save(v, location));
	for (size_t i = 0; i < b->n; i++)
		if (b->lines[i].ticked)
			TRY(decide(v, b, &b->lines[i], id));
	return (visit_go(v, location, NULL));
}
