/* SPDX-License-Identifier: ISC */
/* What a list is asked for, as conditions: every value is read like what is typed, and bound. */
#include "base/fold.h"
#include "base/str.h"
#include "base/typed.h"
#include "record/list_draft.h"

#include <string.h>

static void
filter_day(struct draft *d, const struct field *f, const char *end, const char *op)
{
	const char *name = mem_fmt(d->c, "%s_%s", f->name, end);
	char day[DATE_TEXT];

	if (str_empty(draft_asked(d, name)))
		return;
	if (typed_date(draft_asked(d, name), day))
		buf_fmt(d->where, " AND %s %s $%zu::date", draft_column(d, f), op, draft_bind(d, day));
	else
		draft_odd(d, name);
}

static bool
is_choice(const struct field *f, const char *value)
{
	const char *const *c = f->choices;

	while (c != NULL && *c != NULL && !str_eq(*c, value))
		c++;
	return (c == NULL || *c != NULL);
}

static void
filter_choice(struct draft *d, const struct field *f, const char *value)
{
	const char *choice = f->choices == NULL ? value : fold_text(d->c, value);

	if (is_choice(f, choice))
		buf_fmt(d->where, f->type == FIELD_CHOICES ? " AND $%zu::text = ANY (%s)" : " AND $%zu::text = %s", draft_bind(d, choice), draft_column(d, f));
	else
		draft_odd(d, f->name);
}

static void
filter_number(struct draft *d, const struct field *f, const char *name, const char *value)
{
	int64_t n;

	if (typed_int(value, 0, INT64_MAX, &n))
		buf_fmt(d->where, " AND %s = $%zu::bigint", draft_column(d, f), draft_bind(d, mem_fmt(d->c, "%lld", (long long)n)));
	else
		draft_odd(d, name);
}

/* By its number, or by words of its title: those that the search finds and that stand there (app.fold is how both are compared). */
static void
filter_record(struct draft *d, const struct field *f, const char *value)
{
	const char *number = typed_number(d->c, value);
	const struct kind *offered = kind_marked(KIND_OFFERED);
	size_t n;

	/* Of few there is a choice, so nobody types them. */
	if (number == NULL && offered != NULL && str_eq(f->ref, offered->name)) {
		draft_odd(d, f->name);
		return;
	}
	n = draft_bind(d, number != NULL ? number : value);
	if (number != NULL)
		buf_fmt(d->where, " AND %s = (SELECT x.id FROM app.record x WHERE x.site_id = $1::bigint AND x.number = $%zu)", draft_column(d, f), n);
	else
		buf_fmt(d->where, " AND %s IN (SELECT x.id FROM app.search($1::bigint, $%zu) s JOIN app.record x ON x.site_id = $1::bigint AND x.id = s.record_id "
		    "WHERE strpos(app.fold(x.title), app.fold($%zu)) > 0)", draft_column(d, f), n, n);
}

static void
filter_flag(struct draft *d, const struct field *f, const char *value)
{
	if (str_has_word("yes no", value))
		buf_fmt(d->where, " AND %s = $%zu::boolean", draft_column(d, f), draft_bind(d, str_eq(value, "no") ? "f" : "t"));
	else
		draft_odd(d, f->name);
}

static void
filter_field(struct draft *d, const struct field *f)
{
	const char *value = draft_asked(d, f->name);

	if (f->type == FIELD_DATE) {
		filter_day(d, f, "from", ">=");
		filter_day(d, f, "to", "<=");
		return;
	}
	if (fold_is_empty(value))
		return;
	switch (f->type) {
	case FIELD_RECORD:
		filter_record(d, f, value);
		break;
	case FIELD_ACCOUNT:
	case FIELD_DEPARTMENT:
	case FIELD_INT:
		filter_number(d, f, f->name, value);
		break;
	case FIELD_FLAG:
		filter_flag(d, f, value);
		break;
	default:
		filter_choice(d, f, value);
	}
}

/* Are all of the comma-separated ${names} states? */
static bool
are_states(struct draft *d, const char *names)
{
	char **name = str_split(d->c, mem_str(d->c, names), ',');
	bool all = *name != NULL;

	for (; *name != NULL; name++)
		all = all && kind_state(d->list->kind, *name) != NULL;
	return (all);
}

static char *
open_states(struct draft *d)
{
	struct buf *b = buf_new(d->c);

	for (const struct state *s = d->list->kind->states; s->name != NULL; s++)
		if (!(s->flags & STATE_END))
			buf_fmt(b, "%s%s", b->len > 0 ? "," : "", s->name);
	return (b->data);
}

/*
 * Several states may be asked for, separated by commas; "open" is all that are not an end (STATE_END): those have indexes of their own
 * (0056_lists.sql), so no plan of its own is needed for them.
 */
