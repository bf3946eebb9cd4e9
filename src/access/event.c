/* SPDX-License-Identifier: ISC */
#include "access/event.h"

#include "access/session.h"
#include "base/str.h"

struct event {
	struct event *next;
	const char *site_id;         /* in which chain: operators also write to a site they make */
	const char *action;
	const char *record_id;
	const char *object;
	const char *for_id;
	struct buf *said;            /* members of the JSON object, each ending in "," */
	struct buf *changes;
};

struct event *
event_new(struct ctx *c, const char *action, const char *record_id, const char *object)
{
	struct event *e = mem_new(c, struct event);
	struct event **last = &c->events;

	e->site_id = c->site_id;
	e->action = mem_str(e, action);
	e->record_id = mem_str(e, record_id);
	e->object = mem_str(e, str_or(object, ""));
	e->said = buf_new(e);
	e->changes = buf_new(e);
	if (c->by != NULL)
		event_say(e, "by", c->by);
	while (*last != NULL)
		last = &(*last)->next;
	*last = e;
	return (e);
}

void
event_for(struct event *e, const char *account_id)
{
	e->for_id = mem_str(e, account_id);
}

/* JSON by hand: values are valid UTF-8 without NUL, so only quotes, backslashes and control bytes matter. */
static void
put_json(struct buf *b, const char *text)
{
	if (text == NULL) {
		buf_put(b, "null");
		return;
	}
	buf_putc(b, '"');
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '"' || *p == '\\') {
			buf_putc(b, '\\');
			buf_putc(b, *p);
		} else if ((unsigned char)*p < 0x20) {
			buf_fmt(b, "\\u%04x", (unsigned)*p);
		} else {
			buf_putc(b, *p);
		}
	}
	buf_putc(b, '"');
}

void
event_say(struct event *e, const char *name, const char *value)
{
	put_json(e->said, name);
	buf_putc(e->said, ':');
	put_json(e->said, value);
	buf_putc(e->said, ',');
}

void
event_change(struct event *e, const char *field, const char *old, const char *now)
{
	buf_put(e->changes, e->changes->len > 0 ? "," : "");
	put_json(e->changes, field);
	buf_put(e->changes, ":[");
	put_json(e->changes, old);
	buf_putc(e->changes, ',');
	put_json(e->changes, now);
	buf_putc(e->changes, ']');
}

static char *
detail_text(const struct event *e)
{
	if (e->changes->len > 0)
		return (mem_fmt(e, "{%s\"changes\":{%s}}", e->said->data, e->changes->data));
	if (e->said->len > 0)
		return (mem_fmt(e, "{%.*s}", (int)e->said->len - 1, e->said->data));
	return (mem_str(e, "{}"));
}

void
event_flush(struct ctx *c)
{
	const char *entered = c->site_id;

	if (c->events != NULL && c->is_pinned)
		db_ask(c->db, c, STMT_EVENT_MOMENT, NULL, ARGS(c->now));
	for (struct event *e = c->events; e != NULL; e = e->next) {
		if (!str_eq(e->site_id, entered))
			session_enter(c, e->site_id, DOOR_TELL, NULL);
		entered = e->site_id;
		db_ask(c->db, c, STMT_EVENT_ADD, NULL, ARGS(e->site_id, c->me->id_text, e->for_id, e->action,
		    e->record_id, e->object, detail_text(e), c->request_id));
	}
	/* Whoever writes after it writes in the site of the request. */
	if (!str_eq(entered, c->site_id))
		session_enter(c, c->site_id, c->door, NULL);
	c->events = NULL;
}
