/* SPDX-License-Identifier: ISC */
/* What is stored about a person, for themselves: a page of counts, and all of it as JSON (RX.15). */
#include "pages/account/account.h"

#include "access/session.h"
#include "base/str.h"
#include "view/words.h"
#include "web/over.h"

#include <jansson.h>

/* TO ADD ONE: a row: its statement takes site and account. Words "account.data.<name>". */
static const struct part {
	const char *name;
	enum stmt stmt;
} parts[] = {
	{ "membership", STMT_MY_MEMBERSHIP },
	{ "records", STMT_MY_RECORDS },
	{ "comments", STMT_MY_COMMENTS },
	{ "decisions", STMT_MY_VOTES },
	{ "files", STMT_MY_FILES },
	{ "sayings", STMT_MY_SAYINGS },
	{ "unsaved", STMT_MY_UNSAVED },
	{ "absences", STMT_MY_DELEGATIONS },
	{ "notifications", STMT_MY_NOTIFICATIONS },
	{ "history", STMT_MY_HISTORY },
};

struct site_data {
	const struct site_link *site;
	struct rows *rows[ARRAY_LEN(parts)];
};

/* Each site is entered in turn: only there its rows can be seen, and only what this person may see of them. */
static struct err *
find_all(struct visit *v, struct site_data *data)
{
	struct ctx *c = v->c;

	for (size_t i = 0; i < c->me->n_sites; i++) {
		char *id = mem_fmt(c, "%lld", (long long)c->me->sites[i].id);

		data[i].site = &c->me->sites[i];
		session_enter(c, id, "", NULL);
		for (size_t k = 0; k < ARRAY_LEN(parts); k++)
			db_ask(c->db, c, parts[k].stmt, &data[i].rows[k], ARGS(id, c->me->id_text));
	}
	session_enter(c, c->site_id, "", NULL);
	TRY(db_wait(c->db));
	return (OK);
}

static json_t *
rows_json(const struct rows *rows)
{
	json_t *list = json_array();

	for (size_t i = 0; i < rows_count(rows); i++) {
		json_t *row = json_object();

		for (size_t k = 0; k < rows_columns(rows); k++) {
			const char *value = rows_at(rows, i, k);

			json_object_set_new(row, rows_name(rows, k), value == NULL ? json_null() : json_string(value));
		}
		json_array_append_new(list, row);
	}
	return (list);
}

static json_t *
all_json(struct visit *v, const struct site_data *data)
{
	const struct account_state *s = STATE_OF(v, account_state);
	json_t *all = json_object(), *sites = json_array();

	json_object_set_new(all, "account", rows_json(s->row));
	json_object_set_new(all, "invitations", rows_json(s->invitations));
	json_object_set_new(all, "feeds", rows_json(s->feed));
	for (size_t i = 0; i < v->c->me->n_sites; i++) {
		json_t *site = json_object();

		json_object_set_new(site, "site", json_string(data[i].site->slug));
		json_object_set_new(site, "name", json_string(data[i].site->name));
		for (size_t k = 0; k < ARRAY_LEN(parts); k++)
			json_object_set_new(site, parts[k].name, rows_json(data[i].rows[k]));
		json_array_append_new(sites, site);
	}
	json_object_set_new(all, "sites", sites);
	return (all);
}

/* The form's own sessions list holds digests of cookies: place and time are told, the digests are not. */
static json_t *
sessions_json(const struct rows *rows)
{
	static const char *const told[] = { "created_at", "seen_at", "address", "agent" };
	json_t *list = json_array();

	for (size_t i = 0; i < rows_count(rows); i++) {
		json_t *row = json_object();

		for (size_t k = 0; k < ARRAY_LEN(told); k++)
			json_object_set_new(row, told[k], json_string(rows_str(rows, i, told[k])));
		json_array_append_new(list, row);
	}
	return (list);
}

static int
put_text(const char *text, size_t n, void *arg)
{
	buf_putn(arg, text, n);
	return (0);
}

static struct err *
send_json(struct visit *v, const struct site_data *data)
{
	json_t *all = all_json(v, data);
	int failed;

	json_object_set_new(all, "sessions", sessions_json(STATE_OF(v, account_state)->sessions));
	failed = json_dump_callback(all, put_text, v->reply->body, JSON_INDENT(1));
	json_decref(all);
	if (failed != 0)
		return (RAISE(ERR_INTERNAL, "json"));
	buf_putc(v->reply->body, '\n');
	v->reply->type = "application/json; charset=utf-8";
	reply_download(v->reply, mem_fmt(v->c, "gatehouse-%s-%s.json", v->c->me->login, v->c->today));
	return (OK);
}

struct err *
account_data_show(struct visit *v)
{
	struct site_data *data = mem_array(v->c, struct site_data, v->c->me->n_sites + 1);
	struct node *list = node_in(node_in(v->root, "Data"), "sites");

	TRY(find_all(v, data));
	if (str_eq(v->suffix, "json"))
		return (send_json(v, data));
	for (size_t i = 0; i < v->c->me->n_sites; i++) {
		struct node *item = node_item(list), *counts = node_in(item, "parts");

		node_put(item, "name", over_name(data[i].site->name, data[i].site->name_en));
		for (size_t k = 0; k < ARRAY_LEN(parts); k++) {
			struct node *part = node_item(counts);

			node_put(part, "label", word_of(v->c, "account", "data", parts[k].name));
			node_putf(part, "count", "%zu", rows_count(data[i].rows[k]));
		}
	}
	node_put(node_in(v->root, "Data"), "since", rows_str(STATE_OF(v, account_state)->row, 0, "created_at"));
	return (visit_show(v, "pages/account_data", N_("What is stored about me")));
}
