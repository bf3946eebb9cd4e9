/* SPDX-License-Identifier: ISC */
#include "pages/admin/power.h"

#include "access/power.h"
#include "access/session.h"
#include "view/words.h"
#include "web/over.h"
#include "web/people.h"

struct power_state {
	struct rows *requests, *held;
};

const size_t power_state = sizeof(struct power_state);

void
power_ask_page(struct visit *v)
{
	struct ctx *c = v->c;
	struct power_state *s = STATE_OF(v, power_state);

	db_ask(c->db, c, STMT_POWER_LIST, &s->requests, ARGS(c->site_id));
	db_ask(c->db, c, STMT_POWER_HELD, &s->held, ARGS(c->site_id));
}

/* ---- showing */

/* "Group lead", or "Quality: decides in the group, sees restricted records". */
static const char *
role_text(struct visit *v, const struct rows *rows, size_t i)
{
	const char *name = people_role_name(v, rows_text(rows, i, "role_key"), rows_str(rows, i, "role"));
	const char *permissions = rows_str(rows, i, "permissions");
	struct buf *b = buf_new(v->c);
	char **one;

	buf_put(b, name);
	one = str_split(v->c, mem_str(v->c, permissions), ' ');
	for (size_t n = 0; one[n] != NULL; n++)
		buf_fmt(b, "%s%s", n == 0 ? ": " : word(", "), word(mem_fmt(v->c, "permit.%s", one[n])));
	return (b->data);
}

static void
put_request(struct visit *v, struct node *node, const struct rows *rows, size_t i)
{
	static const char *const told[] = { "id", "login", "name", "reason", "asked_by", "asked_at", "until", "answered_by", "answered_at", "seconds", "instead_of" };

	for (size_t k = 0; k < ARRAY_LEN(told); k++)
		node_put(node, told[k], rows_str(rows, i, told[k]));
	node_put(node, "act", word_of(v->c, "event.detail", "act", rows_str(rows, i, "act")));
	if (rows_text(rows, i, "role") != NULL)
		node_put(node, "role", role_text(v, rows, i));
	node_put_flag(node, "may", rows_bool(rows, i, "may"));
	node_put_flag(node, "mine", rows_bool(rows, i, "mine"));
	node_put_flag(node, "confirmed", rows_bool(rows, i, "is_confirmed"));
}

/* Open ones first; of those that are over, only what was answered. */
static void
put_requests(struct visit *v, struct node *node, const struct rows *rows)
{
	for (size_t i = 0; i < rows_count(rows); i++)
		if (rows_bool(rows, i, "is_open"))
			put_request(v, node_item(node_in(node, "open")), rows, i);
		else if (rows_text(rows, i, "answered_by") != NULL)
			put_request(v, node_item(node_in(node, "answered")), rows, i);
}

static void
put_held(struct visit *v, struct node *list, const struct rows *rows)
{
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *item = node_item(list);

		node_put(item, "id", rows_str(rows, i, "id"));
		node_put(item, "name", rows_str(rows, i, "name"));
		node_put(item, "login", rows_str(rows, i, "login"));
		node_put(item, "since", rows_str(rows, i, "since"));
		node_put_flag(item, "may", rows_bool(rows, i, "may"));
		node_put_flag(item, "self", str_eq(rows_str(rows, i, "id"), v->c->me->id_text));
	}
}

static struct err *
show(struct visit *v, const char *complaint)
{
	struct node *node = node_in(v->root, "Power");

	node_put(node, "action", v->req->path);
	if (complaint == NULL)
		return (visit_show(v, "pages/power", N_("Two people")));
	node_put(node, "complaint", word(complaint));
	return (visit_again(v, "pages/power", N_("Two people")));
}

/* Members without a part in it see what is about themselves: the statements show no more. */
static struct err *
show_site(struct visit *v, const char *complaint)
{
	const struct power_state *s = STATE_OF(v, power_state);
	struct node *part = node_item(node_in(node_in(v->root, "Power"), "sites"));

	put_requests(v, part, s->requests);
	put_held(v, node_in(part, "held"), s->held);
	return (show(v, complaint));
}

struct err *
power_show(struct visit *v)
{
	return (show_site(v, NULL));
}

