/* SPDX-License-Identifier: ISC */
#include "ctl/act.h"
#include "ctl/company.h"

#include "access/event.h"
#include "access/password.h"
#include "access/people.h"
#include "access/session.h"
#include "base/str.h"

#include <string.h>

enum { NEWS_DAYS = 6, FILTER_DAYS = 40 };

static const char *
text(const json_t *object, const char *key)
{
	return (str_or(json_string_value(json_object_get(object, key)), ""));
}

/* A context of its own, at midnight so many days ago. */
static struct ctx *
begin(struct call *call, int days_ago)
{
	return (act_new(call, "demo", (int64_t)(date_today(call->conf->timezone) - days_ago) * ACT_DAY));
}

/* ---- accounts */

static struct err *
add_account(struct ctx *c, json_t *person, const char *hash)
{
	const char *login = text(person, "login"), *name = text(person, "name"), *email = mem_fmt(c, "%s@example.com", login), *id;
	struct rows *added;

	TRY(db_run(c->db, c, STMT_ACCOUNT_ADD, &added, ARGS(login, name, email, "", c->now)));
	id = rows_text(added, 0, "id");
	json_object_set_new(person, "id", json_string(id));
	db_ask(c->db, c, STMT_ACCOUNT_EDIT, NULL, ARGS(id, name, text(person, "pinyin"), email));
	db_ask(c->db, c, STMT_PASSWORD_SET, NULL, ARGS(id, hash, c->now, ""));
	db_ask(c->db, c, STMT_CTL_PRIVACY, NULL, ARGS(id, c->now));
	if (json_is_true(json_object_get(person, "operator")))
		db_ask(c->db, c, STMT_OPERATOR_SET, NULL, ARGS(id, "t"));
	return (OK);
}

/* One hash for everybody: what takes half a second once would take half a minute. */
static struct err *
add_accounts(struct ctx *c, json_t *json)
{
	json_t *person;
	char *hash;
	size_t i;

	TRY(password_hash(c, c->conf, text(json, "password"), &hash));
	json_array_foreach(json_object_get(json, "people"), i, person)
		TRY(add_account(c, person, hash));
	return (OK);
}

static const char *
operator_of(json_t *json)
{
	json_t *person;
	size_t i;

	json_array_foreach(json_object_get(json, "people"), i, person)
		if (json_is_true(json_object_get(person, "operator")))
			return (text(person, "id"));
	return ("");
}

/* ---- a site: departments, calendar, rules */

static struct err *
add_departments(struct ctx *c, json_t *list)
{
	json_t *one;
	size_t i;

	json_array_foreach(list, i, one) {
		struct rows *added;

		TRY(db_run(c->db, c, STMT_DEPARTMENT_ADD, &added, ARGS(c->site_id, text(one, "name"), text(one, "name_en"), text(one, "key"))));
		json_object_set_new(one, "id", json_string(rows_text(added, 0, "id")));
		event_say(event_new(c, "department.add", NULL, text(one, "name")), "function", text(one, "key"));
	}
	return (OK);
}

/* Holidays are "2026-02-15/2026-02-23 春节", make-up days "2026-02-14 春节". */
static void
put_days(struct ctx *c, const json_t *list, bool works)
{
	json_t *entry;
	size_t i;

	json_array_foreach((json_t *)list, i, entry) {
		const char *days = json_string_value(entry), *name = strchr(days, ' ') + 1, *last = days[10] == '/' ? days + 11 : days;
		int32_t day, until;
		char said[DATE_TEXT];

		if (!date_read(mem_strn(c, days, DATE_TEXT - 1), &day) || !date_read(mem_strn(c, last, DATE_TEXT - 1), &until))
			continue;
		for (; day <= until; day++) {
			date_text(day, said);
			db_ask(c->db, c, STMT_CALENDAR_PUT, NULL, ARGS(c->site_id, mem_fmt(c, "{%s}", said), works ? "{t}" : "{f}",
			    mem_fmt(c, "{\"%s\"}", name)));
		}
	}
}

/* ---- members */

static const char *
department_id(json_t *departments, const char *key)
{
	json_t *one;
	size_t i;

	json_array_foreach(departments, i, one)
		if (str_eq(text(one, "key"), key))
			return (text(one, "id"));
	return (NULL);
}

static char **
role_ids(struct ctx *c, const struct rows *roles, const char *keys)
{
	char **ids = mem_array(c, char *, rows_count(roles) + 1);
	size_t n = 0;

	for (size_t i = 0; i < rows_count(roles); i++)
		if (str_has_word(keys, rows_str(roles, i, "key")))
			ids[n++] = mem_str(c, rows_text(roles, i, "id"));
	return (ids);
}

/* Those who may run the site come first: it never goes without them. */
static struct err *
add_members(struct ctx *c, json_t *json, const char *slug)
{
	struct rows *roles;
	json_t *person;
	size_t i;

	TRY(db_run(c->db, c, STMT_ROLE_LIST, &roles, ARGS(c->site_id)));
	for (int admins = 1; admins >= 0; admins--)
		json_array_foreach(json_object_get(json, "people"), i, person) {
			const json_t *sites = json_object_get(person, "at"), *at = json_object_get(sites, slug);

			if (at == NULL || str_has_word(text(at, "roles"), "site_admin") != (admins == 1))
				continue;
			TRY(people_add_member(c, text(person, "id"), department_id(json_object_get(json, "departments"), text(at, "department"))));
			TRY(people_set_roles(c, text(person, "id"), role_ids(c, roles, text(at, "roles"))));
			/* As if the site's own administrator had made the account. */
			if (json_object_size(sites) == 1)
				db_ask(c->db, c, STMT_CTL_ACCOUNT_HOME, NULL, ARGS(text(person, "id"), c->site_id));
		}
	return (OK);
}

