/* SPDX-License-Identifier: ISC */
/*
 * What somebody types into the form of a record is kept while they type (static/keep.js) and offered when they come back; it is never
 * filled in by itself.  Each person has their own, and each form that is open; saving ends it, and so does the courier after a fortnight.
 * Not kept: passwords, files, and fields of a PERSONAL kind (form/field.h).  Nothing of it is in the history.
 */
#ifndef PAGES_RECORD_UNSAVED_H
#define PAGES_RECORD_UNSAVED_H

#include "record/kind.h"
#include "web/visit.h"

struct unsaved {
	const char *form;               /* the end of its address: "requirements/new", "requirements/REQ-2026-0001"; NULL: it keeps nothing */
	struct rows *rows;
};

/* For the page of a form: what is kept of it. ${number} NULL: of a new record. */
void unsaved_ask(struct visit *v, struct unsaved *u, const struct kind *kind, const char *number);
/* What the page of the form begins with: ${form}, or what is kept of it where the address asks for that ("typed"). */
struct form *unsaved_form(struct visit *v, const struct unsaved *u, struct form *form, const struct field *fields);
/* The offer, and where a script keeps what is typed (templates/record/form.cs); after the form and its version are in ${node}. */
void unsaved_put(struct visit *v, const struct unsaved *u, struct node *node);
/* The same for a form that is shown again. */
void unsaved_put_again(struct visit *v, const struct kind *kind, const char *number, struct node *node);
/* The posted form was saved, in this transaction. */
void unsaved_done(struct visit *v, const struct kind *kind, const char *number);

/*
 * POST: keep what was typed (answers with the time, "10:32"; with nothing, where that form was saved meanwhile), or forget what was
 * offered and go back to the form.
 */
struct err *unsaved_answer(struct visit *v) MUST_CHECK;

#endif
