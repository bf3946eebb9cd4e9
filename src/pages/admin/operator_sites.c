/* SPDX-License-Identifier: ISC */
/* Sites: adding one with its roles and first administrator, changing it, suspending it. */
#include "pages/admin/operator.h"

#include "access/event.h"
#include "access/people.h"
#include "access/power.h"
#include "access/site.h"
#include "view/words.h"
#include "web/address.h"
#include "web/people.h"

struct operator_sites_state {
	struct rows *list, *clock;
};

const size_t operator_sites_state = sizeof(struct operator_sites_state);

static const struct field add_fields[] = {
	{ "slug", FIELD_LINE, REQUIRED | CODE, .max = 32, .min = 3 },
	{ "name", FIELD_LINE, REQUIRED, .max = 60 },
	{ "name_en", FIELD_LINE, 0, .max = 60 },
	{ "administrator", FIELD_LINE, REQUIRED | CODE, .max = 100 },
	{ NULL },
};

static const struct field edit_fields[] = {
	{ "name", FIELD_LINE, REQUIRED, .max = 60 },
	{ "name_en", FIELD_LINE, 0, .max = 60 },
	{ "host", FIELD_LINE, CODE, .max = 200 },
	{ "suspended", FIELD_FLAG, 0 },
	{ NULL },
};

static const struct field administrator_fields[] = {
	{ "administrator", FIELD_LINE, REQUIRED | CODE, .max = 100 },
	{ NULL },
};

void
operator_sites_ask(struct visit *v)
{
	struct operator_sites_state *s = STATE_OF(v, operator_sites_state);

	db_ask(v->c->db, v->c, STMT_OPERATOR_SITES, &s->list, NO_ARGS);
	db_ask(v->c->db, v->c, STMT_CLOCK_NOW, &s->clock, NO_ARGS);
}

/* Tells operators that the clock has stopped acting on due dates (O9). */
static void
put_clock(struct visit *v, struct node *node)
{
	const struct rows *clock = STATE_OF(v, operator_sites_state)->clock;

	if (rows_count(clock) == 0 || !rows_bool(clock, 0, "is_held"))
		return;
	node_put(node, "held_at", rows_str(clock, 0, "held_at"));
	node_put(node, "ticked_at", rows_str(clock, 0, "ticked_at"));
	node_put(node, "now", rows_str(clock, 0, "now"));
	node_put(node, "why", word(mem_fmt(v->c, "clock.held.%s", rows_str(clock, 0, "held_why"))));
}

static struct err *
show(struct visit *v, const struct form *form)
{
	const struct rows *rows = STATE_OF(v, operator_sites_state)->list;
	struct node *node = node_in(v->root, "Operator"), *list = node_in(node, "sites");

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *item = node_item(list);

		node_put(item, "slug", rows_str(rows, i, "slug"));
		node_put(item, "name", rows_str(rows, i, "name"));
		node_put(item, "name_en", rows_str(rows, i, "name_en"));
		node_put(item, "host", rows_str(rows, i, "host"));
		node_put(item, "since", rows_str(rows, i, "created_on"));
		node_putf(item, "url", "/operator/sites/%s", rows_str(rows, i, "id"));
		node_put_flag(item, "suspended", rows_bool(rows, i, "is_suspended"));
	}
	put_clock(v, node_in(node, "clock"));
	visit_put_form(v, node_in(node, "add"), form);
	if (form->ok)
		return (visit_show(v, "pages/operator_sites", N_("Sites")));
	return (visit_again(v, "pages/operator_sites", N_("Sites")));
}

struct err *
operator_sites_show(struct visit *v)
{
	return (show(v, form_new(v->c, "site", add_fields)));
}

/* An account that can be an administrator; its complaint is put into the form. */
static struct err *
find_administrator(struct visit *v, struct form *form, struct power *out)
{
	struct rows *found;

	TRY(db_run(v->c->db, v->c, STMT_ACCOUNT_BY_LOGIN, &found, ARGS(form_value(form, "administrator"))));
	if (rows_count(found) == 0)
		form_complain(form, "administrator", "operator.no_account", NULL);
	else if (rows_bool(found, 0, "is_disabled"))
		form_complain(form, "administrator", "members.disabled", NULL);
	else if (str_eq(rows_str(found, 0, "id"), v->c->me->id_text))
		form_complain(form, "administrator", "operator.not_yourself", NULL);
	else
		*out = (struct power){ .act = "administrator", .account_id = rows_str(found, 0, "id"), .login = mem_str(v->c, form_value(form, "administrator")), .name = rows_str(found, 0, "name") };
	return (OK);
}

/*
 * A new site has nobody who could confirm, so one operator opens it, for somebody else. The
 * deployment's own history goes on in site 0 afterwards.
 */
static struct err *
open_site(struct ctx *c, const char *site, const char *account)
{
	const char *was;
	struct rows *role;

	TRY(power_enter(c, site, "", &was));
	TRY(people_seed_roles(c));
	TRY(people_add_member(c, account, NULL));
	TRY(db_run(c->db, c, STMT_ROLE_BY_KEY, &role, ARGS(c->site_id, "site_admin")));
	TRY(people_grant(c, account, rows_str(role, 0, "id")));
	TRY(power_enter(c, was, "", &was));
	return (OK);
}

/* If a site has members, one of them has to confirm its new administrator (finding S4). */
static struct err *
ask_site(struct ctx *c, const char *site, const struct power *what)
{
	const char *was;

	TRY(power_enter(c, site, "", &was));
	TRY(power_ask(c, what));
	TRY(power_enter(c, was, "", &was));
	return (OK);
}

