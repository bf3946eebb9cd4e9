/* SPDX-License-Identifier: ISC */
/*
 * The network: one mail, one post, or one step at the mailbox to which mail is answered, with time limits.  Only the courier is linked with it (libcurl), and only this file knows it.
 * A robot's address is checked after its name was resolved, at the socket that is about to be opened, so that what was checked is what
 * is connected to; redirects are not followed, and no proxy is taken from the environment.
 */
#ifndef COURIER_CARRY_H
#define COURIER_CARRY_H

#include "base/conf.h"
#include "base/str.h"
#include "message/robot.h"

struct carrier;

struct carrier *carrier_new(const void *parent, const struct conf *conf);       /* keeps its connections open for the next one */

/* What came of it: ${why} NULL: it was taken. */
struct carried {
	const char *why;        /* for the log and for people who watch the queue; never an address's secret */
	bool is_final;          /* trying again would not help: there is no such mailbox */
	long status;            /* HTTP's */
	const char *body;       /* of the answer, at most 64 KiB */
	size_t bytes;           /* of it */
};

struct carried carry_mail(const void *parent, struct carrier *carrier, const char *to, const struct buf *mail);
struct carried carry_post(const void *parent, struct carrier *carrier, const struct robot_post *post);

/*
 * The mailbox (IMAP, RFC 3501).  carry_box_look asks which mail was not dealt with yet; the body is the server's "* SEARCH 3 4".  What was dealt with is
 * marked as answered: whoever reads the mailbox by hand marks as read, and that takes nothing from us.
 */
struct carried carry_box_look(const void *parent, struct carrier *carrier);
/* One mail: its first ${most} bytes; carried.is_final: it is longer. */
struct carried carry_box_fetch(const void *parent, struct carrier *carrier, int64_t uid, size_t most);
struct carried carry_box_done(const void *parent, struct carrier *carrier, int64_t uid);

#endif
