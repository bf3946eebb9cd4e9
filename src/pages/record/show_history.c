/* SPDX-License-Identifier: ISC */
/* The latest of a record's history; all of it has a page of its own. */
#include "pages/record/show.h"

#include "view/words.h"
#include "web/history.h"

enum { EVENTS_SHOWN = 5, EVENTS_PRINTED = 20 };

struct show_history {
	struct rows *events;
};

struct show_history_printed {
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
	show_bar(v, "#history", word(N_("History")), 0, 0);
}

const struct show_part show_history = { sizeof(struct show_history), ask, show };

/* ---- the same for paper */

static void
ask_printed(struct visit *v, struct show *s)
{
	history_ask(v, s->subject.kind, s->subject.number, NULL, EVENTS_PRINTED, &PART_OF(s, show_history_printed)->events);
}

static void
show_printed(struct visit *v, const struct show *s)
{
	history_put(v, node_in(v->root, "History"), s->rec->kind, PART_OF(s, show_history_printed)->events);
}

const struct show_part show_history_printed = { sizeof(struct show_history_printed), ask_printed, show_printed };
