/* SPDX-License-Identifier: ISC */
#include "web/rate_limit.h"

#include "view/words.h"

enum { BUCKETS = 3, FIRST_WAIT = 2 /* seconds */, MINUTES_FROM = 90 /* shorter waits are said in seconds */ };

struct bucket {
	const char *name;            /* NULL: not counted */
	int64_t times;               /* so many times as many tries are free */
};

/* An address may do ten times as many.  A code is asked for after the right password, so an account counts there from anywhere. */
static void
name_buckets(struct visit *v, const struct rate_limit *a, struct bucket bucket[BUCKETS])
{
	const char *place = v->req->place;

	for (int i = 0; i < BUCKETS; i++)
		bucket[i] = (struct bucket){ 0 };
	if (a->browser != NULL) {
		bucket[0] = (struct bucket){ mem_fmt(v->c, "%s-browser:%s:%s", a->what, a->name, a->browser), 1 };
		return;
	}
	bucket[0] = (struct bucket){ mem_fmt(v->c, "%s:%s:%s", a->what, a->name, place), 1 };
	bucket[1] = (struct bucket){ mem_fmt(v->c, "%s-address:%s", a->what, place), 10 };
	if (str_eq(a->what, "code"))
		bucket[2] = (struct bucket){ mem_fmt(v->c, "%s-name:%s", a->what, a->name), 4 };
}

struct err *
rate_limit_wait(struct visit *v, const struct rate_limit *a, int64_t *seconds)
{
	struct bucket bucket[BUCKETS];
	char *names[BUCKETS + 1] = { NULL };
	struct rows *rows;
	size_t n = 0;

	name_buckets(v, a, bucket);
	for (int i = 0; i < BUCKETS; i++)
		if (bucket[i].name != NULL)
			names[n++] = mem_str(v->c, bucket[i].name);
	TRY(db_run(v->c->db, v->c, STMT_ATTEMPT_WAIT, &rows, ARGS(form_array(v->c, names), v->c->now)));
	*seconds = rows_int(rows, 0, "seconds");
	return (OK);
}

void
rate_limit_failed(struct visit *v, const struct rate_limit *a)
{
	struct ctx *c = v->c;
	struct bucket bucket[BUCKETS];
	const char *first = mem_fmt(c, "%d", FIRST_WAIT), *longest = mem_fmt(c, "%lld", (long long)c->conf->login_window);

	name_buckets(v, a, bucket);
	for (int i = 0; i < BUCKETS; i++)
		if (bucket[i].name != NULL)
			db_ask(c->db, c, STMT_ATTEMPT_FAIL, NULL,
			    ARGS(bucket[i].name, c->now, mem_fmt(c, "%lld", (long long)(c->conf->login_tries * bucket[i].times)), first, longest));
}

void
rate_limit_forget(struct visit *v, const struct rate_limit *a)
{
	struct bucket bucket[BUCKETS];

	name_buckets(v, a, bucket);
	for (int i = 0; i < BUCKETS; i++)
		if (bucket[i].name != NULL && i != 1)
			db_ask(v->c->db, v->c, STMT_ATTEMPT_CLEAR, NULL, ARGS(bucket[i].name));
}

const char *
rate_limit_said(struct visit *v, int64_t seconds)
{
	long n = (long)(seconds < MINUTES_FROM ? seconds : (seconds + 59) / 60);

	reply_header(v->reply, "Retry-After", mem_fmt(v->c, "%lld", (long long)seconds));
	return (wordf(v->c, N_("login.wait"), seconds < MINUTES_FROM ? words_count(v->c, N_("wait.second"), N_("wait.seconds"), n) :
	    words_count(v->c, N_("wait.minute"), N_("wait.minutes"), n), NULL));
}
