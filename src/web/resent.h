/* SPDX-License-Identifier: ISC */
/*
 * For the request line only: handles a request that failed because of its content.  A form that was saved
 * before gets the reply of its first sending (once-keys); a value that the database refused becomes a complaint
 * at its field.
 */
#ifndef WEB_RESENT_H
#define WEB_RESENT_H

#include "web/visit.h"

/* Digest of the form's content, without the parts that differ from page to page; for the once-key. */
char *resent_digest(struct visit *v);
/*
 * Was ${err} raised because this form was taken before?  With the same content the reply is the first one's and ${err} stays for
 * the caller to free: true.  With another one *err says so, and v->first is where the first one led.
 */
bool resent_is_answered(struct visit *v, struct err **err);
/* What ${err} is for whoever asked: what an address says and the database cannot read is a broken request. */
enum err_kind resent_kind(const struct visit *v, const struct err *err);
/* May the page be asked once more, to show its form with a complaint about what the database refused? */
bool resent_may_complain(const struct visit *v, const struct err *err);
/*
 * Who is to complain: the columns that the database named, itself or by a constraint; NULL when it cannot be asked any more.  Ends
 * the transaction that failed.  Owned by ${parent}, for v is thrown away.
 */
struct refusal *resent_find_refusal(const void *parent, struct db *db);

#endif
