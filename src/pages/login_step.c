/* SPDX-License-Identifier: ISC */
#include "pages/login_step.h"

#include "access/event.h"
#include "access/session.h"
#include "access/totp.h"
#include "base/fold.h"
#include "base/random.h"
#include "pages/attempt.h"
#include "pages/frame.h"
#include "pages/login.h"

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
		node_put(node, "complaint", word(complaint));
		node_put_flag(node_in(v->root, "Page"), "wrong", true);
	}
	return (visit_show(v, "pages/login_code", N_("Second factor")));
}

/* The fields that came along, without their prefix; were there any? */
static bool
put_kept(struct visit *v)
{
	struct node *list = node_in(node_in(v->root, "Login"), "keep");
	bool any = false;

	for (size_t i = 0; i < v->req->form.n; i++) {
		const struct pair *p = &v->req->form.pair[i];
		struct node *item;

		if (!str_starts(p->name, "keep."))
			continue;
		item = node_item(list);
		node_put(item, "name", p->name + strlen("keep."));
		node_put(item, "value", p->value);
		any = true;
	}
	return (any);
}

struct err *
login_step_finish(struct visit *v, const char *account_id, const char *login, const char *name, const char *next)
{
	struct ctx *c = v->c;
	char *cookie;

	TRY(session_start(c, account_id, v->req->address, v->req->user_agent, &cookie));
	frame_put_cookie(v, cookie);
	/* From here on it is them: for the history and the top of the page. */
	if (!str_to_int(account_id, 1, INT64_MAX, &c->me->account_id))
		return (RAISE(ERR_INTERNAL, "account \"%s\"", account_id));
	c->me->id_text = account_id;
	c->me->login = login;
	c->me->name = name;
	event_new(c, "login", NULL, login);
	if (!put_kept(v))
		return (visit_go(v, next, NULL));
	v->layout = "plain";
	node_put(node_in(v->root, "Login"), "next", next);
	return (visit_show(v, "pages/login_continue", N_("Logged in")));
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
	put_kept(v);
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

struct err *
login_code_answer(struct visit *v)
{
	struct ctx *c = v->c;
	const char *ticket = visit_form(v, "ticket"), *typed = without_blanks(v, fold_code(v->c, visit_form(v, "code"))), *login;
	const char *next = url_is_local(visit_form(v, "next")) ? visit_form(v, "next") : "/";
	char *digest = digest_hex(c, ticket);
	struct rows *step, *found, *used;
	bool over = true, right = false;

	TRY(db_run(c->db, c, STMT_ONE_TIME_FIND, &step, ARGS(digest, "login", c->now)));
	if (rows_count(step) == 0)
		return (expired(v));
	login = rows_str(step, 0, "login");
	db_ask(c->db, c, STMT_LOGIN_FIND, &found, ARGS(login));
	TRY(attempt_check(v, "code", login, &over));
	if (over) {
		put_kept(v);
		return (login_step_show(v, ticket, next, 429, "login.too_many"));
	}
	TRY(use_code(v, rows_str(step, 0, "account_id"), rows_text(found, 0, "totp_secret"), typed, &right));
	if (!right) {
		attempt_failed(v, "code", login);
		event_new(c, "login.fail", NULL, login);
		put_kept(v);
		return (login_step_show(v, ticket, next, 422, "login.wrong_code"));
	}
	TRY(db_run(c->db, c, STMT_ONE_TIME_USE, &used, ARGS(digest, c->now)));
	if (rows_text(used, 0, "account_id") == NULL)
		return (expired(v));
	attempt_forget(v, "code", login);
	return (login_step_finish(v, rows_str(step, 0, "account_id"), login, rows_str(step, 0, "name"), next));
}
