/* SPDX-License-Identifier: ISC */
/* The calendar of a site: a year of exceptions, more of them pasted at once, single ones taken away; and the year's freezes. */
#include "pages/admin/settings.h"

#include "access/event.h"
#include "pages/admin/freezes.h"
#include "pages/admin/site_calendar.h"
#include "record/period.h"
#include "view/words.h"
#include "web/subject.h"

struct site_calendar_state {
	struct rows *year, *freezes;
};

const size_t site_calendar_state = sizeof(struct site_calendar_state);

enum { MOVES_SHOWN = 50, MOVES_LOOKED_AT = 500 };

static int64_t
year_of(struct visit *v)
{
	const char *asked = str_or(visit_query(v, "year"), "");
	int64_t year;

	if (str_to_int(asked, 2000, 2199, &year))
		return (year);
	return (str_to_int(mem_strn(v->c, v->c->today, 4), 2000, 2199, &year) ? year : 2026);
}

void
site_calendar_ask(struct visit *v)
{
	struct ctx *c = v->c;
	struct site_calendar_state *s = STATE_OF(v, site_calendar_state);
	long long year = year_of(v);
	const char *first = mem_fmt(c, "%lld-01-01", year), *last = mem_fmt(c, "%lld-12-31", year);

	db_ask(c->db, c, STMT_CALENDAR_YEAR, &s->year, ARGS(c->site_id, first, last));
	freezes_ask(v, first, last, &s->freezes);
}

static void
put_days(struct visit *v, struct node *node)
{
	static const char *const weekdays[] = { "", N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun") };
	const struct rows *rows = STATE_OF(v, site_calendar_state)->year;
	struct node *list = node_in(node, "days");

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *item = node_item(list);
		int32_t day = 0;

		if (date_read(rows_str(rows, i, "day"), &day))
			node_put(item, "weekday", word(weekdays[date_weekday(day)]));
		node_put(item, "day", rows_str(rows, i, "day"));
		node_put(item, "name", rows_str(rows, i, "name"));
		node_put_flag(item, "works", rows_bool(rows, i, "works"));
	}
}

/* What the change that led here has moved. */
static void
put_moved(struct visit *v, struct node *node)
{
	int64_t n;

	if (v->req->method == METHOD_GET && str_to_int(visit_query(v, "moved"), 1, 1000000, &n))
		node_put(node, "moved", wordf(v->c, N_("Recalculated: the deadlines of %1 records have changed. Each record's history says so."), visit_query(v, "moved"), NULL));
}

static struct err *
show(struct visit *v, const char *typed, const char *complaint, int line, const struct form *freeze)
{
	struct node *node = node_in(v->root, "Days");
	long long year = year_of(v);

	put_days(v, node);
	put_moved(v, node);
	freezes_put(v, STATE_OF(v, site_calendar_state)->freezes, freeze);
	node_putf(node, "year", "%lld", year);
	node_put(node, "before", visit_path(v, "settings/calendar?year=%lld", year - 1));
	node_put(node, "after", visit_path(v, "settings/calendar?year=%lld", year + 1));
	node_putf(node, "before_year", "%lld", year - 1);
	node_putf(node, "after_year", "%lld", year + 1);
	node_put(node, "action", visit_path(v, "settings/calendar?year=%lld", year));
	node_put(node, "typed", typed);
	if (complaint == NULL && freeze == NULL)
		return (visit_show(v, "pages/calendar_settings", N_("Working days")));
	if (complaint != NULL)
		node_put(node, "complaint", wordf(v->c, complaint, mem_fmt(v->c, "%d", line), NULL));
	return (visit_again(v, "pages/calendar_settings", N_("Working days")));
}

struct err *
site_calendar_show(struct visit *v)
{
	return (show(v, "", NULL, 0, NULL));
}

/* ---- what follows: deadlines in working days (case J) */

struct moves {
	struct period_move *one;
	size_t n;
};

static struct err *
reckon(struct visit *v, struct moves *moves)
{
	struct ctx *c = v->c;
	struct calendar calendar;
	struct rows *days;

	TRY(db_run(c->db, c, STMT_SITE_CALENDAR, &days, ARGS(c->site_id)));
	calendar = site_calendar(c, days);
	return (period_reckon_all(c, &calendar, &moves->one, &moves->n));
}

/* Moves of one record stand together. */
static size_t
count_records(const struct moves *moves)
{
	size_t n = 0;

	for (size_t i = 0; i < moves->n; i++)
		n += i == 0 || !str_eq(moves->one[i].record_id, moves->one[i - 1].record_id);
	return (n);
}

static struct err *
saved(struct visit *v, const char *day, const char *flash)
{
	struct moves moves;
	size_t n;

	TRY(reckon(v, &moves));
	n = count_records(&moves);
	return (visit_go(v, n == 0 ? visit_path(v, "settings/calendar?year=%.4s", day) : visit_path(v, "settings/calendar?year=%.4s&moved=%zu", day, n), flash));
}

static void
put_move(struct visit *v, struct node *item, const struct period_move *move)
{
	const struct kind *kind = kind_named(move->kind);

	node_put(item, "url", subject_path(v, kind, move->number));
	node_put(item, "number", move->number);
	node_put(item, "title", move->title);
	node_put(item, "label", subject_label(v, kind->name, move->name));
	node_put(item, "was", move->was);
	node_put(item, "until", move->until);
}

