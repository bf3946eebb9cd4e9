/* SPDX-License-Identifier: ISC */
#include "pages/overview/duties.h"

#include "base/str.h"
#include "http/url.h"
#include "record/cursor.h"
#include "view/words.h"
#include "web/asked.h"
#include "web/duty.h"
#include "web/over.h"
#include "web/subject.h"

#include <string.h>

enum { DUTIES_PAGE = 50 };

/* TO ADD ONE: a row; its words "duty.tab.<name>", "duty.none.<name>". */
static const struct tab {
	const char *name, *states;
	bool latest_first;
} tabs[] = {
	{ "open", "{open}", false },
	{ "missed", "{missed}", true },
	{ "fulfilled", "{fulfilled}", true },
	{ "waived", "{waived,lapsed}", true },
};

/* Of the present state of a duty. */
static const struct {
	const char *standing, *tone;
} tones[] = {
	{ "open", "info" }, { "fulfilled", "ok" }, { "missed", "bad" }, { "waived", "" }, { "lapsed", "" },
};

static const struct field waive_fields[] = {
	{ "reason", FIELD_TEXT, REQUIRED | WIDE, .max = 2000 },
	{ NULL }
};

struct duties_state {
	const struct tab *tab;
	bool only_mine;
	struct rows *found;
	const char *wrong;              /* the duty whose form is shown again; NULL: none */
	const struct form *form;
};

const size_t duties_state = sizeof(struct duties_state);

static const struct tab *
tab_of(struct visit *v)
{
	const char *name = asked_word(v, "tab", "open missed fulfilled waived");
	size_t i = 0;

	while (name != NULL && !str_eq(tabs[i].name, name))
		i++;
	return (&tabs[i]);
}

/* Where the page before ended; before everything, in its order, where there was none. */
static void
read_after(struct visit *v, const struct tab *tab, const char *after[2])
{
	static const enum cursor_type types[] = { CURSOR_DAY, CURSOR_ID };

	if (*visit_query(v, "after") != '\0' && cursor_read(v->c, visit_query(v, "after"), types, ARRAY_LEN(types), after))
		return;
	after[0] = tab->latest_first ? "infinity" : "-infinity";
	after[1] = "0";
}

/* One rule alone: where the compliance map leads to.  NULL: any. */
static const char *
rule_of(struct visit *v)
{
	const char *name = visit_query(v, "rule");

	if (*name == '\0' || duty_rule_named(name) != NULL)
		return (str_or(name, NULL));
	asked_is_odd(v, "rule");
	return (NULL);
}

void
duties_ask(struct visit *v)
{
	struct ctx *c = v->c;
	struct duties_state *s = STATE_OF(v, duties_state);
	const char *after[2], *rule = rule_of(v), *from = asked_date(v, "from"), *to = asked_date(v, "to"), *late = asked_word(v, "late", "yes no");

	s->tab = tab_of(v);
	s->only_mine = asked_word(v, "who", "mine") != NULL;
	asked_only(v, "tab who after rule from to late");
	read_after(v, s->tab, after);
	db_ask(c->db, c, STMT_DUTY_LIST, &s->found, ARGS(c->site_id, v->n_odd > 0 ? "{}" : s->tab->states, s->only_mine ? "t" : "f", s->tab->latest_first ? "t" : "f", after[0], after[1],
	    mem_fmt(c, "%d", DUTIES_PAGE + 1), rule, from, to, late == NULL ? NULL : str_eq(late, "yes") ? "t" : "f"));
}

/* ---- a line */

/* "Xu Ning", or the first role that holds the right. */
static const char *
who_of(struct visit *v, const struct rows *rows, size_t i)
{
	char **roles;

	if (rows_text(rows, i, "person") != NULL)
		return (rows_str(rows, i, "person"));
	roles = over_holders(v->c, rows_str(rows, i, "permission"));
	if (*roles == NULL)
		return (word(N_("nobody")));
	return (roles[1] == NULL ? *roles : str_join(v->c, *roles, word(N_(" and others"))));
}

