/* SPDX-License-Identifier: ISC */
#include "pages/people.h"

#include "access/event.h"
#include "base/random.h"
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
people_give_link(struct visit *v, const char *account_id, const char *login, const char *name, bool is_first, const char *back)
{
	struct ctx *c = v->c;
	struct node *node = node_in(v->root, "Given");
	char *token = random_token(c), *seconds = mem_fmt(c, "%d", is_first ? FIRST_SECONDS : RESET_SECONDS);

	db_ask(c->db, c, STMT_ONE_TIME_ADD, NULL, ARGS(digest_hex(c, token), account_id, is_first ? "first" : "reset", c->now, seconds));
	TRY(db_wait(c->db));
	event_say(event_new(c, "account.link", NULL, login), "purpose", is_first ? "first" : "reset");
	node_put(node, "login", login);
	node_put(node, "name", name);
	node_putf(node, "url", "%s/link/%s", c->conf->base_url, token);
	node_put_flag(node, "first", is_first);
	node_put(node, "back", back);
	return (visit_show(v, "pages/link_given", N_("A link to set the password")));
}

void
people_crumb(struct visit *v, const char *url, const char *text)
{
	struct node *item = node_item(node_in(node_in(v->root, "Page"), "crumbs"));

	node_put(item, "url", url);
	node_put(item, "text", text);
}
