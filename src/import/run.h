/* SPDX-License-Identifier: ISC */
/* Inside import/ only: what the steps of an import share. */
#ifndef IMPORT_RUN_H
#define IMPORT_RUN_H

#include "import/import.h"

struct run {
	struct db *db;
	struct directory *directory;
	const struct conf *conf;
	const char *slug, *id, *path;
	struct ctx *within;             /* whose transaction it all is; NULL: each piece has its own */
	struct table *table;            /* open from piece to piece; NULL: not yet */
	size_t after;                   /* rows up to this one are done, or above the heads */
	bool is_csv;
};

/* A context for one piece; and its end: history, commit. */
struct err *piece_begin(struct run *run, struct ctx **out) MUST_CHECK;
struct err *piece_end(struct run *run, struct ctx *c) MUST_CHECK;
/* May they, in whose name it goes on, still do it? */
bool run_may(const struct run *run, const struct ctx *c, const struct batch *b);
struct err *run_open(struct run *run, const struct batch *b) MUST_CHECK;
void run_close(struct run *run);
const struct table_row *run_row(struct run *run);       /* the next below the heads that is not done */
struct err *run_fail(struct run *run, const char *complaint, const char *arg) MUST_CHECK;

/* The steps (check.c, make.c, undo.c). */
struct err *check_piece(struct run *run, struct ctx *c, struct batch *b, bool *more) MUST_CHECK;
struct err *make_piece(struct run *run, struct ctx *c, struct batch *b, bool *more) MUST_CHECK;
struct err *undo_piece(struct run *run, struct ctx *c, struct batch *b, bool *more) MUST_CHECK;

#endif