static void
put_done(struct visit *v, struct node *node, const struct rows *rows, size_t i)
{
	const struct kind *kind = kind_named(rows_str(rows, i, "done_kind"));

	node_put(node, "done_on", rows_str(rows, i, "done_on"));
	if (kind == NULL)
		return;
	node_put(node, "done", rows_str(rows, i, "done_number"));
	node_put(node, "done_url", visit_path(v, "%s/%s", kind->plural, rows_str(rows, i, "done_number")));
}

static bool
may_waive(const struct visit *v, const struct rows *rows, size_t i)
{
	return (str_has_word("open missed", rows_str(rows, i, "standing")) && may(v->c, PERMIT_GROUP_DECIDE) && !v->c->me->is_held && !rows_bool(rows, i, "is_mine"));
}

static void
put_waive(struct visit *v, struct node *node, const struct rows *rows, size_t i)
{
	const struct duties_state *s = STATE_OF(v, duties_state);
	bool is_wrong = str_eq(str_or(s->wrong, ""), rows_str(rows, i, "id"));

	if (!may_waive(v, rows, i))
		return;
	node_put_flag(node, "may_waive", true);
	node_put_flag(node, "wrong", is_wrong);
	visit_put_form(v, node_in(node, "waive"), is_wrong ? s->form : form_new(v->c, "duty", waive_fields));
}

static void
put_standing(struct visit *v, struct node *node, const struct rows *rows, size_t i)
{
	const char *standing = rows_str(rows, i, "standing");

	node_put(node, "standing", word_of(v->c, "duty", "state", rows_bool(rows, i, "is_late") ? "late" : standing));
	for (size_t k = 0; k < ARRAY_LEN(tones); k++)
		if (str_eq(tones[k].standing, standing))
			node_put(node, "tone", rows_bool(rows, i, "is_late") ? "warn" : tones[k].tone);
	node_put_flag(node, "late", str_eq(standing, "open") && strcmp(rows_str(rows, i, "due"), v->c->today) < 0);
}

static void
put_row(struct visit *v, struct node *node, const struct rows *rows, size_t i)
{
	const char *rule = rows_str(rows, i, "rule");
	const struct duty_rule *r = duty_rule_named(rule);
	bool is_open = str_eq(rows_str(rows, i, "standing"), "open");

	over_put_record(node, v->c, v->c->site->slug, rows, i);
	node_put(node, "id", rows_str(rows, i, "id"));
	node_put(node, "duty", duty_title(v->c, rule, rows_str(rows, i, "part")));
	node_put(node, "by", word_of(v->c, "duty", "by", rule));
	subject_put_article(v, node, r == NULL ? NULL : r->article);
	node_put(node, "period", duty_period(v->c, rows, i));
	node_put(node, "due", rows_str(rows, i, "due"));
	node_put(node, "who", who_of(v, rows, i));
	node_put_flag(node, "mine", rows_bool(rows, i, "is_mine"));
	if (rows_int(rows, i, "reminded") > 0)
		node_put(node, "reminded", rows_str(rows, i, "reminded"));
	put_standing(v, node, rows, i);
	put_done(v, node, rows, i);
	if (is_open)
		node_put(node, "begin", duty_begin(v->c, v->c->site->slug, rows, i));
	node_put(node, "waived_by", rows_str(rows, i, "waived_by"));
	node_put(node, "reason", rows_str(rows, i, "reason"));
	put_waive(v, node, rows, i);
}

/* ---- the page */

