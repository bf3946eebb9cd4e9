/* SPDX-License-Identifier: ISC */
#include "web/calendar_item.h"

#include "base/str.h"
#include "record/kind.h"
#include "view/words.h"
#include "web/duty.h"
#include "web/over.h"

#include <string.h>

static const char *
record_title(struct ctx *c, const struct rows *rows, size_t i)
{
	(void)c;
	return (rows_str(rows, i, "title"));
}

static const char *
title_of_duty(struct ctx *c, const struct rows *rows, size_t i)
{
	const char *title = duty_title(c, rows_str(rows, i, "rule"), rows_str(rows, i, "part"));

	return (rows_text(rows, i, "title") == NULL ? title : mem_fmt(c, "%s · %s", title, rows_str(rows, i, "title")));
}

static const char *
title_of_absence(struct ctx *c, const struct rows *rows, size_t i)
{
	return (wordf(c, N_("%1 is away"), rows_str(rows, i, "person"), NULL));
}

static const char *
said_of_duty(struct ctx *c, const struct rows *rows, size_t i)
{
	return (word_of(c, "duty", "state", rows_str(rows, i, "standing")));
}

static const char *
said_of_deadline(struct ctx *c, const struct rows *rows, size_t i)
{
	return (over_waits(c, rows_str(rows, i, "kind"), rows_str(rows, i, "what")));
}

static const char *
said_of_meeting(struct ctx *c, const struct rows *rows, size_t i)
{
	const char *state = word_of(c, rows_str(rows, i, "kind"), "state", rows_str(rows, i, "state")), *place = rows_str(rows, i, "part");

	return (str_empty(place) ? state : mem_fmt(c, "%s · %s", state, place));
}

static const char *
said_of_absence(struct ctx *c, const struct rows *rows, size_t i)
{
	return (wordf(c, N_("%1 stands in"), rows_str(rows, i, "other"), NULL));
}

static const struct sort {
	const char *name;
	const char *(*title)(struct ctx *c, const struct rows *rows, size_t i);
	const char *(*said)(struct ctx *c, const struct rows *rows, size_t i);
} sorts[] = {
	{ "duty", title_of_duty, said_of_duty },
	{ "deadline", record_title, said_of_deadline },
	{ "meeting", record_title, said_of_meeting },
	{ "course", record_title, said_of_meeting },
	{ "absence", title_of_absence, said_of_absence },
};

static const struct sort *
sort_of(const struct rows *rows, size_t i)
{
	size_t k = 0;

	while (k + 1 < ARRAY_LEN(sorts) && !str_eq(sorts[k].name, rows_str(rows, i, "sort")))
		k++;
	return (&sorts[k]);
}

const char *
calendar_item_title(struct ctx *c, const struct rows *rows, size_t i)
{
	return (sort_of(rows, i)->title(c, rows, i));
}

const char *
calendar_item_url(struct ctx *c, const char *slug, const struct rows *rows, size_t i)
{
	const char *sort = rows_str(rows, i, "sort");
	const struct kind *kind = kind_named(rows_str(rows, i, "kind"));

	if (str_eq(sort, "duty"))
		return (str_eq(rows_str(rows, i, "standing"), "open") ? duty_begin(c, slug, rows, i) : mem_fmt(c, "/%s/duties", slug));
	return (kind == NULL ? mem_fmt(c, "/%s/absence", slug) : mem_fmt(c, "/%s/%s/%s", slug, kind->plural, rows_str(rows, i, "number")));
}

/* The name of the absent is their title already. */
const char *
calendar_item_said(struct ctx *c, const struct rows *rows, size_t i)
{
	const char *sort = rows_str(rows, i, "sort"), *at = rows_str(rows, i, "at"), *said = sort_of(rows, i)->said(c, rows, i), *person = rows_str(rows, i, "person");
	struct buf *b = buf_new(c);

	buf_put(b, word_of(c, "calendar", "what", sort));
	if (*at != '\0')
		buf_fmt(b, " · %s", at);
	if (!str_empty(said))
		buf_fmt(b, " · %s", said);
	if (*person != '\0' && !str_eq(sort, "absence"))
		buf_fmt(b, " · %s", person);
	return (b->data);
}

void
calendar_item_put(struct visit *v, struct node *node, const struct rows *rows, size_t i)
{
	const char *sort = rows_str(rows, i, "sort");
	bool is_open = str_eq(sort, "deadline") || str_eq(rows_str(rows, i, "standing"), "open");

	node_put(node, "title", calendar_item_title(v->c, rows, i));
	node_put(node, "url", calendar_item_url(v->c, v->c->site->slug, rows, i));
	node_put(node, "number", rows_str(rows, i, "number"));
	node_put(node, "said", calendar_item_said(v->c, rows, i));
	node_put_flag(node, "off", rows_bool(rows, i, "is_off"));
	if (is_open && strcmp(rows_str(rows, i, "day"), v->c->today) < 0) {
		node_put_flag(node, "late", true);
		node_put(node, "due", word(N_("overdue")));
	}
	v->is_restricted = v->is_restricted || rows_int(rows, i, "visible") > 0;
}
