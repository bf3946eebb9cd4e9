/* SPDX-License-Identifier: ISC */
/*
 * Texts of a form that are drafted of figures (struct drafting).  Whoever typed one said something else, and it stays; a draft that nobody
 * edited follows the figures.
 */
#ifndef PAGES_RECORD_DRAFT_H
#define PAGES_RECORD_DRAFT_H

#include "record/record.h"
#include "web/visit.h"

/* Drafts what the form leaves empty, or says in the words of a draft with other numbers; a form with mistakes stays as it is. */
struct err *draft_fill(struct visit *v, const struct kind *kind, struct form *form) MUST_CHECK;
/* The same of a record that is about to be submitted, by whoever may edit it: saved as a version of its own, so that texts and figures agree. */
struct err *draft_renew(struct visit *v, struct record *rec, const struct move *move) MUST_CHECK;

#endif
