/* SPDX-License-Identifier: ISC */
#include "web/people.h"

#include "access/event.h"
#include "access/power.h"
#include "access/session.h"
#include "base/random.h"
#include "record/vote.h"
#include "view/words.h"

/* A first link waits for somebody who may be on leave; a reset is asked for and used (security research, 13). */
enum { FIRST_SECONDS = 7 * 86400, RESET_SECONDS = 3600 };

const char *
people_role_name(struct visit *v, const char *key, const char *name)
{
	return (str_empty(key) ? name : word_of(v->c, "role", key, NULL));
}

bool
people_is_login(const char *login)
{
	return (strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789._@-") == strlen(login) && *login != '-' && *login != '.');
}

struct err *
people_arg_id(struct visit *v, const char *arg, const char **id)
{
	int64_t n;

	*id = visit_arg(v, arg);
	if (*id == NULL || !str_to_int(*id, 1, INT64_MAX, &n))
		return (RAISE(ERR_NOT_FOUND, "{%s} is no id", arg));
	return (OK);
}

struct err *
people_give_link(struct visit *v, const char *account_id, const char *login, const char *name, bool is_first, const char *asked_by,
    const char *back)
{
	struct ctx *c = v->c;
	struct node *node = node_in(v->root, "Given");
	struct event *e;
	struct rows *made;
	char *token = random_token(c), *seconds = mem_fmt(c, "%d", is_first ? FIRST_SECONDS : RESET_SECONDS);

	TRY(db_run(c->db, c, STMT_ONE_TIME_ADD, &made, ARGS(digest_hex(c, token), account_id, is_first ? "first" : "reset", c->now, seconds)));
	e = event_new(c, "account.link", NULL, login);
	event_say(e, "purpose", is_first ? "first" : "reset");
	if (asked_by != NULL)
		event_say(e, "asked_by", asked_by);
	node_put(node, "login", login);
	node_put(node, "asked_by", asked_by);
	node_put(node, "given_by", c->me->name);
	node_put(node, "name", name);
	node_putf(node, "url", "%s/link/%s", c->conf->base_url, token);
	node_put(node, "until", rows_str(made, 0, "until"));
	node_put(node, "back", back);
	return (visit_show(v, "pages/link_given", N_("A link to set the password")));
}

const char *
people_complaint(struct visit *v, struct err **err)
{
	const char *said = *err == OK ? NULL : mem_str(v->c, err_said(*err));

	if (said == NULL || (err_kind(*err) != ERR_CONFLICT && err_kind(*err) != ERR_FORBIDDEN) || !(str_starts(said, "people.") || str_starts(said, "power.")))
		return (NULL);
	err_free(*err);
	*err = OK;
	return (said);
}

struct err *
people_judge_again(struct visit *v)
{
	struct ctx *c = v->c;
	const struct site *was = c->site;
	int64_t id;

	if (!str_to_int(c->site_id, 1, INT64_MAX, &id))
		return (OK);
	/* An operator's page is in no site, but rules and calendar are those of the one that is looked into. */
	if (was == NULL)
		TRY(site_refresh(c->directory, c->db, id, -1, &c->site));
	TRY(vote_judge_all(c));
	c->site = was;
	return (OK);
}

struct err *
people_judge_for(struct visit *v, const char *account_id)
{
	struct rows *sites;
	const char *was;

	TRY(db_run(v->c->db, v->c, STMT_ACCOUNT_POWERS, &sites, ARGS(account_id)));
	for (size_t i = 0; i < rows_count(sites); i++) {
		TRY(power_enter(v->c, rows_str(sites, i, "in_site"), DOOR_JUDGE, &was));
		TRY(people_judge_again(v));
		TRY(power_enter(v->c, was, DOOR_JUDGE, &was));
	}
	return (OK);
}

void
people_crumb(struct visit *v, const char *url, const char *text)
{
	struct node *item = node_item(node_in(node_in(v->root, "Page"), "crumbs"));

	node_put(item, "url", url);
	node_put(item, "text", text);
}
