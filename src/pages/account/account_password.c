/* SPDX-License-Identifier: ISC */
/* One's own password: a new one, by whoever knows the old one. */
#include "access/event.h"
#include "access/password.h"
#include "pages/account/account.h"
#include "pages/account/account_form.h"
#include "web/browser.h"
#include "web/rate_limit.h"
#include "web/refusal.h"

/* What one's sites are called, a line each. */
static const char *
site_words(struct visit *v)
{
	struct buf *b = buf_new(v->c);

	for (size_t i = 0; i < v->c->me->n_sites; i++)
		buf_fmt(b, "%s\n%s\n%s\n", v->c->me->sites[i].slug, v->c->me->sites[i].name, v->c->me->sites[i].name_en);
	return (b->data);
}

/* Complaints about the new password come before the old one is checked. */
static bool
is_new_good(struct visit *v, struct form *form)
{
	const struct conf *conf = v->c->conf;
	const char *password = visit_form(v, "new_password"), *complaint;

	if (!form->ok)
		return (false);
	complaint = password_complaint(conf, password, &(struct password_owner){ v->c->me->login, v->c->me->name, site_words(v) });
	if (complaint != NULL)
		form_complain(form, "new_password", complaint, mem_fmt(v->c, "%lld", (long long)conf->password_min));
	else if (!str_eq(password, visit_form(v, "again_password")))
		form_complain(form, "again_password", "password.differs", NULL);
	return (form->ok);
}

/* Counted like a log-in, so that somebody with an open session cannot guess faster here (finding S4). */
static struct err *
check_old(struct visit *v, struct form *form, int *status)
{
	struct ctx *c = v->c;
	const struct rows *self = STATE_OF(v, account_state)->login;
	struct rate_limit a = { "login", c->me->login, browser_known(v, rows_text(self, 0, "browser_key")) };
	int64_t seconds;
	bool right;

	*status = 422;
	TRY(rate_limit_wait(v, &a, &seconds));
	if (seconds > 0) {
		*status = 429;
		form_complain(form, "old_password", rate_limit_said(v, seconds), NULL);
		return (OK);
	}
	TRY(password_check(c->conf, rows_text(self, 0, "password"), visit_form(v, "old_password"), &right));
	if (right) {
		rate_limit_forget(v, &a);
		return (OK);
	}
	rate_limit_failed(v, &a);
	TRY(refusal_note(v, "login.fail", c->me->login, "password"));
	form_complain(form, "old_password", "password.not_yours", NULL);
	return (OK);
}

/* All other sessions end, and no browser but this one is known any more. */
static struct err *
set(struct visit *v, const char *password)
{
	struct ctx *c = v->c;
	struct rows *self;
	char *mcf;

	TRY(password_hash(c, c->conf, password, &mcf));
	db_ask(c->db, c, STMT_PASSWORD_SET, NULL, ARGS(c->me->id_text, mcf, c->now, c->token));
	TRY(db_run(c->db, c, STMT_LOGIN_SELF, &self, NO_ARGS));
	browser_remember(v, rows_str(self, 0, "browser_key"));
	event_say(event_new(c, "password.change", NULL, c->me->login), "address", v->req->address);
	return (visit_go(v, "/account", "account.password_changed"));
}

struct err *
account_password_answer(struct visit *v)
{
	struct form *form = visit_read_form(v, "account", account_password_fields);
	int status = 422;

	if (!is_new_good(v, form))
		return (account_again(v, "password", form));
	TRY(check_old(v, form, &status));
	return (form->ok ? set(v, visit_form(v, "new_password")) : account_refused(v, "password", form, status));
}
