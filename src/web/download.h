/* SPDX-License-Identifier: ISC */
/*
 * A file that is made while it is sent: an export, an archive, a print.  All of them go this way.  What breaks off is cut, so that no
 * client takes half of it for all (web/serve.c), logged as an error, and the history says how much of what was sent, and whether it
 * was all.
 */
#ifndef WEB_DOWNLOAD_H
#define WEB_DOWNLOAD_H

#include "record/visibility.h"
#include "web/spreadsheet.h"
#include "web/visit.h"

struct download {
	/*
	 * Writes all of it to d->to.  Runs after the page's transaction, in a read-only one of its own, entered by the same door; whatever
	 * it leaves in v->c is freed with the request.
	 */
	struct err *(*write)(struct download *d);
	void *arg;
	const char *action;              /* for the history, with ${record_id} or ${what}; NULL: nobody need know of it */
	const char *record_id, *what;

	struct visit *v;                 /* filled by download_send, as all that follows */
	const struct reply_sink *to;
	struct spreadsheet *sheet;       /* once download_sheet has begun it */
	int64_t bytes;                   /* sent so far */
	bool whole;
	struct buf *seen;                /* ids of the restricted records in it, blanks between them */
};

/* The reply becomes the download ${what} of this content type; ${filename} NULL: a page, shown by the browser. */
struct err *download_send(struct visit *v, const struct download *what, const char *type, const char *filename) MUST_CHECK;
/* ERR_NOT_FOUND: no table as v->suffix; ERR_FORBIDDEN without the right list.export, if ${is_export}. */
struct err *download_table(struct visit *v, const struct download *what, bool is_export, const char *filename) MUST_CHECK;
/* What was sent is history, with what else was noted: v->after unless the page has one of its own, which then ends with this. */
struct err *download_note(struct visit *v) MUST_CHECK;
/* Within write: the file holds this record.  If it is restricted, the history says so, as if it had been opened. */
void download_saw(struct download *d, const char *id, enum visibility visible);
/* Within write: begin the table, as v->suffix says. */
struct err *download_sheet(struct download *d) MUST_CHECK;

/* A table of rows that the page's transaction read. */
struct download_rows {
	const struct download_column {
		const char *name;
		enum cell_type type;
	} *columns;
	size_t n;
	const char *(*head)(struct visit *v, const char *column);
	const char *(*cell)(struct visit *v, const struct rows *rows, size_t i, const char *column);
};
/* Within write: all of it, from its beginning to its end. */
struct err *download_rows(struct download *d, const struct download_rows *table, const struct rows *rows) MUST_CHECK;

#endif
