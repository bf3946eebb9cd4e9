/* SPDX-License-Identifier: ISC */
#include "pages/account/account.h"

#include "access/event.h"
#include "http/url.h"
#include "pages/account/account_form.h"
#include "pages/account/join.h"
#include "record/kind.h"
#include "view/words.h"
#include "web/browser.h"
#include "web/layout.h"
#include "web/over.h"

const size_t account_state = sizeof(struct account_state);

void
account_ask(struct visit *v)
{
	struct ctx *c = v->c;
	struct account_state *s = STATE_OF(v, account_state);

	db_ask(c->db, c, STMT_LOGIN_SELF, &s->login, NO_ARGS);
	db_ask(c->db, c, STMT_SESSION_LIST, &s->sessions, NO_ARGS);
	db_ask(c->db, c, STMT_RECOVERY_LEFT, &s->codes_left, NO_ARGS);
	db_ask(c->db, c, STMT_ACCOUNT_SELF, &s->row, NO_ARGS);
	db_ask(c->db, c, STMT_INVITATION_MINE, &s->invitations, NO_ARGS);
	db_ask(c->db, c, STMT_FEED_MINE, &s->feed, NO_ARGS);
	db_ask(c->db, c, STMT_LOG_IN_LIST, &s->log_ins, NO_ARGS);
}

/* The last log-ins, and what was refused. */
static void
put_log_ins(struct visit *v, struct node *node)
{
	const struct rows *rows = STATE_OF(v, account_state)->log_ins;
	struct node *list = node_in(node, "logins");

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *item = node_item(list);

		node_put(item, "at", rows_str(rows, i, "at"));
		node_put(item, "address", rows_str(rows, i, "address"));
		node_put(item, "times", rows_str(rows, i, "times"));
		node_put(item, "what", word(mem_fmt(v->c, "event.%s", rows_str(rows, i, "action"))));
		node_put_flag(item, "failed", !str_eq(rows_str(rows, i, "action"), "login"));
	}
}

/* ---- the page */

static void
put_sessions(struct visit *v, struct node *node)
{
	const struct rows *rows = STATE_OF(v, account_state)->sessions;
	struct node *list = node_in(node, "sessions");

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *item = node_item(list);

		node_put(item, "mark", rows_str(rows, i, "mark"));
		node_put(item, "since", rows_str(rows, i, "created_at"));
		node_put(item, "seen", rows_str(rows, i, "seen_at"));
		node_put(item, "address", rows_str(rows, i, "address"));
		node_put(item, "browser", rows_str(rows, i, "agent"));
		node_put_flag(item, "current", str_eq(rows_str(rows, i, "token"), v->c->token));
	}
	node_put_flag(node, "has_others", rows_count(rows) > 1);
}

static void
put_sites(struct visit *v, struct node *node)
{
	struct node *list = node_in(node, "sites");

	for (size_t i = 0; i < v->c->me->n_sites; i++) {
		const struct site_link *site = &v->c->me->sites[i];
		struct node *item = node_item(list);

		node_put(item, "name", over_name(site->name, site->name_en));
		node_putf(item, "path", "/%s", site->slug);
	}
}

/* Their calendar, and the filters that programs fetch for them. */
static void
put_feeds(struct visit *v, struct node *node)
{
	const struct rows *rows = STATE_OF(v, account_state)->feed;

	for (size_t i = 0; i < rows_count(rows); i++) {
		const struct kind *kind = kind_named(rows_str(rows, i, "kind"));
		struct node *item = rows_text(rows, i, "slug") == NULL ? node_in(node, "feed") : node_item(node_in(node, "feeds"));

		node_put(item, "id", rows_str(rows, i, "id"));
		node_put(item, "since", rows_str(rows, i, "since"));
		node_put(item, "name", rows_str(rows, i, "name"));
		node_put(item, "site", over_name(rows_str(rows, i, "site"), rows_str(rows, i, "site_en")));
		if (kind != NULL)
			node_put(item, "kind", word(mem_fmt(v->c, "%s.plural", kind->name)));
	}
}

static struct form *
profile_form(struct visit *v)
{
	const struct rows *row = STATE_OF(v, account_state)->row;
	struct form *form = form_new(v->c, "account", account_profile_fields);

	form_set(form, "name", rows_str(row, 0, "name"));
	form_set(form, "sort_key", rows_str(row, 0, "sort_key"));
	form_set(form, "email", rows_str(row, 0, "email"));
	return (form);
}

static struct form *
display_form(struct visit *v)
{
	const struct rows *row = STATE_OF(v, account_state)->row;
	struct form *form = form_new(v->c, "account", account_display_fields);

	form_set(form, "language", str_or(rows_str(row, 0, "language"), "auto"));
	form_set(form, "theme", str_or(rows_str(row, 0, "theme"), "system"));
	return (form);
}

