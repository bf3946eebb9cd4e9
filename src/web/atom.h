/* SPDX-License-Identifier: ISC */
/*
 * News as feed readers fetch it: Atom (RFC 4287), written by libxml2, which escapes.  What XML 1.0 knows no character for is left out.
 * No other file includes libxml2.
 */
#ifndef WEB_ATOM_H
#define WEB_ATOM_H

#include "base/str.h"
#include <stdint.h>

struct atom;

struct atom_head {
	const char *id;                 /* the same for ever, and no address that is a secret */
	const char *title, *language;   /* "zh-CN" */
	const char *url;                /* whole: where people read the same */
	const char *author;             /* of what has none of its own */
	int64_t updated;                /* seconds since 1970 */
};

struct atom_entry {
	const char *url;                /* whole: its page, which is its id */
	const char *title, *text;
	const char *author;             /* NULL: the feed's */
	int64_t updated;
};

struct atom *atom_new(const void *parent, const struct atom_head *head);
void atom_add(struct atom *atom, const struct atom_entry *entry);
/* Once, after everything. */
void atom_write(struct atom *atom, struct buf *to);

#endif
