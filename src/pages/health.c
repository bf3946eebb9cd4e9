/* SPDX-License-Identifier: ISC */
#include "pages/health.h"

#include <unistd.h>

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

/* Resident bytes of this worker, by the kernel's word. */
static long long
memory(void)
{
	FILE *f = fopen("/proc/self/statm", "re");
	long long pages = 0;
	char text[128];

	if (f == NULL)
		return (0);
	/* "size resident …" */
	if (fgets(text, sizeof text, f) != NULL && sscanf(text, "%*s %lld", &pages) != 1)
		pages = 0;
	(void)fclose(f);
	return (pages * sysconf(_SC_PAGESIZE));
}

static void
metric(struct buf *to, const char *name, const char *type, const char *help, long long value)
{
	buf_fmt(to, "# HELP %s %s\n# TYPE %s %s\n%s{worker=\"%ld\"} %lld\n", name, help, name, type, name, (long)getpid(), value);
}

struct err *
health_metrics(struct visit *v)
{
	struct buf *to = buf_new(v->c);
	const char *from = v->req->address;

	if (!str_eq(from, "127.0.0.1") && !str_eq(from, "::1"))
		return (RAISE(ERR_NOT_FOUND, "metrics asked for from \"%s\"", str_or(from, "?")));
	metric(to, "gatehouse_ready", "gauge", "1 when the database answers and can write.", is_ready(v));
	metric(to, "gatehouse_database_round_trips_total", "counter", "Round trips to the database since the worker began.",
	    (long long)db_round_trips(v->c->db));
	metric(to, "gatehouse_worker_memory_bytes", "gauge", "Resident memory of the worker.", memory());
	return (say(v, 200, to->data));
}
