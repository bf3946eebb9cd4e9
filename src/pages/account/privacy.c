/* SPDX-License-Identifier: ISC */
#include "pages/account/privacy.h"

#include "access/event.h"
#include "http/url.h"
#include "view/words.h"
#include "web/people.h"

static const struct field fields[] = {
	{ "text_zh", FIELD_TEXT, REQUIRED | WIDE, .max = 20000, .min = 50 },
	{ "text_en", FIELD_TEXT, WIDE, .max = 20000 },
	{ NULL },
};

struct privacy_state {
	struct rows *notice;
};

const size_t privacy_state = sizeof(struct privacy_state);

void
privacy_ask_notice(struct visit *v, struct rows **notice)
{
	db_ask(v->c->db, v->c, STMT_PRIVACY_TEXT, notice, ARGS(v->c->site_id));
}

void
privacy_ask(struct visit *v)
{
	privacy_ask_notice(v, &STATE_OF(v, privacy_state)->notice);
}

static bool
is_of_site(const struct visit *v)
{
	return (!str_eq(v->c->site_id, "0"));
}

/* In force in a language; without a row the text that comes with the program, which is in the language of the page. */
static const char *
text_in(const struct visit *v, const struct rows *t, bool english)
{
	if (rows_text(t, 0, "text_zh") == NULL)
		return (word(is_of_site(v) ? "privacy.default.public" : "privacy.default.account"));
	return (english ? str_or(rows_str(t, 0, "text_en"), rows_str(t, 0, "text_zh")) : rows_str(t, 0, "text_zh"));
}

void
privacy_put(struct visit *v, const struct rows *notice)
{
	struct node *node = node_in(v->root, "Privacy");

	node_put(node, "text", text_in(v, notice, str_eq(words_language(), "en")));
	node_put(node, "version", rows_str(notice, 0, "version"));
}

/* ---- agreeing */

static const char *
next_of(const struct visit *v)
{
	const char *next = v->req->method == METHOD_POST ? visit_form(v, "next") : visit_query(v, "next");

	return (!str_empty(next) && url_is_local(next) ? next : "/");
}

bool
privacy_interrupts(struct visit *v, struct err **err)
{
	int due = v->c->me->privacy_due;

	*err = OK;
	if (due == 0 || v->route->flags & (ROUTE_PUBLIC | ROUTE_WITHOUT_NOTICE))
		return (false);
	if (v->req->method == METHOD_POST) {
		if (due == 2)
			*err = err_say(RAISE(ERR_FORBIDDEN, "the notice on personal data was never agreed to"), N_("Read the notice on personal data and agree to it first. Until then you can only view your own data or log out."));
		return (due == 2);
	}
	*err = visit_go(v, mem_fmt(v->c, "/account/privacy?next=%s", url_encode(v->c, mem_fmt(v->c, "%s%s%s", v->req->path,
	    *v->req->query_raw != '\0' ? "?" : "", v->req->query_raw))), NULL);
	return (true);
}

struct err *
privacy_show(struct visit *v)
{
	struct node *node = node_in(v->root, "Privacy");

	privacy_put(v, STATE_OF(v, privacy_state)->notice);
	v->layout = "plain";
	node_put(node, "next", next_of(v));
	node_put_flag(node, "due", v->c->me->privacy_due != 0);
	node_put_flag(node, "again", v->c->me->privacy_due == 1);
	return (visit_show(v, "pages/privacy", N_("Notice on personal data")));
}

struct err *
privacy_answer(struct visit *v)
{
	struct ctx *c = v->c;
	const char *version = visit_form(v, "version");
	struct rows *agreed;
	int64_t n;

	if (!str_to_int(version, 1, INT32_MAX, &n))
		return (RAISE(ERR_INVALID, "version \"%s\"", version));
	TRY(db_run(c->db, c, STMT_PRIVACY_AGREE, &agreed, ARGS(version, c->now)));
	/* A new one came while they read: it is shown. */
	if (!rows_bool(agreed, 0, "agreed"))
		return (visit_go(v, mem_fmt(c, "/account/privacy?next=%s", url_encode(c, next_of(v))), "privacy.newer"));
	event_say(event_new(c, "account.privacy", NULL, c->me->login), "version", version);
	return (visit_go(v, next_of(v), NULL));
}

/* ---- writing it */

static struct err *
edit_show(struct visit *v, const struct form *form)
{
	struct node *node = node_in(v->root, "Privacy");
	const struct rows *notice = STATE_OF(v, privacy_state)->notice;

	privacy_put(v, notice);
	node_put(node, "action", v->req->path);
	node_put(node, "since", rows_str(notice, 0, "since"));
	node_put(node, "by", rows_str(notice, 0, "by"));
	node_put_flag(node, "public", is_of_site(v));
	visit_put_form(v, node, form);
	if (form->ok)
		return (visit_show(v, "pages/privacy_edit", N_("Notice on personal data")));
	return (visit_again(v, "pages/privacy_edit", N_("Notice on personal data")));
}

struct err *
privacy_edit_show(struct visit *v)
{
	struct form *form = form_new(v->c, "privacy", fields);
	const struct rows *notice = STATE_OF(v, privacy_state)->notice;
	bool own = rows_text(notice, 0, "text_zh") != NULL;

	form_set(form, "text_zh", text_in(v, notice, false));
	form_set(form, "text_en", own ? rows_str(notice, 0, "text_en") : "");
	return (edit_show(v, form));
}

struct err *
privacy_edit_answer(struct visit *v)
{
	struct ctx *c = v->c;
	struct form *form = visit_read_form(v, "privacy", fields);
	const struct rows *was = STATE_OF(v, privacy_state)->notice;
	struct rows *made;

	if (!form->ok)
		return (edit_show(v, form));
	/* The same text is no new version: nobody is asked again for nothing. */
	if (str_eq(form_value(form, "text_zh"), rows_text(was, 0, "text_zh")) && str_eq(form_value(form, "text_en"), rows_text(was, 0, "text_en")))
		return (visit_go(v, v->req->path, "privacy.same"));
	TRY(db_run(c->db, c, STMT_PRIVACY_PUT, &made, ARGS(form_value(form, "text_zh"), form_value(form, "text_en"), c->now)));
	event_say(event_new(c, "privacy.edit", NULL, NULL), "version", rows_str(made, 0, "version"));
	return (visit_go(v, v->req->path, is_of_site(v) ? "privacy.saved_public" : "privacy.saved"));
}
