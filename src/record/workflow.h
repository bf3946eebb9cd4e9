/* SPDX-License-Identifier: ISC */
/*
 * Moves: which are open to this person, what they still need, and making
 * one.  The same answers are shown on the page and enforced in the
 * transaction.
 */
#ifndef RECORD_WORKFLOW_H
#define RECORD_WORKFLOW_H

#include "record/record.h"

struct condition {
	const char *name;
	bool met;
	bool is_field;                  /* met by filling a field of the record */
};

struct open_move {
	const struct move *move;
	bool allowed;                   /* may this person make it (conditions aside)? */
	struct condition *conditions;
	size_t n_conditions;
	bool ready;                     /* all met */
};

/* All moves out of the record's state, allowed or not, in the order of the table; those by rules only are left out. */
size_t workflow_open(struct ctx *c, const struct record *rec, struct open_move **out);

/* The fields named in ${asks} ("name?" is optional, the others required), as a table of their own. */
struct field *workflow_asked(struct ctx *c, const struct field *all, const char *asks);
/* The fields a move asks for, as a table of their own; with MOVE_REASON the field "reason" last. */
const struct field *workflow_asks(struct ctx *c, const struct kind *kind, const struct move *move);

/*
 * Make the move: state open, allowed, conditions met, input right; then state,
 * columns, waiting items, notifications, history.  Mistakes in the input are
 * complaints in ${form}: then nothing was queued and *done is false.
 * Errors: ERR_FORBIDDEN, ERR_CONFLICT (not in that state any more, or a
 * condition is missing: err_said names it).
 */
struct err *workflow_move(struct ctx *c, struct record *rec, const struct move *move, struct form *form, bool *done) MUST_CHECK;
/* A move that follows from another record's: no person, no permission; conditions still hold. */
struct err *workflow_follow(struct ctx *c, struct record *rec, const char *move, const char *reason) MUST_CHECK;
/* Where a refusal in this state leads: the state it names, or the one the record came from. */
const char *workflow_refused(const struct record *rec, const struct state *state);
/* Put it into a state with everything that belongs to entering; for moves and approvals only. */
struct err *workflow_enter(struct ctx *c, struct record *rec, const char *state) MUST_CHECK;

#endif
