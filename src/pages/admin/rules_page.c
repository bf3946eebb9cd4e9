/* SPDX-License-Identifier: ISC */
/* The rules of a site: one form over access/rules.c's table; stored are only the differences from the defaults. */
#include "pages/admin/settings.h"

#include "access/event.h"
#include "access/rules.h"
#include "view/words.h"

/* Rules are grouped for reading; the first rule of each group. Words "settings.rules.group.<name>". */
static const struct {
	enum rule first;
	const char *name;
} groups[] = {
	{ RULE_GROUP_SHARE, "decisions" },
	{ RULE_STATEMENT_DAYS, "penalties" },
	{ RULE_CONFIRM_DAYS, "requirements" },
	{ RULE_FINE_ALLOWED, "measures" },
	{ RULE_PUBLIC_FEEDBACK, "feedback" },
	{ RULE_PENALTY_NOTICE, "papers" },
	{ RULE_ITERATION_MINUTES_1, "iterations" },
	{ RULE_RECTIFICATION_DAYS, "supervision" },
	{ RULE_DUTY_TRIAGE, "duties" },
};

static bool
is_flag(int rule)
{
	return (rule_fields[rule].type == FIELD_FLAG);
}

/* Flags are "1" and "" in a form, "1" and "0" as rules. */
static const char *
rule_value(const struct form *form, int rule)
{
	const char *value = form_value(form, rule_fields[rule].name);

	return (is_flag(rule) ? (str_eq(value, "1") ? "1" : "0") : value);
}

static void
put_groups(struct visit *v, struct node *node, const struct form *form)
{
	struct node *list = node_in(node, "groups");

	for (size_t g = 0; g < ARRAY_LEN(groups); g++) {
		size_t end = g + 1 < ARRAY_LEN(groups) ? (size_t)groups[g + 1].first : RULE_COUNT;
		struct node *item = node_item(list);
		struct form part = *form;

		part.inputs = form->inputs + groups[g].first;
		part.n = end - (size_t)groups[g].first;
		node_put(item, "name", groups[g].name);
		node_put(item, "label", word_of(v->c, "settings.rules", "group", groups[g].name));
		visit_put_form(v, item, &part);
	}
}

static struct err *
show(struct visit *v, const struct form *form)
{
	struct node *node = node_in(v->root, "Rules");

	node_put(node, "action", visit_path(v, "settings/rules"));
	node_put(node, "sayings_url", visit_path(v, "sayings"));
	visit_put_form(v, node, form);
	put_groups(v, node, form);
	if (form->ok)
		return (visit_show(v, "pages/rules", N_("Rules")));
	return (visit_again(v, "pages/rules", N_("Rules")));
}

struct err *
rules_show(struct visit *v)
{
	struct form *form = form_new(v->c, "settings.rules", rule_fields);

	for (int i = 0; i < RULE_COUNT; i++) {
		const char *value = rule_text(v->c->site, (enum rule)i);

		form_set(form, rule_fields[i].name, is_flag(i) && !str_eq(value, "1") ? "" : value);
	}
	return (show(v, form));
}

struct err *
rules_answer(struct visit *v)
{
	struct ctx *c = v->c;
	struct form *form = visit_read_form(v, "settings.rules", rule_fields);
	struct event *e = NULL;

	if (!form->ok)
		return (show(v, form));
	for (int i = 0; i < RULE_COUNT; i++) {
		const char *was = rule_text(c->site, (enum rule)i), *now = rule_value(form, i), *name = rule_fields[i].name;

		if (str_eq(was, now))
			continue;
		if (e == NULL)
			e = event_new(c, "rule.edit", NULL, NULL);
		event_change(e, name, was, now);
		if (str_eq(now, rule_defaults[i]))
			db_ask(c->db, c, STMT_RULE_REMOVE, NULL, ARGS(c->site_id, name));
		else
			db_ask(c->db, c, STMT_RULE_PUT, NULL, ARGS(c->site_id, name, now));
	}
	if (e != NULL)
		db_ask(c->db, c, STMT_SITE_TOUCH, NULL, ARGS(c->site_id));
	return (visit_go(v, visit_path(v, "settings/rules"), "settings.saved"));
}