struct err *
operator_sites_answer(struct visit *v)
{
	struct ctx *c = v->c;
	struct form *form = visit_read_form(v, "site", add_fields);
	const char *slug = form_value(form, "slug"), *id;
	struct power administrator = { NULL };
	struct rows *taken, *made;

	if (form->ok && !site_slug_is_plain(slug))
		form_complain(form, "slug", "operator.slug_plain", NULL);
	if (form->ok && address_is_fixed(slug))
		form_complain(form, "slug", "people.name_taken", NULL);
	if (!form->ok)
		return (show(v, form));
	TRY(db_run(c->db, c, STMT_OPERATOR_SITE_TAKEN, &taken, ARGS(slug, NULL, "0")));
	if (rows_count(taken) > 0)
		form_complain(form, "slug", "people.name_taken", NULL);
	TRY(find_administrator(v, form, &administrator));
	if (!form->ok)
		return (show(v, form));
	TRY(db_run(c->db, c, STMT_SITE_ADD, &made, ARGS(slug, form_value(form, "name"), form_value(form, "name_en"), c->now)));
	id = rows_str(made, 0, "id");
	event_say(event_new(c, "site.add", NULL, slug), "name", form_value(form, "name"));
	TRY(open_site(c, id, administrator.account_id));
	return (visit_go(v, "/operator/sites", "operator.site_added"));
}

/* ---- one of them */

struct operator_site_state {
	struct rows *row;
};

const size_t operator_site_state = sizeof(struct operator_site_state);

void
operator_site_ask(struct visit *v)
{
	int64_t n;

	if (str_to_int(visit_arg(v, "id"), 1, INT64_MAX, &n))
		db_ask(v->c->db, v->c, STMT_OPERATOR_SITE, &STATE_OF(v, operator_site_state)->row, ARGS(visit_arg(v, "id")));
}

static struct form *
edit_form(struct visit *v)
{
	const struct rows *s = STATE_OF(v, operator_site_state)->row;
	struct form *form = form_new(v->c, "site", edit_fields);

	form_set(form, "name", rows_str(s, 0, "name"));
	form_set(form, "name_en", rows_str(s, 0, "name_en"));
	form_set(form, "host", rows_str(s, 0, "host"));
	form_set(form, "suspended", rows_bool(s, 0, "is_suspended") ? "1" : "");
	return (form);
}

static struct err *
show_one(struct visit *v, const struct form *edit, const struct form *administrator)
{
	const struct rows *s = STATE_OF(v, operator_site_state)->row;
	struct node *node = node_in(v->root, "Operator");

	node_put(node, "slug", rows_str(s, 0, "slug"));
	node_put(node, "since", rows_str(s, 0, "created_on"));
	node_put(node, "action", v->req->path);
	visit_put_form(v, node_in(node, "edit"), edit);
	visit_put_form(v, node_in(node, "administrator"), administrator);
	people_crumb(v, "/operator/sites", word("Sites"));
	if (edit->ok && administrator->ok)
		return (visit_show(v, "pages/operator_site", rows_str(s, 0, "name")));
	return (visit_again(v, "pages/operator_site", rows_str(s, 0, "name")));
}

struct err *
operator_site_show(struct visit *v)
{
	if (rows_count(STATE_OF(v, operator_site_state)->row) == 0)
		return (RAISE(ERR_NOT_FOUND, "no site \"%s\"", visit_arg(v, "id")));
	return (show_one(v, edit_form(v), form_new(v->c, "site", administrator_fields)));
}

static void
tell(struct visit *v, const struct form *now)
{
	const struct form *was = edit_form(v);
	struct event *e = event_new(v->c, "site.edit", NULL, rows_str(STATE_OF(v, operator_site_state)->row, 0, "slug"));

	for (const struct field *f = edit_fields; f->name != NULL; f++)
		if (!str_eq(form_value(was, f->name), form_value(now, f->name)))
			event_change(e, f->name, form_value(was, f->name), form_value(now, f->name));
}

static struct err *
edit(struct visit *v, const char *id)
{
	struct ctx *c = v->c;
	struct form *form = visit_read_form(v, "site", edit_fields);
	const char *host = form_stored(form, "host");
	struct rows *taken;

	TRY(db_run(c->db, c, STMT_OPERATOR_SITE_TAKEN, &taken, ARGS(NULL, host, id)));
	if (rows_count(taken) > 0)
		form_complain(form, "host", "people.name_taken", NULL);
	if (!form->ok)
		return (show_one(v, form, form_new(c, "site", administrator_fields)));
	db_ask(c->db, c, STMT_SITE_EDIT, NULL, ARGS(id, form_value(form, "name"), form_value(form, "name_en"), host,
	    str_eq(form_value(form, "suspended"), "1") ? "t" : "f", c->now));
	tell(v, form);
	return (visit_go(v, v->req->path, "operator.saved"));
}

static struct err *
administrate(struct visit *v, const char *id)
{
	struct form *form = visit_read_form(v, "site", administrator_fields);
	struct power administrator = { NULL };

	if (form->ok)
		TRY(find_administrator(v, form, &administrator));
	if (!form->ok)
		return (show_one(v, edit_form(v), form));
	TRY(ask_site(v->c, id, &administrator));
	event_say(event_new(v->c, "site.administrator", NULL, rows_str(STATE_OF(v, operator_site_state)->row, 0, "slug")), "login", administrator.login);
	return (visit_go(v, v->req->path, "operator.administrator_asked"));
}

struct err *
operator_site_answer(struct visit *v)
{
	const char *id;

	TRY(people_arg_id(v, "id", &id));
	if (rows_count(STATE_OF(v, operator_site_state)->row) == 0)
		return (RAISE(ERR_NOT_FOUND, "no site %s", id));
	return (str_eq(visit_form(v, "act"), "administrator") ? administrate(v, id) : edit(v, id));
}
