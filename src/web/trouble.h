/* SPDX-License-Identifier: ISC */
/* Handling of failed requests besides the reply (web/serve.c): retry, log, release resources. */
#ifndef WEB_TROUBLE_H
#define WEB_TROUBLE_H

#include "base/log.h"
#include "web/visit.h"

/* The log level: a failure that somebody must act on is an error, whatever its kind. */
enum log_level trouble_level(const struct err *err, enum log_level usual);
/*
 * May the request be tried once more, on a new connection if need be? Reads, unless they took too long; writes
 * of which nothing was sent; and deadlocked or serialisation-failed requests, except those with files, which
 * are already stored.
 */
bool trouble_may_retry(const struct visit *v, const struct err *err);
/*
 * What became of what was sent, and its *title, where it is not simply that nothing was changed: a part was saved, the form was saved
 * before with other content, or the end of the transaction was lost.  NULL: nothing was changed.
 */
const char *trouble_outcome(const struct visit *v, const char **title);
/* Frees and logs the ${err} of sending; false: a file broke off in the middle by our fault, not because nobody takes it any more. */
bool trouble_was_sent(const struct visit *v, struct err *err);
/* Releases the account's turn, whatever happened to the reply (access/turn.h). */
void trouble_end(struct visit *v);

#endif
