/* SPDX-License-Identifier: ISC */
/* Texts of a form that were left empty, drafted of figures (struct drafting): whoever typed one said something else, and it stays. */
#ifndef PAGES_RECORD_DRAFT_H
#define PAGES_RECORD_DRAFT_H

#include "record/record.h"
#include "web/visit.h"

/* Fills what the kind drafts; a form with mistakes stays as it is. */
struct err *draft_fill(struct visit *v, const struct kind *kind, struct form *form) MUST_CHECK;

#endif
