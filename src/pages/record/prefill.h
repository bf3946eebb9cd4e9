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
	bool copies;                    /* that one is of the same kind, and all that was typed there is typed again (RX.18) */
	const struct field *preset;     /* names who holds a right in their department; NULL: no field does */
	struct rows *holder;            /* that one, if there is one alone */
	struct rows **drawn;            /* what its beginnings draw from there, in their order; NULL: nothing */
};

void prefill_ask(struct visit *v, struct prefill *p, const struct kind *kind);
/* The field in which the address names the record that is copied ("…/new?copy=REQ-2026-0001"). */
#define PREFILL_COPY "copy"
/* What the address says of these fields, where it can be meant: nobody typed it, so the rest is forgotten. */
struct form *prefill_given(struct visit *v, const char *name, const struct field *fields);
/* ${fields}: those that a person types. */
struct form *prefill_form(struct visit *v, const struct prefill *p, const struct kind *kind, const struct field *fields);
/* Which record a new one is copied from or is about, as the address says, or ${form} where it is not NULL: its number; NULL or "": none. */
const char *prefill_about(struct visit *v, const struct kind *kind, const struct form *form);

#endif
