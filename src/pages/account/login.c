/* SPDX-License-Identifier: ISC */
#include "pages/account/login.h"

#include "access/event.h"
#include "access/password.h"
#include "base/fold.h"
#include "base/random.h"
#include "pages/account/login_kept.h"
#include "pages/account/login_step.h"
#include "web/browser.h"
#include "web/layout.h"
#include "web/rate_limit.h"
#include "web/refusal.h"

enum { STEP_SECONDS = 300 };     /* to type the second factor */
enum { LOGIN_MAX = 100 };        /* characters: none is longer */

/* ---- the form */

static const char *
next_of(struct visit *v)
{
	const char *next = str_or(visit_form(v, "next"), visit_query(v, "next"));

	return (!str_empty(next) && url_is_local(next) ? next : "/");
}

/* ${complaint} is finished text, or NULL. */
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
		node_put(node, "complaint", complaint);
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

/* After the log-in the page opens; a form is kept if it was given to an account in this browser. */
static struct err *
interrupt_page(struct visit *v)
{
	char *next = mem_fmt(v->c, "%s%s%s", v->req->path, *v->req->query_raw != '\0' ? "?" : "", v->req->query_raw);

	return (visit_go(v, mem_fmt(v->c, "/login?%snext=%s", v->c->me->account_id != 0 ? "again=1&" : "", url_encode(v->c, next)), NULL));
}

struct err *
login_interrupt(struct visit *v)
{
	bool own = str_starts(v->req->path, "/login"), kept;
	const char *complaint = own ? "login.stale" : "login.interrupted";

	if (v->req->method == METHOD_GET)
		return (interrupt_page(v));
	/* The reply before this one was thrown away, and with it a visitor's first cookie; who is no page of ours gets none. */
	if (layout_cookie(v) == NULL && !v->is_ours)
		return (visit_go(v, "/login", NULL));
	if (layout_cookie(v) == NULL)
		layout_put_cookie(v, v->cookie);
	kept = login_kept(v, own ? "keep." : "");
	if (!kept && !own)
		complaint = "login.not_kept";
	TRY(show_form(v, 401, word(complaint), own ? visit_form(v, "login") : v->c->me->login));
	if (!own)
		node_put(node_in(v->root, "Login"), "next", kept ? v->req->path : "/");
	return (OK);
}

/* ---- password */

static struct err *
refuse(struct visit *v, const struct rate_limit *a, bool known)
{
	rate_limit_failed(v, a);
	/* A name that nobody has may be a password in the wrong field: it is not written down. */
	TRY(refusal_note(v, "login.fail", known ? a->name : NULL, "password"));
	login_kept(v, "keep.");
	return (show_form(v, 422, word("login.wrong"), a->name));
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
	login_kept(v, "keep.");
	return (login_step_show(v, ticket, next_of(v), 200, NULL));
}

static struct err *
take(struct visit *v, const struct rate_limit *a, const struct rows *found, const char *password)
{
	rate_limit_forget(v, a);
	TRY(upgrade_hash(v, found, password));
	if (rows_text(found, 0, "totp_secret") != NULL)
		return (ask_code(v, rows_str(found, 0, "account_id")));
	return (login_step_finish(v, found, a->name, next_of(v)));
}

struct err *
login_answer(struct visit *v)
{
	struct ctx *c = v->c;
	const char *password = visit_form(v, "password"), *mcf;
	struct rate_limit a = { "login", str_lower(str_cut(c, fold_text(c, visit_form(v, "login")), LOGIN_MAX)), NULL };
	struct rows *found;
	int64_t seconds;
	bool right;

	if (*a.name == '\0' || *password == '\0') {
		login_kept(v, "keep.");
		return (show_form(v, 422, word("login.empty"), a.name));
	}
	TRY(db_run(c->db, c, STMT_LOGIN_FIND, &found, ARGS(a.name)));
	a.browser = browser_known(v, rows_text(found, 0, "browser_key"));
	TRY(rate_limit_wait(v, &a, &seconds));
	if (seconds > 0) {
		login_kept(v, "keep.");
		return (show_form(v, 429, rate_limit_said(v, seconds), a.name));
	}
	/* Unknown, disabled and without a password all cost one hash and read the same. */
	mcf = rows_count(found) > 0 && !rows_bool(found, 0, "disabled") ? rows_text(found, 0, "password") : NULL;
	TRY(password_check(c->conf, mcf, password, &right));
	return (right ? take(v, &a, found, password) : refuse(v, &a, rows_count(found) > 0));
}

struct err *
login_out(struct visit *v)
{
	struct ctx *c = v->c;

	if (c->me->account_id != 0) {
		db_ask(c->db, c, STMT_SESSION_END, NULL, ARGS(c->token));
		event_say(event_new(c, "login.out", NULL, c->me->login), "address", v->req->address);
	}
	layout_put_cookie(v, NULL);
	/* The back button must not show the pages of who was here. */
	reply_header(v->reply, "Clear-Site-Data", "\"cache\"");
	return (visit_go(v, "/login", "login.out"));
}