/* What else is asked for, each with the address that takes it away. */
static void
put_chosen(struct visit *v, struct node *node)
{
	static const struct {
		const char *name, *words;
	} asked[] = { { "rule", N_("duty.asked.rule") }, { "from", N_("duty.asked.from") }, { "to", N_("duty.asked.to") }, { "late", N_("duty.asked.late") } };

	for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
		const char *value = visit_query(v, asked[i].name);
		struct node *chip;

		if (*value == '\0')
			continue;
		chip = node_item(node_in(node, "active"));
		value = i == 0 ? word_of(v->c, "duty", "rule", value) : i == 3 ? word(str_eq(value, "yes") ? N_("Yes") : N_("No")) : value;
		node_put(chip, "text", wordf(v->c, N_("%1: %2"), word(asked[i].words), value));
		node_put(chip, "url", url_with(v->c, visit_path(v, "duties"), &v->req->query, asked[i].name, NULL));
	}
}

static void
put_tabs(struct visit *v, const struct duties_state *s)
{
	struct node *node = node_in(v->root, "Duties");
	const char *path = visit_path(v, "duties");

	for (size_t i = 0; i < ARRAY_LEN(tabs); i++) {
		struct node *tab = node_item(node_in(node, "tabs"));

		node_put(tab, "text", word_of(v->c, "duty", "tab", tabs[i].name));
		node_put(tab, "url", mem_fmt(v->c, "%s%s%s%s", path, i == 0 ? "" : "?tab=", i == 0 ? "" : tabs[i].name, s->only_mine ? i == 0 ? "?who=mine" : "&who=mine" : ""));
		node_put_flag(tab, "current", &tabs[i] == s->tab);
	}
	put_chosen(v, node);
	node_put_flag(node, "only_mine", s->only_mine);
	node_put(node, "all_url", url_with(v->c, path, &v->req->query, "who", NULL));
	node_put(node, "mine_url", url_with(v->c, path, &v->req->query, "who", "mine"));
}

static void
put_pager(struct visit *v, const struct rows *rows)
{
	struct node *pager = node_in(v->root, "Pager");
	const char *path = visit_path(v, "duties");

	if (*visit_query(v, "after") != '\0')
		node_put(pager, "first", url_with(v->c, path, &v->req->query, "after", NULL));
	if (rows_count(rows) > DUTIES_PAGE) {
		const char *const parts[] = { rows_str(rows, DUTIES_PAGE - 1, "due"), rows_str(rows, DUTIES_PAGE - 1, "id") };

		node_put(pager, "next", url_with(v->c, path, &v->req->query, "after", cursor_write(v->c, parts, ARRAY_LEN(parts))));
	}
}

static void
put_page(struct visit *v)
{
	const struct duties_state *s = STATE_OF(v, duties_state);
	struct node *node = node_in(v->root, "Duties");

	put_tabs(v, s);
	node_put(node, "action", visit_path(v, "duties"));
	for (size_t i = 0; i < rows_count(s->found) && i < DUTIES_PAGE; i++)
		put_row(v, node_item(node_in(node, "rows")), s->found, i);
	if (v->n_odd == 0 && rows_count(s->found) == 0)
		node_put(node_in(v->root, "Empty"), "title", word_of(v->c, "duty", "none", s->tab->name));
	put_pager(v, s->found);
}

struct err *
duties_show(struct visit *v)
{
	put_page(v);
	return (visit_show(v, "pages/duties", N_("Duties")));
}

struct err *
duties_answer(struct visit *v)
{
	struct duties_state *s = STATE_OF(v, duties_state);
	const char *id = visit_form(v, "waive");
	struct form *form = visit_read_form(v, "duty", waive_fields);
	int64_t n;

	if (!str_to_int(id, 1, INT64_MAX, &n))
		return (RAISE(ERR_INVALID, "waive=\"%s\"", id));
	TRY(db_wait(v->c->db));
	if (form->ok) {
		TRY(duty_waive(v->c, id, form_value(form, "reason")));
		return (visit_go(v, visit_path(v, "duties"), "duty.waived"));
	}
	TRY(visit_complain(v, form, NULL, NULL));
	s->wrong = id;
	s->form = form;
	put_page(v);
	return (visit_again(v, "pages/duties", N_("Duties")));
}
