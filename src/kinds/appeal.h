/* SPDX-License-Identifier: ISC */
/*
 * Filing an appeal (R35.2): a move of the penalty, so that it belongs to one and comes from those
 * concerned; and what is checked when it is decided.
 */
#ifndef KINDS_APPEAL_H
#define KINDS_APPEAL_H

#include "record/kind.h"

/* ---- appeal_checks.c; complaints are words "appeal.complaint.…" */

/* Three who may decide it, and what it might be changed into, if anything. */
void appeal_check_accepting(struct ctx *c, struct record *rec, struct form *form);
/* Naming others is no way to choose the outcome. */
void appeal_check_others(struct ctx *c, struct record *rec, struct form *form);
void appeal_check_rewording(struct ctx *c, struct record *rec, struct form *form);

/* Is the account among the deciders in ${form}? */
bool appeal_is_chosen(struct ctx *c, const struct form *form, const char *account);
/* The measures as they would be: as worded in ${form}, or as they are; and do they still take points? */
const char *appeal_measures(const struct record *rec, const struct form *form);
bool appeal_deducts(const struct record *rec, const struct form *form);

#endif