static void
filter_state(struct draft *d, const char *value)
{
	d->list->states = "";
	if (fold_is_empty(value))
		return;
	d->list->states = value;
	if (str_eq(value, "open")) {
		buf_put(d->where, " AND r.closed_at IS NULL");
		d->indexed = d->where->len;
		d->list->states = open_states(d);
	} else if (are_states(d, value))
		buf_fmt(d->where, " AND r.state = ANY (string_to_array($%zu, ','))", draft_bind(d, value));
	else
		draft_odd(d, "state");
}

/* What every list can be asked for besides its kind's FILTER fields.  TO ADD ONE: here and in draft_filters. */
static const char common_filters[] = "state author late q sort after view month page made_from made_to ended_from ended_to late_from late_to";

/* "2026-11": what is due in that month.  Nothing else than a month is one, and nothing else than a calendar is asked for it. */
static void
filter_month(struct draft *d)
{
	const char *first = mem_fmt(d->c, "%s-01", str_or(draft_asked(d, "month"), ""));
	char day[DATE_TEXT];
	size_t n;

	if (str_empty(draft_asked(d, "month")))
		first = mem_fmt(d->c, "%.7s-01", d->c->today);
	if (strlen(first) != DATE_TEXT - 1 || !typed_date(first, day)) {
		draft_odd(d, "month");
		return;
	}
	n = draft_bind(d, day);
	buf_fmt(d->where, " AND r.due >= $%zu::date AND r.due < $%zu::date + interval '1 month'", n, n);
}

/* A day of ${name}, bound; 0: not asked for, or not understood. */
static size_t
bind_day(struct draft *d, const char *name)
{
	char day[DATE_TEXT];

	if (str_empty(draft_asked(d, name)))
		return (0);
	if (typed_date(draft_asked(d, name), day))
		return (draft_bind(d, day));
	draft_odd(d, name);
	return (0);
}

/* On which days they were made, and ended: what the compliance map counts.  A moment is compared with a moment: a day would use no index. */
static void
filter_moments(struct draft *d)
{
	static const struct {
		const char *name, *condition, *after;
	} ends[] = {
		{ "made_from", " AND r.created_at >= $", "::date::timestamptz" },
		{ "made_to", " AND r.created_at < ($", "::date + 1)::timestamptz" },
		{ "ended_from", " AND r.closed_at >= $", "::date::timestamptz" },
		{ "ended_to", " AND r.closed_at < ($", "::date + 1)::timestamptz" },
	};

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		size_t n = bind_day(d, ends[i].name);

		if (n != 0)
			buf_fmt(d->where, "%s%zu%s", ends[i].condition, n, ends[i].after);
	}
}

/* Open and overdue; since one of these days, where they are named. */
static void
filter_late(struct draft *d)
{
	size_t from = bind_day(d, "late_from"), to = bind_day(d, "late_to");

	if (!str_empty(draft_asked(d, "late")) && !str_eq(draft_asked(d, "late"), "yes"))
		draft_odd(d, "late");
	if (str_empty(draft_asked(d, "late")) && from == 0 && to == 0)
		return;
	buf_fmt(d->where, " AND r.id IN (SELECT o.record_id FROM app.overdue($1::bigint, $%zu::date) o WHERE true", draft_bind(d, d->c->today));
	if (from != 0)
		buf_fmt(d->where, " AND o.since >= $%zu::date", from);
	if (to != 0)
		buf_fmt(d->where, " AND o.since <= $%zu::date", to);
	buf_put(d->where, ")");
}

void
draft_filters(struct draft *d)
{
	size_t by_state;

	/* A board is of what is open, unless other states are asked for. */
	filter_state(d, d->list->view == LIST_BOARD && fold_is_empty(draft_asked(d, "state")) ? "open" : draft_asked(d, "state"));
	by_state = d->where->len;
	if (d->list->view == LIST_MONTH)
		filter_month(d);
	else if (!str_empty(draft_asked(d, "month")))
		draft_odd(d, "month");
	for (const struct field *f = d->list->kind->fields; f->name != NULL; f++)
		if (f->flags & FILTER)
			filter_field(d, f);
	if (!str_empty(draft_asked(d, "author")))
		filter_number(d, &(struct field){ "created_by", FIELD_ACCOUNT, ON_COMMON }, "author", draft_asked(d, "author"));
	filter_moments(d);
	filter_late(d);
	if (!fold_is_empty(draft_asked(d, "q")))
		buf_fmt(d->where, " AND r.id IN (SELECT s.record_id FROM app.search($1::bigint, $%zu) s)", draft_bind(d, draft_asked(d, "q")));
	if (d->where->len > by_state || d->list->n_odd > 0)
		d->list->states = NULL;
}

bool
list_knows(const struct kind *kind, const char *name)
{
	if (str_has_word(common_filters, name))
		return (true);
	for (const struct field *f = kind->fields; f->name != NULL; f++) {
		size_t n = strlen(f->name);

		if ((f->flags & FILTER) && (f->type == FIELD_DATE ? strncmp(f->name, name, n) == 0 && (str_eq(name + n, "_from") || str_eq(name + n, "_to")) : str_eq(f->name, name)))
			return (true);
	}
	return (false);
}
