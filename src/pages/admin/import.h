/* SPDX-License-Identifier: ISC */
/*
 * Import of an existing ledger as a page (RX.7, G21): a file, where its columns go, the dry run, a second person, the import, taking it
 * back.  All of it is kept in the database (src/import); the courier does the work, the page says how far it is.
 */
#ifndef PAGES_ADMIN_IMPORT_H
#define PAGES_ADMIN_IMPORT_H

#include "import/import.h"
#include "web/visit.h"

extern const size_t imports_state;
void imports_ask(struct visit *v);
struct err *imports_show(struct visit *v) MUST_CHECK;
struct err *imports_answer(struct visit *v) MUST_CHECK;
extern const size_t import_state;
void import_ask(struct visit *v);
struct err *import_show(struct visit *v) MUST_CHECK;
void import_act_ask(struct visit *v);
struct err *import_answer(struct visit *v) MUST_CHECK;
struct err *import_decide(struct visit *v) MUST_CHECK;
struct err *import_template(struct visit *v) MUST_CHECK;
struct err *import_mistakes(struct visit *v) MUST_CHECK;
struct err *import_file(struct visit *v) MUST_CHECK;

/* Between its files: */
struct import_state {
	struct rows *row;
};

/* The import that the address names. ERR_NOT_FOUND. */
struct err *import_read(struct visit *v, struct batch **out) MUST_CHECK;
char *import_path(struct visit *v, const char *id);
const char *import_stored_path(struct visit *v, const struct batch *b);
/* The page of an import as it stands; ${complaint}, already in words, or NULL. */
struct err *import_put(struct visit *v, const struct batch *b, const char *complaint) MUST_CHECK;
/* "Row 3, column C: …" */
const char *import_fault(struct visit *v, const struct table_fault *fault);
/* What to call a target, and where in a row it stands: "C 需求名称". */
const char *import_place(struct visit *v, const struct targets *t, const struct batch *b, int64_t column, const char *field);

#endif
