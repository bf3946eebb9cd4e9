/* SPDX-License-Identifier: ISC */
/* A one-time link: its holder sets a password. Looking at it does not use it up: mail scanners look at links, too. */
#include "access/event.h"
#include "access/password.h"
#include "access/power.h"
#include "base/random.h"
#include "pages/account/login.h"
#include "view/words.h"
#include "web/rate_limit.h"

struct login_link_state {
	struct rows *link;
};

const size_t login_link_state = sizeof(struct login_link_state);

void
login_link_ask(struct visit *v)
{
	struct ctx *c = v->c;

	db_ask(c->db, c, STMT_ONE_TIME_FIND, &STATE_OF(v, login_link_state)->link, ARGS(digest_hex(c, visit_arg(v, "token")), "first reset", c->now));
}

static struct err *
show(struct visit *v, const char *complaint)
{
	struct node *node = node_in(v->root, "Link");
	const struct rows *link = STATE_OF(v, login_link_state)->link;
	char *least = mem_fmt(v->c, "%lld", (long long)v->c->conf->password_min);

	v->layout = "plain";
	if (rows_count(link) == 0) {
		v->reply->status = 404;
		v->refused = "link";
		return (visit_show(v, "pages/link_gone", N_("This link no longer works")));
	}
	node_put(node, "action", v->req->path);
	node_put(node, "login", rows_str(link, 0, "login"));
	node_put(node, "name", rows_str(link, 0, "name"));
	node_put_flag(node, "first", str_eq(rows_text(link, 0, "purpose"), "first"));
	node_put(node, "least", least);
	node_put(node, "until", rows_str(link, 0, "expires_on"));
	if (complaint == NULL)
		return (visit_show(v, "pages/link", N_("Set your password")));
	node_put(node, "complaint", wordf(v->c, word(complaint), least, NULL));
	return (visit_again(v, "pages/link", N_("Set your password")));
}

struct err *
login_link_show(struct visit *v)
{
	return (show(v, NULL));
}

struct err *
login_link_answer(struct visit *v)
{
	struct ctx *c = v->c;
	const struct rows *link = STATE_OF(v, login_link_state)->link;
	const char *password = visit_form(v, "password"), *complaint, *account;
	struct rows *used;
	struct event *e;
	char *mcf;

	if (rows_count(link) == 0)
		return (show(v, NULL));
	/* Its browser shows no token of ours: cookies are off, or the page was open for too long. */
	if (v->lacks_token)
		return (show(v, "login.link_stale"));
	complaint = password_complaint(c->conf, password, &(struct password_owner){ rows_str(link, 0, "login"), rows_str(link, 0, "name"), rows_str(link, 0, "site_words") });
	if (complaint == NULL && !str_eq(password, visit_form(v, "again")))
		complaint = "password.differs";
	if (complaint != NULL)
		return (show(v, complaint));
	TRY(password_hash(c, c->conf, password, &mcf));
	TRY(db_run(c->db, c, STMT_ONE_TIME_USE, &used, ARGS(digest_hex(c, visit_arg(v, "token")), c->now)));
	account = rows_text(used, 0, "account_id");
	if (account == NULL)
		return (RAISE(ERR_CONFLICT, "the link was used meanwhile"));
	db_ask(c->db, c, STMT_PASSWORD_SET, NULL, ARGS(account, mcf, c->now, ""));
	/* Ends waits that other people's guesses caused. */
	rate_limit_forget(v, &(struct rate_limit){ "login", rows_str(link, 0, "login"), NULL });
	e = event_new(c, "password.link", NULL, rows_str(link, 0, "login"));
	event_say(e, "purpose", rows_str(link, 0, "purpose"));
	event_say(e, "address", v->req->address);
	/*
	 * If the account decides, its rights are suspended from now on and the site is notified
	 * (app.link_use).
	 */
	if (str_eq(rows_str(link, 0, "purpose"), "reset"))
		TRY(power_tell(c, &(struct power){ .act = "link", .account_id = account, .login = rows_str(link, 0, "login"), .name = rows_str(link, 0, "name") },
		    "password.link", "power_used"));
	return (visit_go(v, "/login", "login.password_set"));
}
