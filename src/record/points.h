/* SPDX-License-Identifier: ISC */
/*
 * The points account per person and department and year (R35.3).  Entries are
 * signed and never change: what was wrong is reversed by an entry of its own
 * in the same year's account, and booked anew.
 */
#ifndef RECORD_POINTS_H
#define RECORD_POINTS_H

#include "record/record.h"

/* What the record's field "points" says; 0 when empty. */
int64_t points_of(const struct record *rec);
/*
 * Queue an entry from a record into today's year: for a person, else for a department. Nothing for
 * 0, or for neither.
 */
void points_book(struct ctx *c, const char *record_id, const char *person_id,
    const char *department_id, int64_t points);
/* Queue the reversal of every entry of a record that stands. */
void points_reverse(struct ctx *c, const char *record_id);

#endif
