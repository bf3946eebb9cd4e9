/* SPDX-License-Identifier: ISC */
/*
 * Which columns somebody sees in the list of a kind: chosen once, kept per
 * site, person and kind (table list_columns).  The list's statement is composed
 * before the database has said what was chosen, so the browser keeps a copy in
 * a cookie.  The copy is only a guess: the list reads the choice in any case,
 * and where it is another the list is read again.
 */
#ifndef PAGES_RECORD_COLUMNS_H
#define PAGES_RECORD_COLUMNS_H

#include "record/list.h"
#include "web/visit.h"

/* What this browser remembers of the choice; without it the usual ones. */
uint64_t columns_guess(const struct visit *v, const struct kind *kind);
/* The browser is to remember this choice. */
void columns_remember(struct visit *v, const struct kind *kind, uint64_t set);
/* "Columns": the form that chooses, and where it goes. */
struct err *columns_put(struct visit *v, const struct kind *kind, uint64_t set, const char *query) MUST_CHECK;
const char *columns_label(struct visit *v, const struct kind *kind, size_t column);
/* POST: ?kind=<plural>; column=<name>… keeps a choice, usual=1 forgets it; query: back to which list. */
struct err *columns_answer(struct visit *v) MUST_CHECK;

#endif
