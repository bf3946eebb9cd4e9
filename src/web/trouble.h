/* SPDX-License-Identifier: ISC */
/* What is done about a request that failed, beside its answer (web/serve.c): trying again, saying it in the log, ending what it held. */
#ifndef WEB_TROUBLE_H
#define WEB_TROUBLE_H

#include "base/log.h"
#include "web/visit.h"

/* How loudly it is logged: what somebody has to look after is an error, whatever its kind. */
enum log_level trouble_level(const struct err *err, enum log_level usual);
/*
 * May the request be tried once more, on a new connection if need be?  Reads, unless they took too long; writes of which nothing was
 * sent; and whatever met another in the database, but for files, which are in their place already.
 */
bool trouble_may_retry(const struct visit *v, const struct err *err);
/* Frees and logs the ${err} of sending; false: a file broke off in the middle by our fault, not because nobody takes it any more. */
bool trouble_was_sent(const struct visit *v, struct err *err);
/* Whatever became of the reply, the account has its turn again (access/turn.h). */
void trouble_end(struct visit *v);

#endif
