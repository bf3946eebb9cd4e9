/* SPDX-License-Identifier: ISC */
/*
 * The network: one mail or one post, with time limits.  Only the courier is linked with it (libcurl), and only this file knows it.
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
};

struct carried carry_mail(const void *parent, struct carrier *carrier, const char *to, const struct buf *mail);
struct carried carry_post(const void *parent, struct carrier *carrier, const struct robot_post *post);

#endif