static struct err *
add_site(struct ctx *c, json_t *json, json_t *one)
{
	const char *slug = text(one, "slug"), *key;
	struct rows *site;
	json_t *value;

	c->me->id_text = operator_of(json);
	TRY(db_run(c->db, c, STMT_CTL_ACT_AS, NULL, ARGS(c->me->id_text)));
	TRY(db_run(c->db, c, STMT_SITE_ADD, &site, ARGS(slug, text(one, "name"), text(one, "name_en"), c->now)));
	c->site_id = rows_text(site, 0, "id");
	session_enter(c, c->site_id, "", NULL);
	TRY(db_wait(c->db));
	TRY(site_refresh(c->directory, c->db, rows_int(site, 0, "id"), 1, &c->site));
	event_say(event_new(c, "site.add", NULL, slug), "name", text(one, "name"));
	TRY(people_seed_roles(c));
	TRY(add_departments(c, json_object_get(json, "departments")));
	put_days(c, json_object_get(json, "holidays"), false);
	put_days(c, json_object_get(json, "makeup_days"), true);
	json_object_foreach(json_object_get(one, "rules"), key, value)
		db_ask(c->db, c, STMT_RULE_PUT, NULL, ARGS(c->site_id, key, json_string_value(value)));
	TRY(add_members(c, json, slug));
	TRY(db_run(c->db, c, STMT_SITE_TOUCH, NULL, ARGS(c->site_id)));
	/* Now with calendar and rules. */
	return (site_refresh(c->directory, c->db, rows_int(site, 0, "id"), 2, &c->site));
}

struct err *
company_found(struct call *call, json_t *json, int days_ago)
{
	struct ctx *c = begin(call, days_ago + 1);
	json_t *one;
	size_t i;

	TRY(act_end(c, add_accounts(c, json)));
	json_array_foreach(json_object_get(json, "sites"), i, one) {
		c = begin(call, days_ago);
		TRY(act_end(c, add_site(c, json, one)));
	}
	return (OK);
}

/* ---- what they keep */

static struct err *
keep_filter(struct call *call, const struct site *site, const json_t *filter)
{
	struct ctx *c = begin(call, FILTER_DAYS);
	struct rows *account;
	struct err *err;

	err = call_account(call, text(filter, "login"), &account);
	if (err == OK)
		err = act_enter(c, site, rows_text(account, 0, "id"));
	if (err == OK)
		db_ask(c->db, c, STMT_FILTER_KEEP, NULL, ARGS(c->site_id, c->me->id_text, text(filter, "kind"), text(filter, "name"), text(filter, "query"),
		    json_is_true(json_object_get(filter, "shared")) ? "t" : "f", c->now));
	return (act_end(c, err));
}

/* Days after today on which nothing is released, as the settings of the site set them. */
static struct err *
set_freeze(struct call *call, const struct site *site, const json_t *freeze)
{
	struct ctx *c = begin(call, 1);
	const int32_t today = date_today(call->conf->timezone);
	char from[DATE_TEXT], to[DATE_TEXT];
	struct rows *account;
	struct event *e;
	struct err *err;

	date_text(today + (int32_t)json_integer_value(json_object_get(freeze, "from")), from);
	date_text(today + (int32_t)json_integer_value(json_object_get(freeze, "to")), to);
	err = call_account(call, text(freeze, "login"), &account);
	if (err == OK)
		err = act_enter(c, site, rows_text(account, 0, "id"));
	if (err != OK)
		return (act_end(c, err));
	db_ask(c->db, c, STMT_FREEZE_ADD, NULL, ARGS(c->site_id, from, to, text(freeze, "reason"), c->me->id_text, c->now));
	e = event_new(c, "freeze.add", NULL, from);
	event_say(e, "from", from);
	event_say(e, "to", to);
	event_say(e, "reason", text(freeze, "reason"));
	return (act_end(c, OK));
}

/* A bell with a hundred unread messages of last year would help nobody. */
static struct err *
read_news(struct call *call, const struct site *site)
{
	struct ctx *c = begin(call, NEWS_DAYS);

	session_enter(c, site->id_text, "", NULL);
	db_ask(c->db, c, STMT_CTL_TOLD_UNTIL, NULL, ARGS(site->id_text, c->now));
	return (act_end(c, OK));
}

struct err *
company_settle(struct call *call, json_t *json, bool year)
{
	const struct site *site;
	json_t *one;
	size_t i;

	json_array_foreach(json_object_get(json, "sites"), i, one) {
		TRY(site_find(call->directory, call->c->db, text(one, "slug"), NULL, &site));
		TRY(read_news(call, site));
	}
	json_array_foreach(year ? json_object_get(json, "freezes") : NULL, i, one) {
		TRY(site_find(call->directory, call->c->db, text(one, "site"), NULL, &site));
		TRY(set_freeze(call, site, one));
	}
	json_array_foreach(json_object_get(json, "filters"), i, one) {
		TRY(site_find(call->directory, call->c->db, text(one, "site"), NULL, &site));
		TRY(keep_filter(call, site, one));
	}
	return (OK);
}
