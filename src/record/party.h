/* SPDX-License-Identifier: ISC */
/*
 * The one rule of separation (articles 17, 18, 32; RX.3): who is party to a record decides nothing about it.  Party are
 *
 *   - its author, its submitter and its owner;
 *   - whoever a field marked PARTY names as responsible or concerned, of a department all members;
 *   - whoever acted on it in an earlier step: submitted, prepared, fixed, endorsed, decided (MOVE_SUBMITS, MOVE_PARTY), and whoever a
 *     PARTY field of one of its entries named, such as the team of a project, or one of its own before a move named others.  Where the record is in the same state again, the
 *     same step may be taken by the same person again;
 *   - an account that author, submitter or owner made or reset within 30 days, and whoever made or reset theirs: the two are no two
 *     people (app.hands_of).
 *
 * They make no move marked MOVE_NO_PARTY, cast no vote, add no entry marked ENTRY_DECIDES and make no act marked ACT_DECIDES: not
 * themselves, not in a second role, and not through a delegate.  A kind may add to this, never take away.
 */
#ifndef RECORD_PARTY_H
#define RECORD_PARTY_H

#include "record/record.h"

/* Is this account, which is of this department (NULL: none), party to the record where it is in ${state}? */
bool party_bars(const struct record *rec, const char *state, const char *account, const char *department);
/* The same for who acts, in the state it is in; also true while their rights of decision rest (member.is_held). */
bool party_bars_me(const struct ctx *c, const struct record *rec);
/* Why, as a key of words that says who may do it instead. */
const char *party_refusal(const struct ctx *c);
/* All of them in ${state}, as PostgreSQL arrays of accounts and of departments; owned by ${c}. */
const char *party_accounts(struct ctx *c, const struct record *rec, const char *state);
const char *party_departments(struct ctx *c, const struct record *rec);
/* Queue that this account acted on it in ${state} ("": whatever state it comes to); ${how}: a move or a table of entries. */
void party_add(struct ctx *c, struct record *rec, const char *account, const char *state, const char *how);

#endif
