/* SPDX-License-Identifier: ISC */
#include "pages/record/reading.h"

#include "http/url.h"
#include "record/workflow.h"
#include "view/words.h"
#include "web/subject.h"

static const char *
where_to(const struct visit *v, const struct record *rec)
{
	const char *next = visit_form(v, "next");

	return (url_is_local(next) ? next : subject_path(v, rec->kind, rec->number));
}

/* Confirmed before: nothing to do, and no mistake. */
static bool
is_confirmed(const struct record *rec)
{
	return (kind_state(rec->kind, rec->state)->flags & STATE_READ && rows_count(rec->facts) > 0 &&
		!rows_bool(rec->facts, 0, "unread"));
}

struct err *
reading_answer(struct visit *v)
{
	const struct move *move;
	struct record *rec;
	bool done;

	TRY(subject_read(v, &STATE_OF(v, subject_state)->subject, &rec));
	for (move = rec->kind->moves; move->name != NULL && !(move->flags & MOVE_READS); move++)
		;
	if (move->name == NULL)
		return (RAISE(ERR_NOT_FOUND, "nobody confirms having read a %s", rec->kind->name));
	if (is_confirmed(rec))
		return (visit_go(v, where_to(v, rec), N_("You have already confirmed this.")));
	TRY(workflow_move(v->c, rec, move,
	    form_new(v->c, rec->kind->name, workflow_asks(v->c, rec->kind, move)), &done));
	return (visit_go(v, where_to(v, rec), N_("You have confirmed that you read it.")));
}
