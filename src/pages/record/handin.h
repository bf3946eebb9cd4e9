/* SPDX-License-Identifier: ISC */
/*
 * Handing a record in from its form: one button saves it and makes the move of its state that hands it in (MOVE_SUBMITS, without
 * further questions), with all checks of that move.  The form marks the fields that the move needs, and complains of them where they
 * are.  What else is missing can only be seen and met on the record's page: then it is saved, and said to be not handed in yet
 * (issue 11, point 6).  Knows no kind by name.
 */
#ifndef PAGES_RECORD_HANDIN_H
#define PAGES_RECORD_HANDIN_H

#include "record/record.h"
#include "web/visit.h"

/* The mark "later" at fields of ${node}.fields and the button at ${node}.buttons; ${rec} NULL: of a record to be made. */
void handin_put(struct visit *v, struct node *node, const struct kind *kind, const struct record *rec, const struct form *form);
/*
 * The move that the posted form asks for; NULL: to save it only.  ERR_INVALID when that does not hand in a record in ${state}.
 * Complains in ${form} of what the move needs of its fields.
 */
struct err *handin_read(struct visit *v, const struct kind *kind, const char *state, struct form *form, const struct move **move) MUST_CHECK;
/*
 * After the record was saved in this transaction: makes the move.  Mistakes are complaints in ${form}: then everything is to be
 * undone, and *said is NULL; else it is the word key of what came of it.
 */
struct err *handin_make(struct visit *v, const char *record_id, const struct move *move, struct form *form, const char **said) MUST_CHECK;

#endif
