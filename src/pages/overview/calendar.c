/* SPDX-License-Identifier: ISC */
#include "pages/overview/calendar.h"

#include "base/str.h"
#include "http/url.h"
#include "pages/overview/releases.h"
#include "view/words.h"
#include "web/asked.h"
#include "web/calendar_item.h"
#include "web/month.h"
#include "web/options.h"

#include <string.h>

/* One more than are shown is asked for (calendar_items in sql/query/calendar.sql). */
enum { SHOWN_MAX = 500 };

/* TO ADD ONE: a name here, its part of the statement calendar_items, its row in web/calendar_item.c, its words "calendar.what.<name>". */
static const char *const sorts[] = { "duty", "deadline", "release", "meeting", "course", "absence", NULL };
#define SORTS "duty deadline release meeting course absence"

static const char *const views[] = { "month", "week", "list" };
#define VIEWS "month week list"

static const struct field filter_fields[] = {
	{ "what", FIELD_CHOICE, .choices = sorts },
	{ "person", FIELD_ACCOUNT },
	{ "department", FIELD_DEPARTMENT },
	{ "platform", FIELD_RECORD, .ref = "platform" },
	{ "mine", FIELD_FLAG },
	{ NULL }
};

struct calendar_state {
	const char *view, *what;        /* NULL: all */
	struct month month;
	struct options choices;
	struct rows *items, *releases, *freezes;
};

const size_t calendar_state = sizeof(struct calendar_state);

static bool
wants(const struct calendar_state *s, const char *sort)
{
	return (s->what == NULL || str_eq(s->what, sort));
}

/* "{duty,deadline}" */
static const char *
sorts_of(struct visit *v, const struct calendar_state *s)
{
	return (s->what != NULL ? mem_fmt(v->c, "{%s}", s->what) : "{duty,deadline,meeting,course,absence}");
}

static void
ask_days(struct visit *v, struct calendar_state *s)
{
	const char *person = asked_id(v, "person"), *department = asked_id(v, "department"), *platform = asked_number(v, "platform"), *mine = asked_int(v, "mine", 1, 1);
	struct ctx *c = v->c;
	char first[DATE_TEXT], last[DATE_TEXT];

	if (v->n_odd > 0)
		return;
	date_text(s->month.from, first);
	date_text(s->month.to, last);
	db_ask(c->db, c, STMT_CALENDAR_ITEMS, &s->items, ARGS(c->site_id, first, last, sorts_of(v, s), person, department, platform, mine == NULL ? "f" : "t"));
	/* A release concerns everybody. */
	if (!wants(s, "release"))
		return;
	db_ask(c->db, c, STMT_RELEASE_MONTH, &s->releases, ARGS(c->site_id, first, last, person, department, platform, "f"));
	db_ask(c->db, c, STMT_FREEZE_LIST, &s->freezes, ARGS(c->site_id, first, last, c->today));
}

void
calendar_ask(struct visit *v)
{
	struct calendar_state *s = STATE_OF(v, calendar_state);
	bool is_odd = false;

	s->view = str_or(asked_word(v, "view", VIEWS), "month");
	s->what = asked_word(v, "what", SORTS);
	s->month = str_eq(s->view, "week") ? month_week_asked(v, &is_odd) : month_asked(v, &is_odd);
	if (is_odd)
		asked_is_odd(v, s->month.is_week ? "day" : "month");
	asked_only(v, "view what month day person department platform mine");
	ask_days(v, s);
	options_ask(v, &s->choices, filter_fields, 0, 0);
}

/* ---- the page */

static void
put_day(struct visit *v, struct node *day, const char *date, const void *arg)
{
	const struct calendar_state *s = arg;

	for (size_t i = 0; i < rows_count(s->items) && i < SHOWN_MAX; i++)
		if (strcmp(rows_str(s->items, i, "day"), date) <= 0 && strcmp(date, rows_str(s->items, i, "until")) <= 0)
			calendar_item_put(v, node_item(node_in(day, "rows")), s->items, i);
	releases_put_day(v, day, date, s->releases, s->freezes);
}

static void
put_views(struct visit *v, const struct calendar_state *s)
{
	for (size_t i = 0; i < ARRAY_LEN(views); i++) {
		struct node *tab = node_item(node_in(node_in(v->root, "Calendar"), "views"));

		node_put(tab, "text", word_of(v->c, "calendar", "view", views[i]));
		node_put(tab, "url", url_with(v->c, visit_path(v, "calendar"), &v->req->query, "view", i == 0 ? NULL : views[i]));
		node_put_flag(tab, "current", str_eq(views[i], s->view));
	}
}

static void
put_filters(struct visit *v, const struct calendar_state *s)
{
	struct node *node = node_in(v->root, "Calendar");
	struct form *form = form_new(v->c, "calendar", filter_fields);
	bool any = false;

	for (size_t i = 0; filter_fields[i].name != NULL; i++) {
		const char *value = visit_query(v, filter_fields[i].name);

		any = any || *value != '\0';
		form_set(form, filter_fields[i].name, value);
	}
	visit_put_form(v, node_in(node, "filter"), form);
	options_put(node_in(node, "filter"), form, &s->choices);
	node_put(node, "action", visit_path(v, "calendar"));
	node_put_flag(node, "filtered", any);
	/* What the form does not ask for stays as it is. */
	node_put(node, "view", str_eq(s->view, "month") ? NULL : s->view);
	node_put(node, "month", visit_query(v, "month"));
	node_put(node, "day", visit_query(v, "day"));
}

struct err *
calendar_answer(struct visit *v)
{
	struct calendar_state *s = STATE_OF(v, calendar_state);
	struct node *month = node_in(v->root, "Month"), *node = node_in(v->root, "Calendar");

	put_views(v, s);
	put_filters(v, s);
	month_put(v, &s->month, visit_path(v, "calendar"), &v->req->query, put_day, s);
	node_put(month, "caption", wordf(v->c, N_("Calendar of %1"), s->month.name, NULL));
	node_put_flag(node, "list", str_eq(s->view, "list"));
	if (rows_count(s->items) > SHOWN_MAX)
		node_put(month, "note", wordf(v->c, N_("Only the first %1 of these weeks are shown."), mem_fmt(v->c, "%d", SHOWN_MAX), NULL));
	if (v->n_odd == 0 && rows_count(s->items) + rows_count(s->releases) == 0)
		node_put(node, "none", word(N_("Nothing lies in these days.")));
	return (visit_show(v, "pages/calendar", N_("Calendar")));
}
