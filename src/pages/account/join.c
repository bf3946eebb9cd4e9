/* SPDX-License-Identifier: ISC */
#include "pages/account/join.h"

#include "access/event.h"
#include "access/password.h"
#include "access/power.h"
#include "access/session.h"
#include "base/random.h"
#include "http/url.h"
#include "view/words.h"
#include "web/over.h"
#include "web/people.h"

#include <string.h>

/* The open one of the link, or all of the acting account. */
struct join_state {
	struct rows *invitations;
};

const size_t join_state = sizeof(struct join_state);

static const struct field fields[] = {
	{ "login", FIELD_LINE, REQUIRED | CODE, .max = 100, .min = 2 },
	{ "name", FIELD_LINE, REQUIRED, .max = 100 },
	{ "email", FIELD_EMAIL, 0 },
	{ "password", FIELD_PASSWORD, REQUIRED },
	{ "again", FIELD_PASSWORD, REQUIRED },
	{ NULL },
};

/* ---- answering */

/* History says who came; who declines is not named, since the site is not to learn who has an account. */
static void
tell(struct ctx *c, const char *address, const char *inviter, bool accepts)
{
	const struct member *me = c->me;

	if (accepts) {
		event_say(event_new(c, "invitation.accept", NULL, me->login), "name", me->name);
		event_say(event_new(c, "member.add", NULL, me->login), "name", me->name);
	} else {
		event_new(c, "invitation.decline", NULL, address);
	}
	db_ask(c->db, c, STMT_INVITATION_TELL, NULL, ARGS(c->site_id, inviter, accepts ? "joined" : "not_joined", accepts ? me->id_text : NULL, c->now));
}

static struct err *
gone(struct err *err)
{
	return (err_say(err, N_("This invitation has been answered or withdrawn, or it has expired. Ask the person who invited you for a new one.")));
}

/* In the site of the context: of one's own invitation ${id}, or of the link ${token}. */
static struct err *
answer(struct ctx *c, const char *id, const char *token, bool accepts)
{
	struct rows *asked;

	TRY(db_run(c->db, c, STMT_INVITATION_ANSWER, &asked, ARGS(id, token, accepts ? "t" : "f", c->now)));
	if (rows_count(asked) == 0)
		return (gone(RAISE(ERR_CONFLICT, "invitation is answered, withdrawn or over")));
	tell(c, rows_str(asked, 0, "address"), rows_text(asked, 0, "invited_by"), accepts);
	return (OK);
}

/* ---- on one's own pages */

void
join_put_mine(struct node *node, const struct rows *rows)
{
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *item = node_item(node_in(node, "invitations"));

		node_put(item, "site", over_name(rows_str(rows, i, "name"), rows_str(rows, i, "name_en")));
		node_put(item, "site_id", rows_str(rows, i, "in_site"));
		node_put(item, "id", rows_str(rows, i, "id"));
		node_put(item, "by", rows_str(rows, i, "invited_by"));
		node_put(item, "on", rows_str(rows, i, "invited_on"));
		node_put(item, "until", rows_str(rows, i, "until"));
	}
}

void
join_mine_ask(struct visit *v)
{
	db_ask(v->c->db, v->c, STMT_INVITATION_MINE, &STATE_OF(v, join_state)->invitations, NO_ARGS);
}

struct err *
join_mine_answer(struct visit *v)
{
	struct ctx *c = v->c;
	const struct rows *mine = STATE_OF(v, join_state)->invitations;
	const char *site = visit_form(v, "site"), *id = visit_form(v, "id"), *was;
	bool accepts = str_eq(visit_form(v, "act"), "accept");

	if (!accepts && !str_eq(visit_form(v, "act"), "decline"))
		return (RAISE(ERR_INVALID, "act=\"%s\"", visit_form(v, "act")));
	for (size_t i = 0; i < rows_count(mine); i++) {
		if (!str_eq(rows_str(mine, i, "in_site"), site) || !str_eq(rows_str(mine, i, "id"), id))
			continue;
		TRY(power_enter(c, site, DOOR_INVITED, &was));
		TRY(answer(c, id, "", accepts));
		TRY(power_enter(c, was, DOOR_INVITED, &was));
		return (visit_go(v, accepts ? mem_fmt(c, "/%s/", rows_str(mine, i, "slug")) : "/account", accepts ? "invitation.accepted" : "invitation.declined"));
	}
	return (gone(RAISE(ERR_CONFLICT, "no open invitation %s of site %s is theirs", id, site)));
}

/* ---- by a link */

static const char *
link_digest(struct visit *v)
{
	return (digest_hex(v->c, visit_arg(v, "token")));
}

void
join_ask(struct visit *v)
{
	db_ask(v->c->db, v->c, STMT_INVITATION_FIND, &STATE_OF(v, join_state)->invitations, ARGS(link_digest(v)));
}

