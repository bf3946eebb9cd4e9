/* SPDX-License-Identifier: ISC */
/* The directory of accounts: adding, changing, disabling, erasing, links for passwords, lost second factors. */
#include "pages/admin/operator.h"

#include "access/event.h"
#include "access/power.h"
#include "http/url.h"
#include "view/words.h"
#include "web/over.h"
#include "web/people.h"

#include <string.h>

enum { PAGE_ROWS = 50 };

static const struct field add_fields[] = {
	{ "login", FIELD_LINE, REQUIRED | CODE, .max = 100, .min = 2 },
	{ "name", FIELD_LINE, REQUIRED, .max = 100 },
	{ "email", FIELD_EMAIL, 0 },
	{ NULL },
};

static const struct field edit_fields[] = {
	{ "name", FIELD_LINE, REQUIRED, .max = 100 },
	{ "sort_key", FIELD_LINE, 0, .max = 100 },
	{ "email", FIELD_EMAIL, 0 },
	{ NULL },
};

static const char *
after_id(struct visit *v)
{
	const char *after = visit_query(v, "after");
	int64_t n;

	return (str_to_int(after, 0, INT64_MAX, &n) ? after : "0");
}

/*
 * Only operators may read the list, and the definer function refuses others, so it is queried
 * after the route's check.
 */
void
operator_accounts_ask(struct visit *v)
{
	(void)v;
}

/*
 * The sites as the definer function returns them: id, name and English name, separated by
 * control characters.
 */
static void
put_sites(struct visit *v, struct node *node, const char *sites)
{
	char *rest = mem_str(v->c, sites), *one, *id, *name;

	while ((one = strsep(&rest, "\x1e")) != NULL && *one != '\0') {
		struct node *item = node_item(node_in(node, "sites"));

		id = strsep(&one, "\x1f");
		name = strsep(&one, "\x1f");
		node_put(item, "name", over_name(name, one));
		node_putf(item, "url", "/operator/sites/%s", id);
	}
}

static void
put_accounts(struct visit *v, struct node *node, const struct rows *rows)
{
	struct node *list = node_in(node, "accounts");
	size_t n = rows_count(rows) > PAGE_ROWS ? PAGE_ROWS : rows_count(rows);

	for (size_t i = 0; i < n; i++) {
		struct node *item = node_item(list);

		visit_put_person(item, "person", rows_str(rows, i, "id"), rows_str(rows, i, "name"));
		node_put(item, "login", rows_str(rows, i, "login"));
		node_put(item, "email", rows_str(rows, i, "email"));
		node_putf(item, "url", "/operator/accounts/%s", rows_str(rows, i, "id"));
		node_put(item, "disabled_on", rows_str(rows, i, "disabled_on"));
		node_put_flag(item, "operator", rows_bool(rows, i, "is_operator"));
		node_put_flag(item, "new", !rows_bool(rows, i, "has_password"));
		node_put_flag(item, "factor", rows_bool(rows, i, "has_second_factor"));
		put_sites(v, item, rows_str(rows, i, "sites"));
	}
	if (rows_count(rows) > PAGE_ROWS)
		node_put(node_in(node, "pager"), "next", url_with(v->c, v->req->path, &v->req->query, "after", rows_str(rows, n - 1, "id")));
	if (!str_eq(after_id(v), "0"))
		node_put(node_in(node, "pager"), "first", url_with(v->c, v->req->path, &v->req->query, "after", NULL));
}

static struct err *
show(struct visit *v, const struct form *form)
{
	struct node *node = node_in(v->root, "Operator");
	struct rows *rows;

	TRY(db_run(v->c->db, v->c, STMT_OPERATOR_ACCOUNTS, &rows, ARGS(visit_query(v, "q"), after_id(v))));
	put_accounts(v, node, rows);
	node_put(node, "q", visit_query(v, "q"));
	visit_put_form(v, node_in(node, "add"), form);
	if (form->ok)
		return (visit_show(v, "pages/operator_accounts", N_("Accounts")));
	return (visit_again(v, "pages/operator_accounts", N_("Accounts")));
}

