/* SPDX-License-Identifier: ISC */
/*
 * Sending what is queued (table delivery): to one recipient after the other, the longest waiting first.  Each message is settled in a
 * transaction of its own and sent in a second one, which holds its rows and says what came of it.  Whoever dies in between loses nothing;
 * what was sent already is sent again as the same message, with the same id.  What the recipient may see is asked in that second
 * transaction, which has the sight of their pages.
 */
#ifndef COURIER_OUTBOX_H
#define COURIER_OUTBOX_H

#include "access/ctx.h"
#include "courier/carry.h"

struct outbox {
	struct db *db;
	struct directory *directory;
	const struct conf *conf;
	struct carrier *carrier;
};

/* Says in the database whether mail is configured. */
struct err *outbox_open(const struct outbox *outbox) MUST_CHECK;
/* A message to each of those whose turn it is; how many there were. */
struct err *outbox_send(const struct outbox *outbox, size_t *sent) MUST_CHECK;

#endif
