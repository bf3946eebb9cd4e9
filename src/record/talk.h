/* SPDX-License-Identifier: ISC */
/*
 * What people do about a record beside moves: they comment, follow, ask one another, urge, link, attach files.  Each function
 * writes, notifies the people concerned, and leaves an event in the history; all is queued in the caller's transaction.  What
 * returns an error refuses (ERR_FORBIDDEN) who may not do it to this record.  The right that the whole act requires, and what is
 * wrong with what was typed, is the caller's to check.
 */
#ifndef RECORD_TALK_H
#define RECORD_TALK_H

#include "record/record.h"

void talk_say(struct ctx *c, const struct record *rec, const char *text);
void talk_watch(struct ctx *c, const struct record *rec, const char *account_id);
/*
 * The member whom they want to show the record to; *person is empty when there is none, or none who already sees a restricted
 * record.  ERR_FORBIDDEN: only its author and those who handle it show a record that not everyone sees.
 */
struct err *talk_person(struct ctx *c, const struct record *rec, const char *account_id, struct rows **person) MUST_CHECK;
/* From then on a draft is visible to ${person}, of talk_person: copied in, or asked before a decision (an answer is no vote). */
void talk_copy(struct ctx *c, const struct record *rec, const struct rows *person);
void talk_ask(struct ctx *c, const struct record *rec, const struct rows *person, const char *question);
/* ${opinion_id} NULL: the newest that this person was asked for.  ERR_FORBIDDEN: it is not theirs to give, or given. */
struct err *talk_answer(struct ctx *c, const struct record *rec, const char *opinion_id, const char *answer) MUST_CHECK;
/* Remind everyone it waits for, as its author, submitter or owner; *done false: that was done today. */
struct err *talk_urge(struct ctx *c, const struct record *rec, bool *done) MUST_CHECK;
/* May they change what ${rec} rests on?  ERR_FORBIDDEN. */
struct err *talk_may_support(const struct ctx *c, const struct record *rec) MUST_CHECK;
/* What ${rec} rests on is about to change: only those who may support it change it, and a decision that is under way begins again. */
struct err *talk_rests_on(struct ctx *c, struct record *rec) MUST_CHECK;
/* The sorts of links that they may make from it, blank-separated. Whoever writes minutes also names what was decided (R23.2). */
const char *talk_sorts(struct ctx *c, const struct record *rec);
/* ${sort}: one of talk_sorts.  A change of what ${rec} rests on: it is refused, and ends a decision, as by talk_rests_on. */
struct err *talk_link(struct ctx *c, struct record *rec, const char *other_id, const char *sort) MUST_CHECK;
/* May they attach files to it now?  Not to what is sealed. */
bool talk_may_attach(const struct ctx *c, const struct record *rec);
/* A file that lies under ${stored} below the setting "files"; ${field} "": an attachment like any. */
void talk_attach(struct ctx *c, const struct record *rec, const char *field, const char *name, const char *type, const char *size, const char *sha256, const char *stored);

#endif
