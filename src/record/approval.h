/* SPDX-License-Identifier: ISC */
/*
 * Approval rounds (R6.1, RX.3).  Group: more than the site's share of all
 * group members approve, the lead or the deputy among them; a rejection by
 * the lead ends it, and so does a rejection that leaves too few to approve.
 * Head: one decision by a holder of head.decide.  Named: each of those named in
 * the record makes one of several judgements, in person; more than half of
 * them decide.  Who is party to the record (record/party.h) has no vote, and a
 * delegate casts one vote besides their own.  The rule is kept with the round.
 */
#ifndef RECORD_APPROVAL_H
#define RECORD_APPROVAL_H

#include "record/record.h"

/* The pure rule, for the tests: who could vote, who did, and what follows. */
struct voter {
	int64_t account_id;
	bool is_lead, is_deputy;
	bool barred;                    /* party to the record: counts as a member, cannot vote */
	char choice;                    /* 'a' approve, 'r' reject, 0 not yet; of those named a letter per judgement */
};
struct quorum {
	int share;                      /* percent; more than this */
	bool presides;                  /* lead or deputy among them */
	bool veto;                      /* lead's rejection ends it */
};
enum verdict { VERDICT_OPEN, VERDICT_APPROVED, VERDICT_REJECTED, VERDICT_STUCK };
/* VERDICT_STUCK: open, but those who may still vote cannot reach the quorum; *needed approvals in all. */
enum verdict approval_verdict(const struct voter *voters, size_t n, const struct quorum *q, int *needed);
int approval_count(const struct voter *voters, size_t n, char choice);
/* The same for those named: *most is how many agree on the judgement that most made, *needed more than half of all named. */
enum verdict approval_agreement(const struct voter *voters, size_t n, int *needed, int *most);

/*
 * Open a round for the state the record enters.  *stuck: those who may vote cannot bring it to an end, because too few hold the right or
 * too many are party to the record.
 */
struct err *approval_open(struct ctx *c, struct record *rec, const struct state *state, bool *stuck) MUST_CHECK;
/*
 * Who may vote has changed (a member left, an account was disabled, a role or a right was given or taken): judge every open round of the
 * site again in this transaction, and tell who can help where a step has nobody left who can take it (RX.3).
 */
struct err *approval_judge_all(struct ctx *c) MUST_CHECK;
/*
 * Whose vote could this person cast now: their own and those of members they stand in for, as account ids, NULL-terminated.
 * Needs the voters: approval_ask with the page's statements.
 */
void approval_ask(struct ctx *c, const char *record_number, struct rows **voters);
const char **approval_ballots(struct ctx *c, const struct record *rec, const struct rows *voters);
/* What the page shows about the open round: needed, so far, stuck or not. */
enum verdict approval_state(struct ctx *c, const struct record *rec, const struct rows *voters, int *needed, int *so_far);
/*
 * Cast ${account_id}'s vote ("approve", "reject", "return"; against needs an opinion) and draw the consequence.
 * *outcome: "" still open, else the outcome.  ERR_FORBIDDEN, ERR_CONFLICT (voted already, closed).
 */
struct err *approval_vote(struct ctx *c, struct record *rec, const struct rows *voters, const char *account_id,
    const char *choice, const char *opinion, const char **outcome) MUST_CHECK;
/* May they judge now, as one of those named? */
bool approval_may_judge(const struct ctx *c, const struct record *rec);
/* Keep the judgement (a move's name) with its reasons. VERDICT_APPROVED: it is what more than half say, and the round is closed. */
struct err *approval_judge(struct ctx *c, struct record *rec, const char *judgement, const char *reasons, enum verdict *out) MUST_CHECK;
/* Others were named; what was judged by those who stay is kept. */
struct err *approval_rename(struct ctx *c, struct record *rec) MUST_CHECK;
/* The submitter takes it back while nobody has voted. */
bool approval_may_take_back(const struct ctx *c, const struct record *rec);
struct err *approval_take_back(struct ctx *c, struct record *rec) MUST_CHECK;
/* Close the open round because what was decided on changed. */
struct err *approval_cancel(struct ctx *c, struct record *rec) MUST_CHECK;
/* … or because a move leads elsewhere: what was to be decided is withdrawn. */
struct err *approval_leave(struct ctx *c, struct record *rec) MUST_CHECK;

#endif
