/* SPDX-License-Identifier: ISC */
/*
 * Inside the request line only: a value that the database refused becomes a complaint at its field.
 */
#ifndef WEB_RESENT_H
#define WEB_RESENT_H

#include "web/visit.h"

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
