/* SPDX-License-Identifier: ISC */
#include "web/refusal.h"

#include "access/event.h"
#include "access/session.h"
#include "web/layout.h"

enum { DIFFERENT_MAX = 200 /* within an hour and site; more are one */ };

#define HOUR "3600"

/* The 1st, 10th, 100th …: as often as the number gets another digit. */
static bool
is_told(int64_t times)
{
	while (times >= 10 && times % 10 == 0)
		times /= 10;
	return (times == 1);
}

static struct err *
count(struct visit *v, const char *bucket, int64_t *times)
{
	struct rows *rows;

	TRY(db_run(v->c->db, v->c, STMT_ATTEMPT_ADD, &rows, ARGS(bucket, v->c->now, HOUR)));
	*times = rows_int(rows, 0, "count");
	return (OK);
}

struct err *
refusal_note(struct visit *v, const char *action, const char *object, const char *what)
{
	struct ctx *c = v->c;
	const char *site = c->site_id, *address = str_or(v->req->address, "?");
	int64_t times, different = 0;
	struct event *e;

	TRY(count(v, mem_fmt(c, "refused:%s:%s:%s:%s:%s", site, str_or(c->me->id_text, "-"), str_or(object, ""), what, v->req->place), &times));
	if (times == 1)
		TRY(count(v, mem_fmt(c, "refused:%s", site), &different));
	if (different > DIFFERENT_MAX) {
		address = "*";
		object = NULL;
		TRY(count(v, mem_fmt(c, "refused:%s:%s", site, what), &times));
	}
	if (!is_told(times))
		return (OK);
	e = event_new(c, action, NULL, object);
	event_say(e, "refused", what);
	event_say(e, "address", address);
	event_say(e, "times", mem_fmt(c, "%lld", (long long)times));
	if (v->route != NULL && v->route->pattern != NULL)
		event_say(e, "page", v->route->pattern);
	return (OK);
}

struct err *
refusal_note_after(struct visit *v)
{
	struct ctx *c = v->c;
	struct rows *opened;

	/* What the refused act would have written has not happened. */
	c->events = NULL;
	if (!c->me->is_member)
		c->site_id = "0";
	session_ask(c, layout_cookie(v), true, &opened);
	TRY(refusal_note(v, "access.refused", NULL, v->refused));
	event_flush(c);
	TRY(db_commit(c->db));
	return (OK);
}