/* Each site is looked at from inside. */
static struct err *
show_sites(struct visit *v, const char *complaint)
{
	struct ctx *c = v->c;
	struct rows *sites, *rows;
	const char *was;

	TRY(db_run(c->db, c, STMT_POWER_SITES, &sites, NO_ARGS));
	for (size_t i = 0; i < rows_count(sites); i++) {
		struct node *part = node_item(node_in(node_in(v->root, "Power"), "sites"));
		const char *site = rows_str(sites, i, "in_site");

		node_put(part, "id", site);
		node_put(part, "name", str_eq(site, "0") ? word(N_("The whole system")) : over_name(rows_str(sites, i, "name"), rows_str(sites, i, "name_en")));
		TRY(power_enter(c, site, "", &was));
		TRY(db_run(c->db, c, STMT_POWER_LIST, &rows, ARGS(site)));
		put_requests(v, part, rows);
		TRY(power_enter(c, was, "", &was));
	}
	return (show(v, complaint));
}

struct err *
power_sites_show(struct visit *v)
{
	return (show_sites(v, NULL));
}

/* ---- answering */

/* A link is given to the second person, under both names; everything else is done already. */
static struct err *
confirm(struct visit *v, const char *id, const char **flash)
{
	struct power what;

	*flash = "power.confirmed";
	TRY(power_confirm(v->c, id, &what));
	TRY(people_judge_again(v));
	if (str_eq(what.act, "enable"))
		TRY(people_judge_for(v, what.account_id));
	if (!str_eq(what.act, "link"))
		return (OK);
	return (people_give_link(v, what.account_id, what.login, what.name, what.is_first, what.asked_by, v->req->path));
}

static struct err *
answer(struct visit *v, const char **flash)
{
	const char *act = visit_form(v, "act"), *id = visit_form(v, "id");
	int64_t n;

	if (!str_to_int(id, 1, INT64_MAX, &n))
		return (RAISE(ERR_INVALID, "id=\"%s\"", id));
	if (str_eq(act, "confirm"))
		return (confirm(v, id, flash));
	*flash = str_eq(act, "release") ? "power.released" : "power.declined";
	if (str_eq(act, "release"))
		return (power_release(v->c, id));
	if (str_eq(act, "decline"))
		return (power_decline(v->c, id));
	return (RAISE(ERR_INVALID, "act=\"%s\"", act));
}

struct err *
power_answer(struct visit *v)
{
	const char *flash, *said;
	struct err *err = answer(v, &flash);

	said = people_complaint(v, &err);
	if (said != NULL)
		return (show_site(v, said));
	TRY(err);
	return (v->page != NULL ? OK : visit_go(v, v->req->path, flash));
}

struct err *
power_sites_answer(struct visit *v)
{
	const char *site = visit_form(v, "site"), *was, *flash, *said;
	struct err *err;
	int64_t n;

	if (!str_to_int(site, 0, INT64_MAX, &n))
		return (RAISE(ERR_INVALID, "site=\"%s\"", site));
	TRY(power_enter(v->c, site, "", &was));
	err = answer(v, &flash);
	said = people_complaint(v, &err);
	TRY(err);
	TRY(power_enter(v->c, was, "", &was));
	if (said != NULL)
		return (show_sites(v, said));
	return (v->page != NULL ? OK : visit_go(v, v->req->path, flash));
}

/* ---- in my work */

static void
put_second(struct visit *v, int64_t n, const char *site, const char *url)
{
	struct node *node;

	if (n == 0)
		return;
	node = node_item(node_in(node_in(v->root, "Work"), "seconds"));
	node_put(node, "text", words_count(v->c, "1 thing waits for you as the second person", "%1 things wait for you as the second person", (long)n));
	node_put(node, "site", site);
	node_put(node, "url", url);
}

void
power_put_waiting(struct visit *v, const struct rows *waiting, const struct site_link *site)
{
	put_second(v, rows_int(waiting, 0, "n"), over_name(site->name, site->name_en), mem_fmt(v->c, "/%s/settings/two-people", site->slug));
}

struct err *
power_put_operators(struct visit *v)
{
	struct rows *sites;
	int64_t n = 0;

	if (!v->c->me->is_operator)
		return (OK);
	session_enter(v->c, "0", "", NULL);
	TRY(db_run(v->c->db, v->c, STMT_POWER_SITES, &sites, NO_ARGS));
	for (size_t i = 0; i < rows_count(sites); i++)
		n += rows_int(sites, i, "n");
	put_second(v, n, word("Operation"), "/operator/two-people");
	return (OK);
}
