/* SPDX-License-Identifier: ISC */
/* The latest of a record's history. */
#include "pages/record/show.h"

#include "web/history.h"

enum { EVENTS_SHOWN = 20 };

struct show_history {
	struct rows *events;
};

static void
ask(struct visit *v, struct show *s)
{
	history_ask(v, s->subject.kind, s->subject.number, NULL, EVENTS_SHOWN, &PART_OF(s, show_history)->events);
}

static void
show(struct visit *v, const struct show *s)
{
	history_put(v, node_in(v->root, "History"), s->rec->kind, PART_OF(s, show_history)->events);
	node_putf(v->root, "History_more", "%s/history", subject_path(v, s->rec->kind, s->rec->number));
}

const struct show_part show_history = { sizeof(struct show_history), ask, show };
