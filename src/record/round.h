/* SPDX-License-Identifier: ISC */
/* The open round of a record, for approval.c and vote.c: its rule, who may vote, what they chose, keeping a vote and closing it. */
#ifndef RECORD_ROUND_H
#define RECORD_ROUND_H

#include "record/approval_rule.h"
#include "record/record.h"

/* The rule that was in force when the round was opened and is kept with it ("50/1/1"); of a head and of those named: any one. */
struct quorum round_quorum(const struct record *rec);
/* Is the voter of row ${i} party to the record? */
bool round_bars(const struct record *rec, const struct rows *voters, size_t i);
/* A letter per choice; a judgement's is its place among the moves. */
char round_letter(const struct record *rec, const char *choice);
char round_choice(const struct record *rec, const char *account);      /* 0: not yet */
bool round_is_named(const struct record *rec);
/* As many as there are rows of STMT_APPROVAL_VOTERS_OF, and one more that is nobody. */
struct voter *round_voters(struct ctx *c, const struct record *rec, const struct rows *rows);
/* As what they vote: "lead", "deputy", "member", "head", "named". */
const char *round_standing(const struct record *rec, const struct voter *v);
/* The place of ${account}'s vote among those of the round; as many as there are: none. */
size_t round_vote_at(const struct record *rec, const char *account);
/*
 * Queue a vote of ${account}'s, cast by whoever acts; or cast the one that ${account} cast themselves anew.  *added is for
 * round_check_vote, after the next wait and before the commit.
 */
void round_ask_change(struct ctx *c, struct record *rec, const struct voter *mine, const char *account, const char *choice, const char *opinion, struct rows **added);
void round_ask_vote(struct ctx *c, struct record *rec, const struct voter *mine, const char *account, const char *choice, const char *opinion, struct rows **added);
/* ERR_CONFLICT: that member has voted. */
struct err *round_check_vote(const struct record *rec, const struct rows *added) MUST_CHECK;
/* The same for the end of the round. */
void round_ask_close(struct ctx *c, struct record *rec, const char *outcome, struct rows **closed);
/* ERR_CONFLICT: it is closed already. */
struct err *round_check_close(const struct record *rec, const struct rows *closed) MUST_CHECK;

#endif
