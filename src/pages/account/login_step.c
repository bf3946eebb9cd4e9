/* SPDX-License-Identifier: ISC */
#include "pages/account/login_step.h"

#include "access/event.h"
#include "access/session.h"
#include "access/totp.h"
#include "base/fold.h"
#include "base/random.h"
#include "pages/account/login.h"
#include "pages/account/login_kept.h"
#include "web/browser.h"
#include "web/layout.h"
#include "web/rate_limit.h"
#include "web/refusal.h"

#include <time.h>

struct err *
login_step_show(struct visit *v, const char *ticket, const char *next, int status, const char *complaint)
{
	struct node *node = node_in(v->root, "Login");

	v->reply->status = status;
	v->layout = "plain";
	node_put(node, "ticket", ticket);
	node_put(node, "next", next);
	if (complaint != NULL) {
		node_put(node, "complaint", complaint);
		node_put_flag(node_in(v->root, "Page"), "wrong", true);
	}
	return (visit_show(v, "pages/login_code", N_("Second factor")));
}

/* From here on it is them: for the tokens of forms, the history and the top of the page. */
static struct err *
become(struct visit *v, const char *account_id, const char *login, const char *name)
{
	struct member *me = v->c->me;

	if (!str_to_int(account_id, 1, INT64_MAX, &me->account_id))
		return (RAISE(ERR_INTERNAL, "account \"%s\"", account_id));
	me->id_text = account_id;
	me->login = login;
	me->name = name;
	return (OK);
}

struct err *
login_step_finish(struct visit *v, const struct rows *found, const char *login, const char *next)
{
	struct ctx *c = v->c;
	const char *account_id = rows_str(found, 0, "account_id");
	/* Whose the form is says the cookie of before. */
	bool is_there = login_kept_is_there(v), is_theirs = login_kept_is_of(v, account_id);
	char *cookie;

	TRY(session_start(c, account_id, v->req->address, v->req->user_agent, &cookie));
	TRY(become(v, account_id, login, rows_str(found, 0, "name")));
	layout_put_cookie(v, cookie);
	browser_remember(v, rows_str(found, 0, "browser_key"));
	event_say(event_new(c, "login", NULL, login), "address", v->req->address);
	if (is_theirs)
		return (login_kept_show(v, next));
	return (is_there ? visit_go(v, "/", "login.kept_of_another") : visit_go(v, next, NULL));
}

/* "ab12-cd34 ef" as it was stored: digest of the code in capitals without blanks and dashes. */
static char *
recovery_digest(struct visit *v, const char *typed)
{
	struct buf *b = buf_new(v->c);

	for (const char *p = typed; *p != '\0'; p++)
		if (*p >= 'a' && *p <= 'z')
			buf_putc(b, (char)(*p - 'a' + 'A'));
		else if (*p != ' ' && *p != '-')
			buf_putc(b, *p);
	return (digest_hex(v->c, b->data));
}

/* Right for this account, and never again. */
static struct err *
use_code(struct visit *v, const char *account_id, const char *secret, const char *typed, bool *right)
{
	struct ctx *c = v->c;
	char step_text[24];
	int64_t step;
	struct rows *used;

	if (totp_check(secret, typed, (int64_t)time(NULL), &step)) {
		snprintf(step_text, sizeof(step_text), "%lld", (long long)step);
		TRY(db_run(c->db, c, STMT_TOTP_USE, &used, ARGS(account_id, step_text)));
	} else {
		TRY(db_run(c->db, c, STMT_RECOVERY_USE, &used, ARGS(account_id, recovery_digest(v, typed), c->now)));
	}
	*right = rows_bool(used, 0, "used");
	return (OK);
}

static struct err *
expired(struct visit *v)
{
	v->layout = "plain";
	v->reply->status = 422;
	login_kept(v, "keep.");
	node_put(node_in(v->root, "Login"), "next", visit_form(v, "next"));
	node_put(node_in(v->root, "Login"), "complaint", word("login.step_expired"));
	return (visit_show(v, "pages/login", N_("Log in")));
}

/* Digits as people group them: "123 456". */
static char *
without_blanks(struct visit *v, const char *typed)
{
	struct buf *b = buf_new(v->c);

	for (const char *p = typed; *p != '\0'; p++)
		if (*p != ' ')
			buf_putc(b, *p);
	return (b->data);
}

/* The code was wrong: counted, told to the history, and asked for again. */
static struct err *
wrong(struct visit *v, const struct rate_limit *a, const char *ticket, const char *next)
{
	rate_limit_failed(v, a);
	TRY(refusal_note(v, "login.fail", a->name, "code"));
	login_kept(v, "keep.");
	return (login_step_show(v, ticket, next, 422, word("login.wrong_code")));
}

struct err *
login_code_answer(struct visit *v)
{
	struct ctx *c = v->c;
	const char *ticket = visit_form(v, "ticket"), *typed = without_blanks(v, fold_code(v->c, visit_form(v, "code")));
	const char *next = url_is_local(visit_form(v, "next")) ? visit_form(v, "next") : "/";
	char *digest = digest_hex(c, ticket);
	struct rate_limit a = { .what = "code" };
	struct rows *step, *found, *used;
	int64_t seconds;
	bool right = false;

	TRY(db_run(c->db, c, STMT_ONE_TIME_FIND, &step, ARGS(digest, "login", c->now)));
	if (rows_count(step) == 0)
		return (expired(v));
	a.name = rows_str(step, 0, "login");
	TRY(db_run(c->db, c, STMT_LOGIN_FIND, &found, ARGS(a.name)));
	a.browser = browser_known(v, rows_text(found, 0, "browser_key"));
	TRY(rate_limit_wait(v, &a, &seconds));
	if (seconds > 0) {
		login_kept(v, "keep.");
		return (login_step_show(v, ticket, next, 429, rate_limit_said(v, seconds)));
	}
	TRY(use_code(v, rows_str(step, 0, "account_id"), rows_text(found, 0, "totp_secret"), typed, &right));
	if (!right)
		return (wrong(v, &a, ticket, next));
	TRY(db_run(c->db, c, STMT_ONE_TIME_USE, &used, ARGS(digest, c->now)));
	if (rows_text(used, 0, "account_id") == NULL)
		return (expired(v));
	rate_limit_forget(v, &a);
	return (login_step_finish(v, found, a.name, next));
}
