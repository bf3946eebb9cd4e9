/* SPDX-License-Identifier: ISC */
/* Links that rules keep: one that says what a field of the record names, so that both ends show it. */
#ifndef KINDS_FOLLOW_H
#define KINDS_FOLLOW_H

#include "record/record.h"

/* What documents, reviews and budgets belong to: the kinds of project there are, and platforms. */
#define PROJECTS "platform launch"

/* What is written of a day is written within ${days} of it: longer ago it is no record any more but a memory. */
void follow_day(struct ctx *c, const struct record *rec, struct form *form, const char *field, int days);

/* Queue it, for kind.saved. ${sort}: of no other link of these records. */
void follow_field(struct ctx *c, struct record *rec, const char *field, const char *sort);

#endif