/* All of the page; the form named ${which} is shown as it was posted. */
static void
put_all(struct visit *v, const char *which, const struct form *posted)
{
	const struct account_state *s = STATE_OF(v, account_state);
	const struct rows *row = s->row;
	struct node *node = node_in(v->root, "Account");
	struct form *password = form_new(v->c, "account", account_password_fields);

	node_put(node, "login", rows_str(row, 0, "login"));
	node_put(node, "since", rows_str(row, 0, "created_at"));
	node_put(node, "password_at", rows_str(row, 0, "password_at"));
	node_putf(node, "least", "%lld", (long long)v->c->conf->password_min);
	node_put_flag(node, "has_factor", v->c->me->has_second_factor);
	node_put(node, "codes_left", rows_str(s->codes_left, 0, "left"));
	visit_put_form(v, node_in(node, "profile"), str_eq(which, "profile") ? posted : profile_form(v));
	visit_put_form(v, node_in(node, "display"), str_eq(which, "display") ? posted : display_form(v));
	visit_put_form(v, node_in(node, "password"), str_eq(which, "password") ? posted : password);
	put_feeds(v, node);
	put_sessions(v, node);
	put_sites(v, node);
	join_put_mine(node, s->invitations);
	put_log_ins(v, node);
}

struct err *
account_show(struct visit *v)
{
	put_all(v, NULL, NULL);
	return (visit_show(v, "pages/account", N_("My account")));
}

struct err *
account_again(struct visit *v, const char *node, const struct form *form)
{
	put_all(v, node, form);
	return (visit_again(v, "pages/account", N_("My account")));
}

struct err *
account_refused(struct visit *v, const char *node, const struct form *form, int status)
{
	put_all(v, node, form);
	v->reply->status = status;
	return (visit_show(v, "pages/account", N_("My account")));
}

/* ---- name and address */

static void
tell_change(struct event *e, const struct rows *row, const char *field, const char *now)
{
	if (!str_eq(rows_str(row, 0, field), now))
		event_change(e, field, rows_str(row, 0, field), now);
}

struct err *
account_profile_answer(struct visit *v)
{
	struct ctx *c = v->c;
	const struct account_state *s = STATE_OF(v, account_state);
	struct form *form = visit_read_form(v, "account", account_profile_fields);
	const char *name = form_value(form, "name"), *sort_key = form_value(form, "sort_key"), *email = form_value(form, "email");
	struct event *e;

	if (!form->ok)
		return (account_again(v, "profile", form));
	db_ask(c->db, c, STMT_ACCOUNT_EDIT, NULL, ARGS(c->me->id_text, name, sort_key, email));
	e = event_new(c, "account.edit", NULL, c->me->login);
	tell_change(e, s->row, "name", name);
	tell_change(e, s->row, "sort_key", sort_key);
	tell_change(e, s->row, "email", email);
	return (visit_go(v, "/account", "account.saved"));
}

/* ---- language and theme */

struct err *
account_display_answer(struct visit *v)
{
	struct form *form = visit_read_form(v, "account", account_display_fields);
	const char *language = form_value(form, "language"), *theme = form_value(form, "theme");

	if (!form->ok)
		return (account_again(v, "display", form));
	db_ask(v->c->db, v->c, STMT_ACCOUNT_PREFER, NULL, ARGS(str_eq(language, "auto") ? "" : language, str_eq(theme, "system") ? "" : theme));
	return (visit_go(v, "/account", "account.saved"));
}

/* The switches at the top of each page; a visitor's choice is kept by the browser. */
struct err *
account_prefer_answer(struct visit *v)
{
	struct ctx *c = v->c;
	const char *language = visit_form(v, "language"), *theme = visit_form(v, "theme"), *next = visit_form(v, "next");

	if (!str_has_word("zh_CN en", language))
		language = NULL;
	theme = str_has_word("light dark", theme) ? theme : str_eq(theme, "system") ? "" : NULL;
	if (c->me->account_id != 0)
		db_ask(c->db, c, STMT_ACCOUNT_PREFER, NULL, ARGS(language, theme));
	if (language != NULL)
		reply_cookie(v->reply, LAYOUT_LANGUAGE_COOKIE, language, 31536000, layout_is_secure(v));
	if (theme != NULL)
		reply_cookie(v->reply, LAYOUT_THEME_COOKIE, *theme != '\0' ? theme : NULL, 31536000, layout_is_secure(v));
	return (visit_go(v, url_is_local(next) ? next : "/", NULL));
}

/* ---- sessions */

/* With them all browsers but this one are strangers again. */
static struct err *
end_others(struct visit *v)
{
	struct ctx *c = v->c;
	struct rows *self;

	db_ask(c->db, c, STMT_SESSION_END_OTHERS, NULL, ARGS(c->me->id_text, c->token));
	db_ask(c->db, c, STMT_BROWSERS_FORGET, NULL, NO_ARGS);
	TRY(db_run(c->db, c, STMT_LOGIN_SELF, &self, NO_ARGS));
	browser_remember(v, rows_str(self, 0, "browser_key"));
	return (OK);
}

struct err *
account_sessions_answer(struct visit *v)
{
	struct ctx *c = v->c;
	const struct rows *rows = STATE_OF(v, account_state)->sessions;
	const char *end = visit_form(v, "end");

	if (str_eq(end, "others"))
		TRY(end_others(v));
	for (size_t i = 0; i < rows_count(rows); i++)
		if (str_eq(rows_str(rows, i, "mark"), end))
			db_ask(c->db, c, STMT_SESSION_END, NULL, ARGS(rows_str(rows, i, "token")));
	event_say(event_new(c, "session.end", NULL, c->me->login), "address", v->req->address);
	return (visit_go(v, "/account", "account.sessions_ended"));
}