struct err *
operator_accounts_show(struct visit *v)
{
	return (show(v, form_new(v->c, "members", add_fields)));
}

struct err *
operator_accounts_answer(struct visit *v)
{
	struct ctx *c = v->c;
	struct form *form = visit_read_form(v, "members", add_fields);
	char *login = str_lower(mem_str(c, form_value(form, "login")));
	const char *id;
	struct rows *found, *made;

	if (form->ok && !people_is_login(login))
		form_complain(form, "login", "members.login_plain", NULL);
	if (!form->ok)
		return (show(v, form));
	TRY(db_run(c->db, c, STMT_ACCOUNT_BY_LOGIN, &found, ARGS(login)));
	if (rows_count(found) > 0) {
		form_complain(form, "login", "people.name_taken", NULL);
		return (show(v, form));
	}
	TRY(db_run(c->db, c, STMT_ACCOUNT_ADD, &made, ARGS(login, form_value(form, "name"), form_value(form, "email"), "", c->now)));
	id = rows_str(made, 0, "id");
	event_say(event_new(c, "account.add", NULL, login), "name", form_value(form, "name"));
	return (people_give_link(v, id, login, form_value(form, "name"), true, NULL, mem_fmt(c, "/operator/accounts/%s", id)));
}

/* ---- one of them */

struct operator_account_state {
	struct rows *row;
};

const size_t operator_account_state = sizeof(struct operator_account_state);

void
operator_account_ask(struct visit *v)
{
	int64_t n;

	if (str_to_int(visit_arg(v, "id"), 1, INT64_MAX, &n))
		db_ask(v->c->db, v->c, STMT_OPERATOR_ACCOUNT, &STATE_OF(v, operator_account_state)->row, ARGS(visit_arg(v, "id")));
}

static struct form *
edit_form(struct visit *v)
{
	struct form *form = form_new(v->c, "account", edit_fields);

	for (const struct field *f = edit_fields; f->name != NULL; f++)
		form_set(form, f->name, rows_str(STATE_OF(v, operator_account_state)->row, 0, f->name));
	return (form);
}

static struct err *
show_one(struct visit *v, const struct form *form)
{
	const struct rows *a = STATE_OF(v, operator_account_state)->row;
	struct node *node = node_in(v->root, "Operator");
	struct rows *sites;

	node_put(node, "login", rows_str(a, 0, "login"));
	node_put(node, "name", rows_str(a, 0, "name"));
	node_put(node, "since", rows_str(a, 0, "created_on"));
	node_put(node, "disabled_on", rows_str(a, 0, "disabled_on"));
	node_put(node, "action", v->req->path);
	node_put_flag(node, "operator", rows_bool(a, 0, "is_operator"));
	node_put_flag(node, "new", !rows_bool(a, 0, "has_password"));
	node_put_flag(node, "factor", rows_bool(a, 0, "has_second_factor"));
	TRY(db_run(v->c->db, v->c, STMT_OPERATOR_ACCOUNT_SITES, &sites, ARGS(rows_str(a, 0, "id"))));
	put_sites(v, node, rows_str(sites, 0, "sites"));
	node_put_flag(node, "self", str_eq(rows_str(a, 0, "id"), v->c->me->id_text));
	visit_put_form(v, node_in(node, "edit"), form);
	people_crumb(v, "/operator/accounts", word("Accounts"));
	if (form->ok)
		return (visit_show(v, "pages/operator_account", rows_str(a, 0, "name")));
	return (visit_again(v, "pages/operator_account", rows_str(a, 0, "name")));
}

struct err *
operator_account_show(struct visit *v)
{
	if (rows_count(STATE_OF(v, operator_account_state)->row) == 0)
		return (RAISE(ERR_NOT_FOUND, "no account \"%s\"", visit_arg(v, "id")));
	return (show_one(v, edit_form(v)));
}

