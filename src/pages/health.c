/* SPDX-License-Identifier: ISC */
#include "pages/health.h"

#include "base/str.h"
#include "base/tally.h"

static struct err *
say(struct visit *v, int status, const char *text)
{
	v->page = NULL;
	v->reply->status = status;
	v->reply->type = "text/plain; charset=utf-8";
	buf_put(v->reply->body, text);
	return (OK);
}

struct err *
health_alive(struct visit *v)
{
	return (say(v, 200, "ok\n"));
}

/* Connected, and not to a stand-by? */
static struct err *
ask_database(struct visit *v, bool *writes)
{
	struct rows *rows;

	TRY(db_ready(v->c->db));
	TRY(db_run(v->c->db, v->c, STMT_HEALTH_PING, &rows, NO_ARGS));
	*writes = rows_bool(rows, 0, "writes");
	return (db_commit(v->c->db));
}

static bool
is_ready(struct visit *v)
{
	bool writes = false;
	struct err *err = ask_database(v, &writes);

	if (err == OK)
		return (writes);
	db_rollback(v->c->db);
	err_free(err);
	return (false);
}

struct err *
health_ready(struct visit *v)
{
	return (is_ready(v) ? say(v, 200, "ready\n") : say(v, 503, "the database does not answer\n"));
}

static void
head(struct buf *to, const char *name, const char *type, const char *help)
{
	buf_fmt(to, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
put_requests(struct buf *to, const struct tally_sum *sum)
{
	const uint64_t *n = sum->counts, all = n[TALLY_2XX] + n[TALLY_3XX] + n[TALLY_4XX] + n[TALLY_5XX];

	head(to, "gatehouse_requests_total", "counter", "Requests answered, by class of their status.");
	for (int i = TALLY_2XX; i <= TALLY_5XX; i++)
		buf_fmt(to, "gatehouse_requests_total{status=\"%dxx\"} %llu\n", i - TALLY_2XX + 2, (unsigned long long)n[i]);
	head(to, "gatehouse_request_seconds", "summary", "Time that workers spent on requests.");
	buf_fmt(to, "gatehouse_request_seconds_sum %llu.%06llu\ngatehouse_request_seconds_count %llu\n", (unsigned long long)(n[TALLY_MICROSECONDS] / 1000000),
	    (unsigned long long)(n[TALLY_MICROSECONDS] % 1000000), (unsigned long long)all);
}

static void
put(struct buf *to, const char *name, const char *type, const char *help, long long value)
{
	head(to, name, type, help);
	buf_fmt(to, "%s %lld\n", name, value);
}

struct err *
health_metrics(struct visit *v)
{
	struct buf *to = buf_new(v->c);
	const char *from = v->req->address;
	struct tally_sum sum;

	if (!str_eq(from, "127.0.0.1") && !str_eq(from, "::1"))
		return (RAISE(ERR_NOT_FOUND, "metrics asked for from \"%s\"", str_or(from, "?")));
	TRY(tally_read(v->c->conf->run, &sum));
	put(to, "gatehouse_ready", "gauge", "1 when the database answers and can write.", is_ready(v));
	put(to, "gatehouse_workers", "gauge", "Workers of this host that are alive.", sum.workers);
	put(to, "gatehouse_workers_memory_bytes", "gauge", "Resident memory of them together, what they share counted for each.", sum.memory);
	put_requests(to, &sum);
	put(to, "gatehouse_database_round_trips_total", "counter", "Round trips to the database.", (long long)sum.counts[TALLY_ROUND_TRIPS]);
	return (say(v, 200, to->data));
}
