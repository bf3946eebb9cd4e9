/* SPDX-License-Identifier: ISC */
/*
 * A mail that came in, taken apart (by GMime): who sent it, what it answers, what was written, which files are with it.  Decides nothing
 * (inbox.h).  HTML is not read: without a part of plain text there is no text.
 */
#ifndef COURIER_ANSWER_H
#define COURIER_ANSWER_H

#include "access/ctx.h"
#include "message/reply.h"

struct answer_file {
	const char *name, *bytes;       /* bytes NULL: it is named alone */
	size_t n;
};

struct answer {
	const char *key;                /* SHA-256 of its Message-ID, or of all of it if it has none: the same mail has the same */
	const char *from;               /* the one address that it says it comes from; "" when that is none or several */
	const char *text;               /* above our line; "" when there is none */
	bool is_automatic;              /* no person wrote it: a bounce, an answer during absence, a list (RFC 3834, 2) … or we ourselves */
	bool is_ours;                   /* it answers a mail of this portal: ${to} is signed */
	bool has_html_alone;
	struct reply_to to;
	struct answer_file *files;
	size_t n_files;
};

/* The line that a mail begins with which can be answered, in the language in use: above it stands the answer. */
const char *answer_mark(void);
/* ${mail}: the bytes as they came, the beginning of them if they are too many. All of it belongs to ${c}. */
struct answer *answer_read(struct ctx *c, const char *mail, size_t n);

#endif