static struct err *
edit(struct visit *v, const char *id)
{
	struct ctx *c = v->c;
	struct form *form = visit_read_form(v, "account", edit_fields);
	const struct rows *a = STATE_OF(v, operator_account_state)->row;
	struct event *e;

	if (!form->ok)
		return (show_one(v, form));
	db_ask(c->db, c, STMT_ACCOUNT_EDIT, NULL, ARGS(id, form_value(form, "name"), form_value(form, "sort_key"), form_value(form, "email")));
	e = event_new(c, "account.edit", NULL, rows_str(a, 0, "login"));
	for (const struct field *f = edit_fields; f->name != NULL; f++)
		if (!str_eq(rows_str(a, 0, f->name), form_value(form, f->name)))
			event_change(e, f->name, rows_str(a, 0, f->name), form_value(form, f->name));
	return (OK);
}

/* What one button does to an account. TO ADD ONE: a row, a button in templates/pages/operator_account.cs, words of the event. */
static const struct operation {
	const char *name;        /* of the button and, after "account.", of the event */
	enum stmt stmt;
	const char *value;       /* $2: a flag or the neutral name; NULL: the statement takes the account alone */
	bool at;                 /* takes the time as $3 */
} acts[] = {
	{ "disable", STMT_ACCOUNT_DISABLE, "t", true },
	{ "enable", STMT_ACCOUNT_DISABLE, "f", true },
	{ "operator_on", STMT_OPERATOR_SET, "t", false },
	{ "operator_off", STMT_OPERATOR_SET, "f", false },
	{ "erase", STMT_ACCOUNT_ERASE, "operator.removed_person", true },
	{ "factor_off", STMT_TOTP_CLEAR, NULL, false },
};

static struct err *
do_act(struct visit *v, const struct operation *act, const char *id)
{
	struct ctx *c = v->c;
	const struct operator_account_state *s = STATE_OF(v, operator_account_state);
	const char *value = str_eq(act->name, "erase") ? word(act->value) : act->value;
	const char *const args[] = { id, value, c->now };

	/* Removing power needs no second person, but it changes majorities, so the sites are notified. */
	if (str_has_word("disable erase", act->name))
		TRY(power_tell(c, &(struct power){ .act = "disable", .account_id = id, .login = rows_str(s->row, 0, "login"),
		    .name = rows_str(s->row, 0, "name") }, "account.disable", "power_taken"));
	db_ask(c->db, c, act->stmt, NULL, act->value == NULL ? 1 : act->at ? 3 : 2, args);
	event_new(c, mem_fmt(c, "account.%s", act->name), NULL, rows_str(s->row, 0, "login"));
	TRY(db_wait(c->db));
	return (people_judge_for(v, id));
}

/* What gives an account with power into other hands, and what makes an operator, a second person confirms. */
static struct err *
needs_two(struct visit *v, const char *act, const char *id, bool *asked)
{
	const struct rows *a = STATE_OF(v, operator_account_state)->row;
	struct err *err;

	*asked = str_has_word("link factor_off enable operator_on", act) && *act != '\0';
	if (*asked && !str_eq(act, "operator_on")) {
		*asked = power_any(v->c, id, &err);
		TRY(err);
	}
	if (*asked)
		TRY(power_ask_outside(v->c, &(struct power){ .act = act, .account_id = id, .login = rows_str(a, 0, "login"), .name = rows_str(a, 0, "name") }));
	return (OK);
}

struct err *
operator_account_answer(struct visit *v)
{
	const struct rows *a = STATE_OF(v, operator_account_state)->row;
	const char *act = visit_form(v, "act"), *id;
	bool asked;

	TRY(people_arg_id(v, "id", &id));
	if (rows_count(a) == 0)
		return (RAISE(ERR_NOT_FOUND, "no account %s", id));
	TRY(needs_two(v, act, id, &asked));
	if (asked)
		return (visit_go(v, v->req->path, "power.asked"));
	if (str_eq(act, "link"))
		return (people_give_link(v, id, rows_str(a, 0, "login"), rows_str(a, 0, "name"), !rows_bool(a, 0, "has_password"), NULL, v->req->path));
	if (*act == '\0')
		TRY(edit(v, id));
	for (size_t i = 0; i < ARRAY_LEN(acts); i++)
		if (str_eq(acts[i].name, act))
			TRY(do_act(v, &acts[i], id));
	return (v->page != NULL ? OK : visit_go(v, v->req->path, "operator.saved"));
}