/* What the inviter typed is a beginning: an e-mail address is one, anything else the log-in. */
static struct form *
first_form(struct visit *v)
{
	const struct join_state *s = STATE_OF(v, join_state);
	struct form *form = form_new(v->c, "join", fields);
	const char *address = rows_str(s->invitations, 0, "address");

	form_set(form, "name", rows_str(s->invitations, 0, "name"));
	form_set(form, strchr(address, '@') != NULL ? "email" : "login", address);
	return (form);
}

static struct err *
show(struct visit *v, const struct form *form)
{
	const struct rows *asked = STATE_OF(v, join_state)->invitations;
	struct node *node = node_in(v->root, "Join");

	v->layout = "plain";
	if (rows_count(asked) == 0) {
		v->reply->status = 404;
		return (visit_show(v, "pages/join_gone", N_("This invitation no longer works")));
	}
	node_put(node, "action", v->req->path);
	node_put(node, "site", over_name(v->c->site->name, v->c->site->name_en));
	node_put(node, "by", rows_str(asked, 0, "invited_by"));
	node_put(node, "until", rows_str(asked, 0, "until"));
	node_putf(node, "least", "%lld", (long long)v->c->conf->password_min);
	node_putf(node, "login_url", "/login?next=%s", url_encode(v->c, v->req->path));
	if (v->c->me->account_id != 0) {
		node_put(node, "me", v->c->me->name);
		node_put(node, "login", v->c->me->login);
	} else {
		visit_put_form(v, node_in(node, "new"), form);
	}
	if (form->ok)
		return (visit_show(v, "pages/join", N_("An invitation")));
	return (visit_again(v, "pages/join", N_("An invitation")));
}

struct err *
join_show(struct visit *v)
{
	return (show(v, first_form(v)));
}

/* Of the form nothing is kept, so this is counted after the reply. */
static struct err *
count_try(struct visit *v)
{
	struct ctx *c = v->c;

	session_enter(c, c->site_id, c->door, NULL);
	db_ask(c->db, c, STMT_INVITATION_TRIED, NULL, ARGS(link_digest(v), c->now));
	return (db_commit(c->db));
}

static void
check_new(struct visit *v, struct form *form, const char *login)
{
	const char *password = visit_form(v, "password"), *complaint;
	const struct site *site = v->c->site;

	if (form->ok && !people_is_login(login))
		form_complain(form, "login", "members.login_plain", NULL);
	if (!form->ok)
		return;
	complaint = password_complaint(v->c->conf, password, &(struct password_owner){ login, form_value(form, "name"),
	    mem_fmt(v->c, "%s\n%s\n%s", site->slug, site->name, site->name_en) });
	if (complaint != NULL)
		form_complain(form, "password", complaint, mem_fmt(v->c, "%lld", (long long)v->c->conf->password_min));
	else if (!str_eq(password, visit_form(v, "again")))
		form_complain(form, "again", "password.differs", NULL);
}

/* Somebody new: the account, its password and its membership in one transaction. */
static struct err *
join_new(struct visit *v)
{
	struct ctx *c = v->c;
	struct form *form = visit_read_form(v, "join", fields);
	char *login = str_lower(mem_str(c, form_value(form, "login"))), *mcf;
	const char *name = form_value(form, "name");
	struct rows *made;

	check_new(v, form, login);
	if (!form->ok)
		return (show(v, form));
	TRY(password_hash(c, c->conf, visit_form(v, "password"), &mcf));
	TRY(db_run(c->db, c, STMT_ACCOUNT_JOIN, &made, ARGS(link_digest(v), login, name, form_value(form, "email"), c->now)));
	if (rows_count(made) == 0)
		return (RAISE(ERR_CONFLICT, "the invitation was answered meanwhile"));
	if (rows_bool(made, 0, "is_taken")) {
		v->after = count_try;
		form_complain(form, "login", "join.login_taken", NULL);
		return (show(v, form));
	}
	db_ask(c->db, c, STMT_PASSWORD_SET, NULL, ARGS(rows_str(made, 0, "account_id"), mcf, c->now, ""));
	event_say(event_new(c, "account.add", NULL, login), "name", name);
	event_say(event_new(c, "invitation.accept", NULL, login), "name", name);
	event_say(event_new(c, "member.add", NULL, login), "name", name);
	db_ask(c->db, c, STMT_INVITATION_TELL, NULL, ARGS(c->site_id, rows_text(made, 0, "invited_by"), "joined", rows_str(made, 0, "account_id"), c->now));
	return (visit_go(v, "/login", "join.done"));
}

struct err *
join_answer(struct visit *v)
{
	struct ctx *c = v->c;
	const char *act = visit_form(v, "act");

	if (rows_count(STATE_OF(v, join_state)->invitations) == 0)
		return (show(v, first_form(v)));
	if (str_eq(act, "decline")) {
		TRY(answer(c, "0", link_digest(v), false));
		return (visit_go(v, c->me->account_id == 0 ? "/login" : "/", "invitation.declined"));
	}
	if (c->me->account_id == 0)
		return (join_new(v));
	TRY(answer(c, "0", link_digest(v), true));
	return (visit_go(v, mem_fmt(c, "/%s/", c->site->slug), "invitation.accepted"));
}
