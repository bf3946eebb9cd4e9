/* SPDX-License-Identifier: ISC */
/*
 * What runs against a clock in minutes (kind.running), as my work and the dashboard show it: each record with where it stands, since when
 * it runs, its target, and what is left or for how long it is over; the longest over first.  What is shown is of the moment of the
 * request, and says so; nothing is kept from one to the next.
 */
#ifndef WEB_RUNNING_H
#define WEB_RUNNING_H

#include "record/kind.h"
#include "web/visit.h"

struct running;                         /* what was asked for so far; NULL: nothing */

/*
 * Queue what runs in a site: of each kind that has such, one statement.  The transaction is inside that site.  ${mine}: what the
 * acting person has to do with.  ${site}: its name, where several are shown together; else NULL.
 */
void running_ask(struct running **list, struct ctx *c, const char *site_id, const char *slug, const char *site, bool mine);
/* "Running" of the page (part/running.cs), of all that was asked for; nothing when nothing runs.  Returns how many lines that is. */
size_t running_put(struct node *page, struct ctx *c, const struct running *list);

#endif
