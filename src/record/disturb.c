/* SPDX-License-Identifier: ISC */
/* What a decision rests on: who may add to it or take away, and what becomes of the round when it changes. */
#include "record/record.h"

#include "access/event.h"
#include "base/str.h"
#include "record/approval.h"
#include "record/workflow.h"

bool
record_may_support(const struct ctx *c, const struct record *rec)
{
	const struct state *state = kind_state(rec->kind, rec->state);

	if (state == NULL || !may(c, PERMIT_RECORD_COMMENT))
		return (false);
	if (state->flags & STATE_PRIVATE)
		return (record_is(c, rec, "@author @submitter @owner"));
	return (state->approval == APPROVE_NONE || record_is_self(c, rec) || record_is(c, rec, "@owner") || record_may(c, rec, state->edit));
}

struct err *
record_disturb(struct ctx *c, struct record *rec)
{
	const struct state *state = kind_state(rec->kind, rec->state);

	if (state->approval == APPROVE_NONE || rows_count(rec->approval) == 0)
		return (OK);
	if (rec->event == NULL)
		rec->event = event_new(c, "approval.cancel", rec->id, NULL);
	TRY(approval_cancel(c, rec));
	return (workflow_enter(c, rec, workflow_refused(rec, state)));
}
