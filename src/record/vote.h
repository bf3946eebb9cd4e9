/* SPDX-License-Identifier: ISC */
/*
 * Votes of a group or a head (R6.1, RX.3) and where they lead: whose vote one may cast, casting it, taking a round back before anybody has
 * voted, and judging open rounds again when who may vote has changed.  It moves records on, so it stands above record/workflow.h; what a
 * round is, and the judgements of those named, is in record/approval.h.
 */
#ifndef RECORD_VOTE_H
#define RECORD_VOTE_H

#include "record/approval.h"

/* Whose vote could this person cast now: their own and those of members they stand in for, as account ids, NULL-terminated. */
const char **vote_ballots(struct ctx *c, const struct record *rec, const struct rows *voters);
/*
 * Cast ${account_id}'s vote ("approve", "reject", "return"; against needs an opinion) and draw the consequence.
 * *outcome: "" still open, else the outcome.  ERR_FORBIDDEN, ERR_CONFLICT (voted already, closed).
 */
struct err *vote_cast(struct ctx *c, struct record *rec, const struct rows *voters, const char *account_id,
    const char *choice, const char *opinion, const char **outcome) MUST_CHECK;
/*
 * Cast one's own vote of the open round anew (issue 11), by the same rules as a first one: what it was is kept, and the round is judged by
 * what it is now.  ERR_FORBIDDEN: who acts has not voted for themselves, or may vote no more.
 */
bool vote_may_change(const struct ctx *c, const struct record *rec, const struct rows *voters);
struct err *vote_change(struct ctx *c, struct record *rec, const struct rows *voters, const char *choice, const char *opinion, const char **outcome) MUST_CHECK;
/* What ${account}'s vote would lead to if it were cast now: "" the round stays open, else its outcome.  Changes nothing. */
const char *vote_outcome(struct ctx *c, const struct record *rec, const struct rows *voters, const char *account, const char *choice);
/* The submitter takes it back while nobody has voted. */
bool vote_may_take_back(const struct ctx *c, const struct record *rec);
struct err *vote_take_back(struct ctx *c, struct record *rec) MUST_CHECK;
/*
 * Who may vote has changed (a member left, an account was disabled, a role or a right was given or taken): judge every open round of the
 * site again in this transaction, and tell who can help where a step has nobody left who can take it (RX.3).
 */
struct err *vote_judge_all(struct ctx *c) MUST_CHECK;

#endif
