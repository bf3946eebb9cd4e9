/* SPDX-License-Identifier: ISC */
/* One thing that somebody is told outside the portal, in the language of whoever reads it.  What is not known is "". */
#ifndef MESSAGE_ITEM_H
#define MESSAGE_ITEM_H

#include <stddef.h>

struct item {
	const char *id;              /* of the delivery: the same at a second sending */
	const char *what;            /* key of the kind of message (notification.what) */
	const char *topic;           /* as people choose by (app.message_topic) */
	const char *said;            /* the same in words: "is waiting for you" */
	const char *actor;
	const char *at, *at_utc;     /* "2026-11-30 09:00" in the portal's zone, "2026-11-30T01:00:00Z" */
	const char *kind, *kind_said, *state, *state_said;
	const char *number, *title;  /* a restricted record has no title */
	const char *record_id;
	const char *url;             /* at the configured address; "" without a record */
};

struct items {
	const char *site, *slug;     /* its name */
	const char *message;         /* id of the message, the same at a second sending */
	struct item *list;
	size_t n;
};

#endif
