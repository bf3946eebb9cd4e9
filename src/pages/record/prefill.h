/* SPDX-License-Identifier: ISC */
/*
 * What the form of a new record begins with: what its address says (…/new?platform_id=PLT-2026-0001), and,
 * where that names a record that the kind can begin from, what follows from that record.  Decides nothing: all of
 * it can be typed over.
 */
#ifndef PAGES_RECORD_PREFILL_H
#define PAGES_RECORD_PREFILL_H

#include "record/record.h"
#include "web/visit.h"

struct prefill {
	struct record_asked source;     /* what it is about; its kind NULL: nothing that is known of */
	const struct field *preset;     /* names who holds a right in their department; NULL: no field does */
	struct rows *holder;            /* that one, if there is one alone */
};

void prefill_ask(struct visit *v, struct prefill *p, const struct kind *kind);
/* ${fields}: those that a person types. */
struct form *prefill_form(struct visit *v, const struct prefill *p, const struct kind *kind, const struct field *fields);

#endif