/* Those that this person sees; how many there are is no secret. */
static struct err *
put_moves(struct visit *v, struct node *node, const struct moves *moves)
{
	struct ctx *c = v->c;
	struct buf *ids = buf_new(c);
	struct rows *seen;
	size_t shown = 0;

	for (size_t i = 0; i < moves->n && i < MOVES_LOOKED_AT; i++)
		buf_fmt(ids, "%s%s", i == 0 ? "" : ",", moves->one[i].record_id);
	TRY(db_run(c->db, c, STMT_PERIOD_SEEN, &seen, ARGS(c->site_id, mem_fmt(c, "{%s}", ids->data))));
	for (size_t i = 0; i < moves->n && i < MOVES_LOOKED_AT && shown < MOVES_SHOWN; i++)
		if (rows_have(seen, "id", moves->one[i].record_id)) {
			put_move(v, node_item(node_in(node, "items")), &moves->one[i]);
			shown++;
		}
	node_put(node, "note", moves->n == 0 ? word(N_("No deadline changes.")) :
	    wordf(v->c, N_("The deadlines of %1 records will change. Deadlines that a person has been told of can only move later. Nothing is saved yet."), mem_fmt(c, "%zu", count_records(moves)), NULL));
	if (shown < moves->n)
		node_put(node, "more", wordf(v->c, N_("Not all are listed here: %1 of %2 deadlines, and only for records you may see."), mem_fmt(c, "%zu", shown), mem_fmt(c, "%zu", moves->n)));
	return (OK);
}

/* As if it were saved: nothing of it stays. */
static struct err *
preview(struct visit *v, const char *typed)
{
	struct moves moves;

	TRY(reckon(v, &moves));
	TRY(put_moves(v, node_in(node_in(v->root, "Days"), "preview"), &moves));
	v->rolls_back = true;
	return (show(v, typed, NULL, 0, NULL));
}

static struct err *
remove_day(struct visit *v, const char *day)
{
	struct ctx *c = v->c;
	struct rows *removed;
	int32_t n;

	if (!date_read(day, &n))
		return (RAISE(ERR_INVALID, "remove=\"%s\"", day));
	TRY(db_run(c->db, c, STMT_CALENDAR_REMOVE, &removed, ARGS(c->site_id, day)));
	if (rows_count(removed) > 0) {
		event_say(event_new(c, "calendar.remove", NULL, day), "name", rows_str(removed, 0, "name"));
		db_ask(c->db, c, STMT_SITE_TOUCH, NULL, ARGS(c->site_id));
	}
	return (saved(v, day, "calendar.removed"));
}

/* The lines as three arrays, one item per day. */
struct batch {
	char *days[DAYS_MAX + 1], *works[DAYS_MAX + 1], *names[DAYS_MAX + 1];
	size_t n;
};

static bool
batch_put(struct visit *v, struct batch *batch, const struct day_line *line)
{
	for (int32_t day = line->first; day <= line->last; day++) {
		char text[DATE_TEXT];
		size_t at = 0;

		date_text(day, text);
		/*
		 * If a day is given twice, the last one counts, because one INSERT cannot update
		 * the same row twice.
		 */
		while (at < batch->n && !str_eq(batch->days[at], text))
			at++;
		if (at == DAYS_MAX)
			return (false);
		batch->n += at == batch->n;
		batch->days[at] = mem_str(v->c, text);
		batch->works[at] = mem_str(v->c, line->works ? "t" : "f");
		batch->names[at] = line->name;
	}
	return (true);
}

static struct err *
save(struct visit *v, const struct batch *batch, const char *typed)
{
	struct ctx *c = v->c;
	char **days = mem_array(c, char *, batch->n + 1);
	struct event *e;

	for (size_t i = 0; i < batch->n; i++)
		days[i] = batch->days[i];
	db_ask(c->db, c, STMT_CALENDAR_PUT, NULL, ARGS(c->site_id, form_array(c, days),
	    form_array(c, (char **)(uintptr_t)batch->works), form_array(c, (char **)(uintptr_t)batch->names)));
	db_ask(c->db, c, STMT_SITE_TOUCH, NULL, ARGS(c->site_id));
	e = event_new(c, "calendar.put", NULL, NULL);
	for (size_t i = 0; i < batch->n; i++)
		event_change(e, batch->days[i], NULL, mem_fmt(c, "%s %s", *batch->works[i] == 't' ? "+" : "-", batch->names[i]));
	TRY(db_wait(c->db));
	if (*visit_form(v, "preview") != '\0')
		return (preview(v, typed));
	return (saved(v, batch->n > 0 ? batch->days[0] : c->today, "calendar.saved"));
}

struct err *
site_calendar_answer(struct visit *v)
{
	const char *typed = visit_form(v, "days");
	char **lines = str_split(v->c, mem_str(v->c, typed), '\n');
	struct batch *batch = mem_new(v->c, struct batch);

	if (*visit_form(v, "remove") != '\0')
		return (remove_day(v, visit_form(v, "remove")));
	for (int i = 0; lines[i] != NULL; i++) {
		struct day_line line;
		const char *complaint = site_calendar_read_line(v->c, lines[i], &line);

		if (complaint == NULL && !batch_put(v, batch, &line))
			complaint = "calendar.too_many";
		if (complaint != NULL)
			return (show(v, typed, complaint, i + 1, NULL));
	}
	if (batch->n == 0)
		return (show(v, typed, "calendar.nothing", 0, NULL));
	return (save(v, batch, typed));
}

struct err *
site_calendar_freeze(struct visit *v)
{
	struct form *form;

	TRY(freezes_take(v, &form));
	return (form == NULL ? OK : show(v, "", NULL, 0, form));
}
