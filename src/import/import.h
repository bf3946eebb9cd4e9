/* SPDX-License-Identifier: ISC */
/*
 * A table of a spreadsheet becomes records of one kind (RX.7, G21): its columns are assigned to fields, every row is checked by what
 * checks the form, and only when all of it is right, a second person has confirmed it and every record has been made does any of it
 * come into sight.  The steps are kept in import_batch, so that a page, the courier and gatehousectl go on where another one stopped.
 * Knows no kind by name: what may be imported a kind declares (.imported).
 */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include "record/record.h"
#include "table/table.h"

enum { IMPORT_ROWS = 100000, IMPORT_PIECE = 200 /* rows of one transaction */ };

#define IMPORT_MARK "# "                /* what a row of the template begins with: nobody imports it by mistake */
#define IMPORT_LEFT_OUT "-"             /* in place of a field: this column is left out, somebody decided so */

/* ---- targets: where a column can go (targets.c) */

struct names;

struct target {
	const char *name;               /* of the field; or "old_number", "state", "created_on", "submitted_on", "closed_on", "submitter", "due" */
	const struct field *field;
	bool is_extra;                  /* no field of the kind: what an imported record brings besides */
	struct names *values;           /* what its choices are called, in every language; NULL: it has none */
};

struct targets {
	const struct kind *kind;
	struct field *fields;           /* the kind's, and those that it may bring are no longer DERIVED */
	struct field *extras;
	struct target *list;
	size_t n;
};

struct targets *targets_of(const void *parent, const struct kind *kind);
const struct target *target_named(const struct targets *t, const char *name);        /* NULL: none */
/* What people call it, in the language in use. */
const char *target_label(const void *parent, const struct targets *t, const struct target *target);
/* The choices of it in the language in use, separated as it does; "" when there are none. */
const char *target_choices(const void *parent, const struct targets *t, const struct target *target);
const char *target_word(const void *parent, const struct targets *t, const struct target *target, const char *choice);
/* The target that a head names, IMPORT_LEFT_OUT for what our own lists say besides, "" when that is not clear. */
const char *target_guess(const void *parent, const struct targets *t, const char *head);

/* ---- heads (head.c) */

struct head {
	const char **cells;
	size_t n, row;
	const char *coding, *sheet;
	const char *const *sheets;
	const char *examples[TABLE_COLUMNS];    /* of the first row below it; "" when it is empty */
	const struct table_fault *fault;        /* NULL: it can be read that far */
};

struct err *head_read(struct ctx *c, const char *path, const char *sheet, struct head **out) MUST_CHECK;

/* ---- a batch (batch.c) */

struct batch {
	const char *id, *file_name, *stored, *sheet, *coding, *status, *doubles;
	const struct kind *kind;
	const char **head;              /* NULL-terminated, as fields */
	size_t n, head_row;
	/* Per column its target, IMPORT_LEFT_OUT, or "" while it is not decided; behind those "<target>=<value>" for what is the same in all rows. */
	char **fields;
	int64_t at_row;
};

/* A new one from a file that is stored; its columns are guessed.  NULL in *out and a fault: it cannot be read. Waits. */
struct err *batch_begin(struct ctx *c, const struct kind *kind, const char *name, const char *path, const char *stored, int64_t size, const char *sha256,
    struct batch **out, const struct table_fault **fault) MUST_CHECK;
/* Its head, and guesses where the columns go; what was assigned before is forgotten. Waits. */
struct err *batch_put_head(struct ctx *c, const char *id, const struct kind *kind, const struct head *head) MUST_CHECK;
/* Out of a row of STMT_IMPORT_FIND; NULL: there is none. */
struct batch *batch_of(struct ctx *c, const struct rows *rows);
/* Who may import (${to} NULL: all but who does this) is told: "import_wanted", "import_done" … */
void batch_tell(struct ctx *c, const char *to, const char *what, const char *file_name);
/* What keeps its columns from being checked: words with %1 ${arg}; NULL: nothing. */
const char *batch_complaint(struct ctx *c, const struct batch *b, const struct targets *t, const char **arg);
/* The value that is the same in all rows; NULL: none is. */
const char *batch_constant(const struct batch *b, const char *target);

/* ---- rows (row.c) */

struct mistake {
	size_t column;                  /* 0: the row as a whole */
	const char *field, *complaint, *arg, *arg2, *cell;
};

enum { MISTAKES_MAX = 60 };             /* of one row */

struct people;                          /* who and what a cell can name, as of one piece (lookup.c) */

struct import_row {
	size_t number;
	struct form *form;
	struct origin origin;
	struct mistake mistakes[MISTAKES_MAX];
	size_t n_mistakes;
};

struct err *lookup_ask(struct ctx *c, struct people **out) MUST_CHECK;       /* waits */
/* Read and check one row: its form, where it comes from, and what is wrong with it. Waits. */
struct err *row_read(struct ctx *c, const struct batch *b, const struct targets *t, struct people *people, const struct table_row *from, bool is_csv,
    struct import_row **out) MUST_CHECK;
/* In place of a value of a mistake that is worded when it is shown: the choices of its field; the word of a state. */
#define MISTAKE_CHOICES "@choices"
#define MISTAKE_STATE   "@state."
/* What a mistake about ${field} says, in the language in use. */
const char *mistake_text(const void *parent, const struct targets *t, const char *field, const char *complaint, const char *arg, const char *arg2);

/* ---- going on with it (run.c) */

struct run;

/*
 * What is to be done with an import as it stands: check it, make its records, take it back; a piece at a time, each in a transaction of
 * its own as whoever asked for it.  ${path}: its file.
 */
struct run *run_new(const void *parent, struct db *db, struct directory *directory, const struct conf *conf, const char *slug, const char *id, const char *path);
/* The same in the transaction of ${c}, which stays open: all or nothing for gatehousectl. */
struct run *run_within(struct ctx *c, const char *id, const char *path);
/* One piece; *more: there is another one to do. */
struct err *run_step(struct run *run, bool *more) MUST_CHECK;

#endif
