/* SPDX-License-Identifier: ISC */
#include "pages/admin/freezes.h"

#include "access/event.h"
#include "base/date.h"
#include "base/str.h"
#include "view/words.h"

#include <string.h>

enum { LONGEST_DAYS = 366 };

static const struct field fields[] = {
	{ "starts_on", FIELD_DATE, REQUIRED },
	{ "ends_on", FIELD_DATE, REQUIRED },
	{ "reason", FIELD_LINE, REQUIRED | WIDE, .max = 200 },
	{ NULL }
};

void
freezes_ask(struct visit *v, const char *first, const char *last, struct rows **rows)
{
	db_ask(v->c->db, v->c, STMT_FREEZE_LIST, rows, ARGS(v->c->site_id, first, last, v->c->today));
}

static void
put_row(struct ctx *c, struct node *node, const struct rows *rows, size_t i)
{
	static const char *const shown[] = { "id", "starts_on", "ends_on", "reason", "set_by", "set_at" };
	const char *standing = rows_str(rows, i, "standing");

	for (size_t k = 0; k < ARRAY_LEN(shown); k++)
		node_put(node, shown[k], rows_str(rows, i, shown[k]));
	node_put(node, "standing", word_of(c, "freeze", "standing", standing));
	node_put(node, "tone", str_eq(standing, "now") ? "warn" : "");
	if (rows_bool(rows, i, "may_end"))
		node_put(node, "end", word_of(c, "freeze", "end", standing));
}

void
freezes_put(struct visit *v, const struct rows *rows, const struct form *form)
{
	struct node *node = node_in(v->root, "Freezes");

	for (size_t i = 0; i < rows_count(rows); i++)
		put_row(v->c, node_item(node_in(node, "rows")), rows, i);
	node_put(node, "action", visit_path(v, "settings/calendar/freezes"));
	visit_put_form(v, node, form == NULL ? form_new(v->c, "freeze", fields) : form);
}

/* ---- what was posted */

/* Nobody says afterwards that nothing should have been released. */
static void
check_days(const struct ctx *c, struct form *form)
{
	const char *from = form_value(form, "starts_on"), *to = form_value(form, "ends_on");
	int32_t first, last;

	if (!date_read(from, &first) || !date_read(to, &last))
		return;
	if (strcmp(from, c->today) < 0)
		form_complain(form, "starts_on", "freeze.complaint.past", NULL);
	else if (last < first)
		form_complain(form, "ends_on", "freeze.complaint.ends_before", NULL);
	else if (last - first >= LONGEST_DAYS)
		form_complain(form, "ends_on", "freeze.complaint.too_long", NULL);
}

static struct err *
go(struct visit *v, const char *day, const char *flash)
{
	return (visit_go(v, visit_path(v, "settings/calendar?year=%.4s#freezes", day), flash));
}

static struct err *
end(struct visit *v, const char *id)
{
	struct ctx *c = v->c;
	struct rows *ended;
	struct event *e;
	int64_t n;
	bool is_gone;

	if (!str_to_int(id, 1, INT64_MAX, &n))
		return (RAISE(ERR_INVALID, "end=\"%s\"", id));
	TRY(db_run(c->db, c, STMT_FREEZE_END, &ended, ARGS(c->site_id, id, c->today, c->me->id_text, c->now)));
	if (rows_count(ended) == 0)
		return (RAISE(ERR_NOT_FOUND, "freeze %s", id));
	is_gone = rows_bool(ended, 0, "is_gone");
	e = event_new(c, is_gone ? "freeze.remove" : "freeze.end", NULL, rows_str(ended, 0, "starts_on"));
	event_say(e, "reason", rows_str(ended, 0, "reason"));
	event_change(e, "ends_on", rows_str(ended, 0, "ends_on"), is_gone ? NULL : c->today);
	return (go(v, rows_str(ended, 0, "starts_on"), is_gone ? "freeze.removed" : "freeze.ended"));
}

static struct err *
add(struct visit *v, struct form *form)
{
	const char *from = form_value(form, "starts_on"), *to = form_value(form, "ends_on"), *reason = form_value(form, "reason");
	struct ctx *c = v->c;
	struct event *e;

	db_ask(c->db, c, STMT_FREEZE_ADD, NULL, ARGS(c->site_id, from, to, reason, c->me->id_text, c->now));
	e = event_new(c, "freeze.add", NULL, from);
	event_say(e, "from", from);
	event_say(e, "to", to);
	event_say(e, "reason", reason);
	return (go(v, from, "freeze.added"));
}

struct err *
freezes_take(struct visit *v, struct form **form)
{
	*form = NULL;
	if (*visit_form(v, "end") != '\0')
		return (end(v, visit_form(v, "end")));
	*form = visit_read_form(v, "freeze", fields);
	check_days(v->c, *form);
	if (!(*form)->ok)
		return (visit_complain(v, *form, NULL, NULL));
	TRY(add(v, *form));
	*form = NULL;
	return (OK);
}
