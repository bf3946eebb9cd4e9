/* SPDX-License-Identifier: ISC */
#include "pages/public/health.h"

#include "base/str.h"
#include "base/tally.h"
#include "db/schema.h"

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

static struct err *
ask_database(struct visit *v, struct rows **rows)
{
	struct ctx *c = v->c;

	TRY(db_ready(c->db));
	TRY(db_run(c->db, c, STMT_HEALTH_PING, rows, ARGS(mem_fmt(c, "%d", SCHEMA_NUMBER))));
	return (db_commit(c->db));
}

/* NULL: it is ready; else what is missing. ${rows}: what the database said, NULL: nothing. */
static const char *
not_ready(struct visit *v, struct rows **rows)
{
	struct err *err = ask_database(v, rows);
	bool no_schema = str_starts(db_sqlstate(v->c->db), "3F") || str_starts(db_sqlstate(v->c->db), "42");

	if (err != OK) {
		*rows = NULL;
		db_rollback(v->c->db);
		err_free(err);
		return (no_schema ? "the schema is not this program's: gatehousectl migrate\n" : "the database does not answer\n");
	}
	if (!rows_bool(*rows, 0, "writes"))
		return ("the database cannot be written to\n");
	return (rows_int(*rows, 0, "migrations") != SCHEMA_COUNT ? "the schema is not this program's: gatehousectl migrate\n" : NULL);
}

/* Why the clock decides nothing, for people who watch a machine; NULL: it goes. */
static const char *
held(const struct rows *rows)
{
	return (rows_count(rows) == 0 ? NULL : rows_text(rows, 0, "held_why"));
}

/* A stopped clock is reported, but it is no reason to take the portal out of service. */
struct err *
health_ready(struct visit *v)
{
	struct rows *rows = NULL;
	const char *missing = not_ready(v, &rows), *why = held(rows);

	if (missing != NULL)
		return (say(v, 503, missing));
	return (say(v, 200, why == NULL ? "ready\n" : mem_fmt(v->c, "ready, but the clock is held (%s): gatehousectl clock\n", why)));
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

/* What the couriers have to send and have sent, of all sites. */
static struct err *
put_messages(struct visit *v, struct buf *to)
{
	static const struct {
		const char *name, *column, *help;
	} figures[] = {
		{ "gatehouse_messages_queued", "queued", "Mails and messages to robots that are due and not sent." },
		{ "gatehouse_messages_age_seconds", "oldest", "How long the oldest of them has been due." },
		{ "gatehouse_messages_failing", "failing", "Queued ones that failed at least once." },
		{ "gatehouse_messages_dead", "dead", "Ones that were given up and wait for somebody to look." },
		{ "gatehouse_messages_sent_last_hour", "sent", "Ones that were sent in the last hour." },
	};
	struct ctx *c = v->c;
	struct rows *rows;

	db_ask(c->db, c, STMT_DELIVERY_FIGURES, &rows, ARGS(c->now));
	TRY(db_commit(c->db));
	for (size_t i = 0; i < ARRAY_LEN(figures); i++)
		put(to, figures[i].name, "gauge", figures[i].help, (long long)rows_int(rows, 0, figures[i].column));
	return (OK);
}

struct err *
health_metrics(struct visit *v)
{
	struct buf *to = buf_new(v->c);
	struct rows *rows = NULL;
	struct tally_sum sum;
	bool ready;

	TRY(tally_read(v->c->conf->run, &sum));
	ready = not_ready(v, &rows) == NULL;
	put(to, "gatehouse_ready", "gauge", "1 when the database answers, can write and has this program's schema.", ready);
	if (rows_count(rows) > 0) {
		put(to, "gatehouse_clock_held", "gauge", "1 while the clock decides nothing, because time cannot be trusted.", held(rows) != NULL);
		put(to, "gatehouse_clock_age_seconds", "gauge", "How long ago the clock last did what was due.", (long long)rows_int(rows, 0, "clock_age"));
	}
	if (ready)
		TRY(put_messages(v, to));
	put(to, "gatehouse_workers", "gauge", "Workers of this host that are alive.", sum.workers);
	put(to, "gatehouse_workers_memory_bytes", "gauge", "Resident memory of them together, what they share counted for each.", sum.memory);
	put_requests(to, &sum);
	put(to, "gatehouse_database_round_trips_total", "counter", "Round trips to the database.", (long long)sum.counts[TALLY_ROUND_TRIPS]);
	return (say(v, 200, to->data));
}
