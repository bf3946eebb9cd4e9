/* SPDX-License-Identifier: ISC */
/* The three sites: names, departments, calendar and rules, made by the operator. */
#include "ctl/demo.h"

#include "access/event.h"
#include "access/people.h"
#include "base/str.h"

enum { OPENED_DAYS_AGO = 385 };

/* Holidays are "2026-02-15/2026-02-23 春节", make-up days "2026-02-14 春节". */
static void
put_days(struct ctx *c, const json_t *list, bool works)
{
	size_t i;
	json_t *entry;

	json_array_foreach(list, i, entry) {
		const char *text = json_string_value(entry), *name = strchr(text, ' ') + 1;
		const char *last = text[10] == '/' ? text + 11 : text;
		int32_t day, end;
		char said[DATE_TEXT];

		if (!date_read(mem_strn(c, text, DATE_TEXT - 1), &day) || !date_read(mem_strn(c, last, DATE_TEXT - 1), &end))
			continue;
		for (; day <= end; day++) {
			date_text(day, said);
			db_ask(c->db, c, STMT_CALENDAR_PUT, NULL, ARGS(c->site_id, mem_fmt(c, "{%s}", said), works ? "{t}" : "{f}",
			    mem_fmt(c, "{\"%s\"}", name)));
		}
	}
}

static void
put_rules(struct ctx *c, const json_t *rules)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)rules, key, value)
		db_ask(c->db, c, STMT_RULE_PUT, NULL, ARGS(c->site_id, key, json_string_value(value)));
}

/* Ids in the order of demo.json's "departments". */
static struct err *
put_departments(struct ctx *c, const struct demo *demo, char ***ids)
{
	json_t *list = json_object_get(demo->data, "departments"), *one;
	struct rows **rows = mem_array(c, struct rows *, json_array_size(list));
	size_t i;

	json_array_foreach(list, i, one)
		db_ask(c->db, c, STMT_DEPARTMENT_ADD, &rows[i],
		    ARGS(c->site_id, demo_text(one, "name"), demo_text(one, "name_en"), demo_text(one, "key")));
	TRY(db_wait(c->db));
	*ids = mem_array(demo, char *, json_array_size(list) + 1);
	json_array_foreach(list, i, one) {
		(*ids)[i] = mem_str(demo, rows_text(rows[i], 0, "id"));
		event_say(event_new(c, "department.add", NULL, demo_text(one, "name")), "function", demo_text(one, "key"));
	}
	return (OK);
}

static struct err *
fill(struct ctx *c, struct town *town)
{
	struct demo *demo = town->demo;
	char **departments = NULL;

	event_say(event_new(c, "site.add", NULL, demo_text(town->json, "slug")), "name", demo_text(town->json, "name"));
	TRY(people_seed_roles(c));
	TRY(put_departments(c, demo, &departments));
	put_days(c, json_object_get(demo->data, "holidays"), false);
	put_days(c, json_object_get(demo->data, "makeup_days"), true);
	put_rules(c, json_object_get(town->json, "rules"));
	TRY(demo_members(c, town, departments));
	return (OK);
}

static struct err *
make(struct ctx *c, struct town *town)
{
	struct rows *site;
	const char *id;

	TRY(db_run(c->db, c, STMT_SITE_ADD, &site,
	    ARGS(demo_text(town->json, "slug"), demo_text(town->json, "name"), demo_text(town->json, "name_en"), c->now)));
	id = mem_str(town->demo, rows_text(site, 0, "id"));
	c->site_id = id;
	TRY(db_run(c->db, c, STMT_ENTER_SITE, NULL, ARGS(id)));
	TRY(site_refresh(c->directory, c->db, rows_int(site, 0, "id"), 1, &town->site));
	c->site = town->site;
	TRY(fill(c, town));
	TRY(db_run(c->db, c, STMT_SITE_TOUCH, NULL, ARGS(id)));
	/* Now with calendar and rules. */
	TRY(site_refresh(c->directory, c->db, rows_int(site, 0, "id"), 2, &town->site));
	return (OK);
}

struct err *
demo_sites(struct demo *demo)
{
	json_t *sites = json_object_get(demo->data, "sites");

	demo->n_towns = json_array_size(sites);
	demo->towns = mem_array(demo, struct town, demo->n_towns);
	for (size_t i = 0; i < demo->n_towns; i++) {
		struct town *town = &demo->towns[i];
		struct ctx *c = ctx_new(NULL, demo->call->c->db, demo->call->directory, demo->call->conf);
		struct err *err;

		town->demo = demo;
		town->json = json_array_get(sites, i);
		c->request_id = "demo";
		ctx_at(c, demo_moment(c, demo->now - (int64_t)OPENED_DAYS_AGO * 24 * 60));
		c->me->id_text = demo_account_id(demo, "operator");
		err = db_run(c->db, c, STMT_CTL_ACT_AS, NULL, ARGS(c->me->id_text));
		if (err == OK)
			err = make(c, town);
		TRY(demo_end(demo, c, err));
	}
	return (OK);
}
