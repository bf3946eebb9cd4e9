/* SPDX-License-Identifier: ISC */
/*
 * Approval rounds (R6.1, RX.3).  Group: more than the site's share of all
 * group members approve, the lead or the deputy among them; a rejection by
 * the lead ends it, and so does a rejection that leaves too few to approve.
 * Head: one decision by a holder of head.decide.  Named: each of those named in
 * the record makes one of several judgements, in person; more than half of
 * them decide.  Who is party to the record (record/party.h) has no vote, and a
 * delegate casts one vote besides their own.  The rule is kept with the round.
 * Votes are cast in record/vote.h, which knows where they lead.
 */
#ifndef RECORD_APPROVAL_H
#define RECORD_APPROVAL_H

#include "record/approval_rule.h"
#include "record/record.h"

/*
 * Open a round for the state the record enters.  *stuck: those who may vote cannot bring it to an end, because too few hold the right or
 * too many are party to the record.
 */
struct err *approval_open(struct ctx *c, struct record *rec, const struct state *state, bool *stuck) MUST_CHECK;
/* Ask with the page's statements who may vote, for those below and record/vote.h. */
void approval_ask(struct ctx *c, const char *record_number, struct rows **voters);
/* What the page shows about the open round: needed, so far, stuck or not. */
enum verdict approval_state(struct ctx *c, const struct record *rec, const struct rows *voters, int *needed, int *so_far);
/* May they judge now, as one of those named? */
bool approval_may_judge(const struct ctx *c, const struct record *rec);
/* Keep the judgement (a move's name) with its reasons. VERDICT_APPROVED: it is what more than half say, and the round is closed. */
struct err *approval_judge(struct ctx *c, struct record *rec, const char *judgement, const char *reasons, enum verdict *out) MUST_CHECK;
/* Others were named; what was judged by those who stay is kept. */
struct err *approval_rename(struct ctx *c, struct record *rec) MUST_CHECK;
/* Close the open round because what was decided on changed. */
struct err *approval_cancel(struct ctx *c, struct record *rec) MUST_CHECK;
/* … or because a move leads elsewhere: what was to be decided is withdrawn. */
struct err *approval_leave(struct ctx *c, struct record *rec) MUST_CHECK;

#endif
