/* SPDX-License-Identifier: ISC */
#include "pages/overview/releases.h"

#include "base/str.h"
#include "view/words.h"
#include "web/asked.h"
#include "web/month.h"
#include "web/over.h"
#include "web/release.h"

#include <string.h>

/* One more than are shown is asked for (release_month and release_undated in sql/query/iteration.sql). */
enum { SHOWN_MAX = 400, UNDATED_MAX = 50 };

struct releases_state {
	struct month month;
	struct rows *found, *undated, *freezes;
};

const size_t releases_state = sizeof(struct releases_state);

void
releases_ask(struct visit *v)
{
	struct ctx *c = v->c;
	struct releases_state *s = STATE_OF(v, releases_state);
	char first[DATE_TEXT], last[DATE_TEXT];
	bool is_odd = false;

	s->month = month_asked(v, &is_odd);
	if (is_odd)
		asked_is_odd(v, "month");
	asked_only(v, "month");
	if (v->n_odd > 0)
		return;
	/* Whole weeks, also for a release of this month that shares its week with one of another. */
	date_text(s->month.from, first);
	date_text(s->month.to, last);
	db_ask(c->db, c, STMT_RELEASE_MONTH, &s->found, ARGS(c->site_id, first, last, NULL, NULL, NULL, "f"));
	db_ask(c->db, c, STMT_RELEASE_UNDATED, &s->undated, ARGS(c->site_id));
	db_ask(c->db, c, STMT_FREEZE_LIST, &s->freezes, ARGS(c->site_id, first, last, c->today));
}

/* ---- days */

static void
put_entry(struct visit *v, struct node *node, const struct rows *rows, size_t i)
{
	over_put_record(node, v->c, v->c->site->slug, rows, i);
	node_put(node, "said", release_said(v->c, rows, i));
	if (rows_bool(rows, i, "is_crowded"))
		node_put(node, "crowded", word(N_("More than one on this platform this week")));
}

void
releases_put_day(struct visit *v, struct node *day, const char *date, const struct rows *found, const struct rows *freezes)
{
	for (size_t i = 0; i < rows_count(freezes); i++)
		if (strcmp(rows_str(freezes, i, "starts_on"), date) <= 0 && strcmp(date, rows_str(freezes, i, "ends_on")) <= 0)
			node_put(day, "frozen", rows_str(freezes, i, "reason"));
	for (size_t i = 0; i < rows_count(found) && i < SHOWN_MAX; i++)
		if (str_eq(rows_str(found, i, "day"), date))
			put_entry(v, node_item(node_in(day, "rows")), found, i);
}

static void
put_day(struct visit *v, struct node *day, const char *date, const void *arg)
{
	const struct releases_state *s = arg;

	releases_put_day(v, day, date, s->found, s->freezes);
}

/* ---- the page */

static void
put_freezes(struct visit *v, const struct rows *rows)
{
	static const char *const shown[] = { "starts_on", "ends_on", "reason", "set_by" };

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *node = node_item(node_in(node_in(v->root, "Releases"), "freezes"));

		for (size_t k = 0; k < ARRAY_LEN(shown); k++)
			node_put(node, shown[k], rows_str(rows, i, shown[k]));
	}
}

/* They have no day to stand at: named beneath the month. */
static void
put_undated(struct visit *v, const struct rows *rows)
{
	struct node *node = node_in(v->root, "Releases");

	for (size_t i = 0; i < rows_count(rows) && i < UNDATED_MAX; i++) {
		struct node *item = node_item(node_in(node, "undated"));

		over_put_record(item, v->c, v->c->site->slug, rows, i);
		node_put(item, "said", release_said(v->c, rows, i));
	}
	if (rows_count(rows) > UNDATED_MAX)
		node_put(node, "undated_cut", wordf(v->c, N_("Only the first %1 are shown."), mem_fmt(v->c, "%d", UNDATED_MAX), NULL));
}

static size_t
count_in_month(const struct releases_state *s)
{
	size_t n = 0;

	for (size_t i = 0; i < rows_count(s->found); i++)
		n += str_starts(rows_str(s->found, i, "day"), s->month.name);
	return (n);
}

struct err *
releases_answer(struct visit *v)
{
	struct releases_state *s = STATE_OF(v, releases_state);
	struct node *month = node_in(v->root, "Month");

	put_freezes(v, s->freezes);
	put_undated(v, s->undated);
	month_put(v, &s->month, visit_path(v, "releases"), &(struct pairs){ 0 }, put_day, s);
	node_put(month, "caption", wordf(v->c, N_("Releases and launches in %1"), s->month.name, NULL));
	if (rows_count(s->found) > SHOWN_MAX)
		node_put(month, "note", wordf(v->c, N_("Only the first %1 of these weeks are shown."), mem_fmt(v->c, "%d", SHOWN_MAX), NULL));
	if (v->n_odd == 0 && count_in_month(s) == 0)
		node_put(node_in(v->root, "Releases"), "none", word(N_("Nothing was released in this month, and nothing is planned. A day comes here from the window of a launch or an iteration, and from the lines of a quarter plan: set one there.")));
	if (may(v->c, PERMIT_SETTINGS_MANAGE))
		node_put(node_in(v->root, "Releases"), "freezes_url", visit_path(v, "settings/calendar?year=%.4s#freezes", s->month.name));
	return (visit_show(v, "pages/releases", N_("Release calendar")));
}
