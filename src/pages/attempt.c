/* SPDX-License-Identifier: ISC */
#include "pages/attempt.h"

enum { BUCKETS = 3 };

static const int64_t times_as_many[BUCKETS] = { 1, 5, 10 };

static void
name_buckets(struct visit *v, const char *what, const char *name, char *bucket[BUCKETS])
{
	const char *address = str_or(v->req->address, "?");

	bucket[0] = mem_fmt(v->c, "%s:%s:%s", what, name, address);
	bucket[1] = mem_fmt(v->c, "%s-address:%s", what, address);
	bucket[2] = mem_fmt(v->c, "%s-name:%s", what, name);
}

static char *
window(struct visit *v)
{
	return (mem_fmt(v->c, "%lld", (long long)v->c->conf->login_window));
}

struct err *
attempt_check(struct visit *v, const char *what, const char *name, bool *over)
{
	struct ctx *c = v->c;
	char *bucket[BUCKETS];
	struct rows *rows[BUCKETS];

	name_buckets(v, what, name, bucket);
	for (int i = 0; i < BUCKETS; i++)
		db_ask(c->db, c, STMT_ATTEMPT_COUNT, &rows[i], ARGS(bucket[i], c->now, window(v)));
	TRY(db_wait(c->db));
	*over = false;
	for (int i = 0; i < BUCKETS; i++)
		if (rows_int(rows[i], 0, "count") >= c->conf->login_tries * times_as_many[i])
			*over = true;
	if (*over)
		reply_header(v->reply, "Retry-After", window(v));
	return (OK);
}

void
attempt_failed(struct visit *v, const char *what, const char *name)
{
	char *bucket[BUCKETS];

	name_buckets(v, what, name, bucket);
	for (int i = 0; i < BUCKETS; i++)
		db_ask(v->c->db, v->c, STMT_ATTEMPT_ADD, NULL, ARGS(bucket[i], v->c->now, window(v)));
}

void
attempt_forget(struct visit *v, const char *what, const char *name)
{
	char *bucket[BUCKETS];

	name_buckets(v, what, name, bucket);
	db_ask(v->c->db, v->c, STMT_ATTEMPT_CLEAR, NULL, ARGS(bucket[0]));
	db_ask(v->c->db, v->c, STMT_ATTEMPT_CLEAR, NULL, ARGS(bucket[2]));
}
