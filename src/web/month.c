/* SPDX-License-Identifier: ISC */
#include "web/month.h"

#include "base/fold.h"
#include "base/str.h"
#include "http/url.h"

#include <string.h>

enum { DAYS_OF_WEEK = 7 };

struct month
month_asked(struct visit *v, bool *is_odd)
{
	const char *asked = visit_query(v, "month");
	struct month m = { 0 };
	char text[DATE_TEXT];

	if (!date_read(mem_fmt(v->c, "%s-01", asked), &m.first)) {
		if (is_odd != NULL)
			*is_odd = !fold_is_empty(asked);
		if (!date_read(mem_fmt(v->c, "%.7s-01", v->c->today), &m.first))
			m.first = 0;
	}
	m.next = date_add_months(m.first, 1);
	m.from = m.first - date_weekday(m.first) + 1;
	m.to = m.next - 1 + DAYS_OF_WEEK - date_weekday(m.next - 1);
	date_text(m.first, text);
	m.name = mem_fmt(v->c, "%.7s", text);
	return (m);
}

struct month
month_week_asked(struct visit *v, bool *is_odd)
{
	const char *asked = visit_query(v, "day");
	char first[DATE_TEXT], last[DATE_TEXT];
	struct month m = { .is_week = true };
	int32_t day = 0;

	if (!date_read(asked, &day)) {
		*is_odd = !fold_is_empty(asked);
		if (!date_read(v->c->today, &day))
			day = 0;
	}
	m.from = m.first = day - date_weekday(day) + 1;
	m.next = m.first + DAYS_OF_WEEK;
	m.to = m.next - 1;
	date_text(m.from, first);
	date_text(m.to, last);
	m.name = mem_fmt(v->c, "%s – %s", first, last);
	return (m);
}

/* ${day}: one of the month or week that it leads to. */
static void
put_beside(struct visit *v, const struct month *m, const char *name, const char *path, const struct pairs *query, int32_t day)
{
	char text[DATE_TEXT];

	date_text(day, text);
	node_put(node_in(v->root, "Month"), name, url_with(v->c, path, query, m->is_week ? "day" : "month", m->is_week ? text : mem_fmt(v->c, "%.7s", text)));
}

static void
put_date(struct visit *v, struct node *node, const char *date, const struct month *m)
{
	bool is_other = !m->is_week && strncmp(date, m->name, 7) != 0;

	node_put(node, "date", date);
	node_put(node, "label", is_other || m->is_week ? date + 5 : mem_fmt(v->c, "%d", (date[8] - '0') * 10 + date[9] - '0'));
	node_put_flag(node, "other", is_other);
	node_put_flag(node, "today", str_eq(date, v->c->today));
}

void
month_put(struct visit *v, const struct month *m, const char *path, const struct pairs *query,
    void (*put)(struct visit *v, struct node *day, const char *date, const void *arg), const void *arg)
{
	struct node *month = node_in(v->root, "Month"), *week = NULL;

	node_put(month, "title", m->name);
	node_put_flag(month, "week", m->is_week);
	put_beside(v, m, "before", path, query, m->first - 1);
	put_beside(v, m, "after", path, query, m->next);
	for (int32_t day = m->from; day <= m->to; day++) {
		char text[DATE_TEXT];
		struct node *node;

		week = date_weekday(day) == 1 ? node_item(node_in(month, "weeks")) : week;
		node = node_item(node_in(week, "days"));
		date_text(day, text);
		put_date(v, node, text, m);
		put(v, node, text, arg);
	}
}
