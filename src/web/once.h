/* SPDX-License-Identifier: ISC */
/*
 * Inside the request line: a form is taken once.  Each form carries a key of its own.  The transaction that does what a form
 * says keeps the key, a digest of the content and the reply; the same form sent again gets that reply and does nothing.
 */
#ifndef WEB_ONCE_H
#define WEB_ONCE_H

#include "web/intake.h"

/* Behind open_request, before the page asks: queues the search for a first sending, if the form is there already (web/intake.h). */
void once_ask(struct visit *v);
/*
 * After the body was read and its token checked.  While another sending of the same form is at work, waits for its end.  Was it
 * taken before with the same content, then v->is_answered and the reply is complete; with other content ERR_CONFLICT, and v->first
 * is where the first one led.
 */
struct err *once_begin(struct visit *v) MUST_CHECK;
/* Queues what is kept of a reply that is complete, within the transaction that wrote.  A refusal (400 and above) is not kept. */
void once_end(struct visit *v);
/*
 * Was ${v} refused because its first sending took away what sending it needs: the session, a right, the membership?  Then the first
 * one's reply is in v->reply.  Only for the browser and the account that were given the form.
 */
bool once_is_answered(struct visit *v, struct wire *wire, const struct err *err);

/*
 * ROUTE_ONCE: the form has an address of its own ("…/new?once=…"), with its key, so that whoever goes back to it comes to the same
 * form.  Leads an address without a key of ours to one that has it (v->moved_to).
 */
void once_place(struct visit *v);
/* The key of that form, owned by v->c; one row with "location" when that form was taken before. */
char *once_ask_key(struct visit *v, struct rows **first);
#define ONCE_NAME "once"        /* in the query of that address */
/* The number of the record that a location is of; NULL: of none. */
const char *once_number(const char *location);

#endif
