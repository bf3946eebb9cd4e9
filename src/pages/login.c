/* SPDX-License-Identifier: ISC */
#include "pages/login.h"

#include "access/event.h"
#include "access/password.h"
#include "base/fold.h"
#include "base/plant.h"
#include "base/random.h"
#include "pages/attempt.h"
#include "pages/frame.h"
#include "pages/login_step.h"

enum { STEP_SECONDS = 300 };     /* to type the second factor */
enum { LOGIN_MAX = 100 };        /* characters: none is longer */

/* ---- the form */

static void
put_kept(struct node *list, const char *name, const char *value)
{
	struct node *item = node_item(list);

	node_put(item, "name", name);
	node_put(item, "value", value);
}

/* What was posted elsewhere and interrupted: new here from ${prefix} "", carried on from "keep.". */
static void
keep_fields(struct visit *v, const char *prefix)
{
	struct node *list = node_in(node_in(v->root, "Login"), "keep");

	for (size_t i = 0; i < v->req->form.n; i++) {
		const struct pair *p = &v->req->form.pair[i];

		/* The token is of the session that ended; passwords are typed again; uploads cannot be kept. */
		if (str_eq(p->name, "token") || strstr(p->name, "password") != NULL || (*prefix != '\0' && !str_starts(p->name, prefix)))
			continue;
		put_kept(list, p->name + strlen(prefix), p->value);
	}
}

static const char *
next_of(struct visit *v)
{
	const char *next = str_or(visit_form(v, "next"), visit_query(v, "next"));

	return (!str_empty(next) && url_is_local(next) ? next : "/");
}

static struct err *
show_form(struct visit *v, int status, const char *complaint, const char *login)
{
	struct node *node = node_in(v->root, "Login");

	v->reply->status = status;
	v->layout = "plain";
	node_put(node, "login", login);
	node_put(node, "next", next_of(v));
	/* The password again, for something that wants it typed lately: the name is known. */
	node_put_flag(node, "known", v->c->me->account_id != 0);
	if (complaint != NULL) {
		node_put(node, "complaint", word(complaint));
		node_put_flag(node_in(v->root, "Page"), "wrong", true);
	}
	return (visit_show(v, "pages/login", N_("Log in")));
}

struct err *
login_show(struct visit *v)
{
	const char *next = next_of(v);

	if (v->c->me->account_id != 0 && str_empty(visit_query(v, "again")))
		return (visit_go(v, next, NULL));
	return (show_form(v, 200, NULL, v->c->me->login));
}

struct err *
login_interrupt(struct visit *v)
{
	bool own = str_starts(v->req->path, "/login");
	char *next;

	if (v->req->method == METHOD_GET) {
		next = mem_fmt(v->c, "%s%s%s", v->req->path, *v->req->query_raw != '\0' ? "?" : "", v->req->query_raw);
		return (visit_go(v, mem_fmt(v->c, "/login?%snext=%s", v->c->me->account_id != 0 ? "again=1&" : "",
		    url_encode(v->c, next)), NULL));
	}
	/* The reply before this one was thrown away, and with it a visitor's first cookie. */
	if (frame_cookie(v) == NULL)
		frame_put_cookie(v, v->cookie);
	keep_fields(v, own ? "keep." : "");
	TRY(show_form(v, 401, own ? "login.stale" : "login.interrupted", own ? visit_form(v, "login") : v->c->me->login));
	if (!own)
		node_put(node_in(v->root, "Login"), "next", v->req->path);
	return (OK);
}

/* ---- password */

static struct err *
refuse(struct visit *v, const char *login, bool known)
{
	attempt_failed(v, "login", login);
	if (known)
		event_new(v->c, "login.fail", NULL, login);
	keep_fields(v, "keep.");
	return (show_form(v, 422, "login.wrong", login));
}

/* Right, but hashed more cheaply than we do today: the only moment to do it again. */
static struct err *
upgrade_hash(struct visit *v, const struct rows *found, const char *password)
{
	struct ctx *c = v->c;
	char *mcf;

	if (!password_is_weak_hash(c->conf, rows_text(found, 0, "password")))
		return (OK);
	TRY(password_hash(c, c->conf, password, &mcf));
	db_ask(c->db, c, STMT_PASSWORD_UPGRADE, NULL, ARGS(rows_str(found, 0, "account_id"), rows_text(found, 0, "password"), mcf));
	return (OK);
}

/* A ticket stands for the password between the two steps: short, single, and no session yet. */
static struct err *
ask_code(struct visit *v, const char *account_id)
{
	struct ctx *c = v->c;
	char *ticket = random_token(c), seconds[16];

	snprintf(seconds, sizeof(seconds), "%d", STEP_SECONDS);
	db_ask(c->db, c, STMT_ONE_TIME_ADD, NULL, ARGS(digest_hex(c, ticket), account_id, "login", c->now, seconds));
	keep_fields(v, "keep.");
	return (login_step_show(v, ticket, next_of(v), 200, NULL));
}

struct err *
login_answer(struct visit *v)
{
	struct ctx *c = v->c;
	char *login = str_lower(str_cut(c, fold_text(c, visit_form(v, "login")), LOGIN_MAX));
	const char *password = visit_form(v, "password"), *mcf;
	struct rows *found;
	bool over, right;

	if (*login == '\0' || *password == '\0' || strlen(login) > 100) {
		keep_fields(v, "keep.");
		return (show_form(v, 422, "login.empty", login));
	}
	db_ask(c->db, c, STMT_LOGIN_FIND, &found, ARGS(login));
	TRY(attempt_check(v, "login", login, &over));
	if (over) {
		keep_fields(v, "keep.");
		return (show_form(v, 429, "login.too_many", login));
	}
	/* Unknown, disabled and without a password all cost one hash and read the same. */
	mcf = rows_count(found) > 0 && !rows_bool(found, 0, "disabled") ? rows_text(found, 0, "password") : NULL;
	TRY(password_check(c->conf, mcf, password, &right));
	if (!right)
		return (refuse(v, login, rows_count(found) > 0));
	attempt_forget(v, "login", login);
	TRY(upgrade_hash(v, found, password));
	if (rows_text(found, 0, "totp_secret") != NULL)
		return (ask_code(v, rows_str(found, 0, "account_id")));
	return (login_step_finish(v, rows_str(found, 0, "account_id"), login, rows_str(found, 0, "name"), next_of(v)));
}

struct err *
login_out(struct visit *v)
{
	struct ctx *c = v->c;

	if (c->me->account_id != 0 && !PLANTED(17)) {
		db_ask(c->db, c, STMT_SESSION_END, NULL, ARGS(c->token));
		event_new(c, "login.out", NULL, c->me->login);
	}
	frame_put_cookie(v, NULL);
	/* The back button must not show the pages of who was here. */
	reply_header(v->reply, "Clear-Site-Data", "\"cache\"");
	return (visit_go(v, "/login", "login.out"));
}
