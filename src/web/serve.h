/* SPDX-License-Identifier: ISC */
/* One request, from wire to wire. */
#ifndef WEB_SERVE_H
#define WEB_SERVE_H

#include "access/site.h"
#include "base/conf.h"
#include "base/tally.h"
#include "db/db.h"
#include "http/reply.h"
#include "http/request.h"

/* What lives as long as the worker. */
struct worker {
	struct db *db;
	struct directory *directory;
	const struct conf *conf;
	struct tally *tally;
	const char *stamp;           /* of the program, its templates, words and settings: what is shown may differ where it differs */
	int64_t served;
};

/* The wire as functions, so that tests and fuzzers need no server. */
struct wire {
	request_param *param;
	request_bytes *bytes;
	struct reply_sink sink;
	void *arg;
};

/*
 * Never fails: whatever goes wrong is answered, and logged with the request's id.  False: a file broke off in the middle, so that the
 * connection must end without an end of the reply, or half of it would pass for all.
 */
bool serve(struct worker *worker, struct wire *wire);

#endif
