/* SPDX-License-Identifier: ISC */
/*
 * What a feed has said (table feed_item): a program learns of what was moved or called off by a later sequence of the same item, and of
 * what is not there any more, or not for this person, by an item that is cancelled (RFC 5545, 3.8.7.4 and 3.8.1.11).  Nothing is kept of
 * an item but digest, days and number: what somebody may not see any more is not said once more.
 */
#ifndef PAGES_ACCOUNT_FEED_MEMORY_H
#define PAGES_ACCOUNT_FEED_MEMORY_H

#include "web/ics.h"
#include "web/visit.h"

struct feed_memory;

/* Of the routes that say a feed: what they said is kept after the reply. */
struct feed_state {
	struct feed_memory *memory;
};
extern const size_t feed_state;

/* Queues what was said at the address whose token has this ${digest}. */
void feed_memory_ask(struct ctx *c, const char *digest, struct rows **said);
/* ${first}: the first day that is told; what ended before is over, and not gone. */
struct feed_memory *feed_memory_new(struct visit *v, const char *digest, const char *first, const struct rows *said);
/* Says ${event} of a site; ${ics} has it once, with the sequence that follows from what was said before. */
void feed_memory_say(struct feed_memory *m, struct ics *ics, struct ics_event event, const char *site_id);
/*
 * After everything of a site: what was said before and is not there now is cancelled, and said to be for some weeks.  Of a list that was
 * cut nobody knows what comes behind: ${cut} is the last day that is known, or NULL.
 */
void feed_memory_end(struct feed_memory *m, struct ics *ics, const char *site_id, const char *cut);

#endif
