/* SPDX-License-Identifier: ISC */
/*
 * The bytes in the files directory beside the rows that speak of them.  A file
 * is stored before its row is committed, so a crash in between leaves bytes
 * that nobody can reach.  Knows nothing of who may read a file.
 */
#ifndef RECORD_STORED_H
#define RECORD_STORED_H

#include "access/ctx.h"

enum { STORED_FOLDERS = 256 };  /* "00" to "ff", by the first two characters of the name */

struct stored {
	size_t looked;          /* files */
	size_t unknown;         /* without a row of any site, a day old at least */
	size_t removed;
};

/*
 * Look at one folder and add to ${tally}.  ${removes}: files without a row are
 * taken away, but none of a folder where there are many of them and more than of
 * the others: then this is not the database of these files, or an old one.
 */
struct err *stored_look(struct ctx *c, unsigned folder, bool removes, struct stored *tally) MUST_CHECK;

#endif
