/* SPDX-License-Identifier: ISC */
/*
 * What people do about a record beside moves: they comment, follow, ask one another, urge, link.  Each writes, tells whom it
 * concerns, and is in the history.  Whether they may, and what is wrong with what they typed, is the caller's to ask; all is queued in
 * its transaction.
 */
#ifndef RECORD_TALK_H
#define RECORD_TALK_H

#include "record/record.h"

void talk_say(struct ctx *c, const struct record *rec, const char *text);
void talk_watch(struct ctx *c, const struct record *rec, const char *account_id);
/* Put a question to somebody, before a decision; their answer is no vote. ${name}: theirs. */
void talk_ask(struct ctx *c, const struct record *rec, const char *account_id, const char *name, const char *question);
/* ${opinion_id} NULL: the newest that this person was asked for.  ERR_FORBIDDEN: it is not theirs to give, or given. */
struct err *talk_answer(struct ctx *c, const struct record *rec, const char *opinion_id, const char *answer) MUST_CHECK;
/* Remind everyone it waits for; *done false: that was done today. */
struct err *talk_urge(struct ctx *c, const struct record *rec, bool *done) MUST_CHECK;
/* ${sort}: "relates", "evidence", "result". A decision that is under way on ${rec} begins again (record_disturb). */
struct err *talk_link(struct ctx *c, struct record *rec, const char *other_id, const char *sort) MUST_CHECK;
/* A file that lies under ${stored} below the setting "files"; ${field} "": an attachment like any. */
void talk_attach(struct ctx *c, const struct record *rec, const char *field, const char *name, const char *type, const char *size, const char *sha256, const char *stored);

#endif
