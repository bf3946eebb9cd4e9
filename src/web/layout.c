/* SPDX-License-Identifier: ISC */
#include "web/layout.h"

#include "access/session.h"
#include "base/log.h"
#include "base/random.h"
#include "record/kind.h"
#include "view/words.h"
#include "web/again.h"
#include "web/asked.h"
#include "web/assets.h"
#include "web/nav.h"
#include "web/once.h"
#include "web/over.h"

#include <string.h>

#define FLASH_COOKIE "gatehouse_flash"

enum { PAGE_USUAL = 40000 /* bytes: few pages have more */ };

/* ---- cookies */

bool
layout_is_secure(const struct visit *v)
{
	return (str_starts(v->c->conf->base_url, "https://"));
}

/* Over TLS the browser itself guarantees that nobody else set it (RFC 6265bis, __Host-). */
static const char *
session_cookie(const struct visit *v)
{
	return (layout_is_secure(v) ? "__Host-" SESSION_COOKIE : SESSION_COOKIE);
}

const char *
layout_cookie(struct visit *v)
{
	return (pairs_get(&v->req->cookies, session_cookie(v)));
}

/* What no part of the page has said at its place. */
static void
put_flash(struct visit *v)
{
	struct node *flash = node_in(v->root, "Flash");

	if (v->came == NULL)
		return;
	node_put(flash, "text", word(v->came));
	node_put(flash, "tone", "ok");
}

const char *
layout_came(struct visit *v, const char *place)
{
	const char *key = v->came;

	if (key == NULL || v->came_at == NULL || !str_eq(v->came_at, place))
		return (NULL);
	v->came = NULL;
	return (word(key));
}

/* What a visitor chose before; "" unless it is one of ${choices}. */
static const char *
cookie_choice(const struct visit *v, const char *name, const char *choices)
{
	const char *value = pairs_get(&v->req->cookies, name);

	return (value != NULL && *value != '\0' && str_has_word(choices, value) ? value : "");
}

const char *
layout_theme(const struct visit *v)
{
	return (str_or(v->c->me == NULL ? NULL : v->c->me->theme, cookie_choice(v, LAYOUT_THEME_COOKIE, "light dark")));
}

bool
layout_has_flash(const struct visit *v)
{
	return (pairs_get(&v->req->cookies, FLASH_COOKIE) != NULL);
}

void
layout_put_cookie(struct visit *v, const char *value)
{
	reply_cookie(v->reply, session_cookie(v), value, 0, layout_is_secure(v));
	if (value == NULL)
		return;
	v->cookie = mem_str(v->c, value);
	v->form_token = session_form_token(v->c, v->cookie, v->c->me->id_text);
}

/* "#files The files were added.": where the next page leads to a place of it, the place; then the words. */
static const char *
flash_line(struct visit *v)
{
	const char *to = str_or(v->reply->location, ""), *place = strchr(to, '#');

	if (place == NULL && v->flash_at != NULL)
		return (mem_fmt(v->c, "#%s %s", v->flash_at, v->flash));
	return (place == NULL ? v->flash : mem_fmt(v->c, "%s %s", place, v->flash));
}

/* The flash is shown once: reading it takes it away. It is a key of the catalogues, so a forged one shows nothing. */
static void
read_flash(struct visit *v)
{
	const char *line = pairs_get(&v->req->cookies, FLASH_COOKIE), *key;

	if (line == NULL || v->req->method != METHOD_GET)
		return;
	reply_cookie(v->reply, FLASH_COOKIE, NULL, 0, layout_is_secure(v));
	key = *line == '#' && strchr(line, ' ') != NULL ? strchr(line, ' ') + 1 : line;
	v->came_at = key == line ? NULL : mem_strn(v->c, line + 1, (size_t)(key - line) - 2);
	/* English sentences are their own key; every text of ours has a Chinese one. */
	v->came = words_known("zh_CN", key) ? key : NULL;
}

void
layout_begin(struct visit *v, const struct rows *opened)
{
	const char *sent = layout_cookie(v);

	words_use(words_choose(str_or(v->c->me->language, cookie_choice(v, LAYOUT_LANGUAGE_COOKIE, "zh_CN en")), v->req->accept_language, v->c->conf->language));
	v->touches = session_is_stale(opened);
	v->cookie = sent != NULL ? mem_str(v->c, sent) : random_token(v->c);
	/* A page of somebody else's must not put one in the place of a session that the browser did not send along. */
	if (sent == NULL && (v->req->method == METHOD_GET || v->is_ours))
		layout_put_cookie(v, v->cookie);
	v->form_token = session_form_token(v->c, v->cookie, v->c->me->id_text);
	read_flash(v);
}

/* ---- what layout.cs reads */

static void
put_me(struct visit *v)
{
	const struct member *me = v->c->me;
	struct node *node;

	if (me == NULL || me->account_id == 0)
		return;
	visit_put_person(v->root, "Me", me->id_text, me->name);
	node = node_in(v->root, "Me");
	node_put(node, "login", me->login);
	node_put_flag(node, "operator", me->is_operator);
	node_put_flag(node, "held", me->is_held);
	if (me->unread > 0)
		node_putf(node, "unread", me->unread > 99 ? "99+" : "%lld", (long long)me->unread);
}

static void
put_sites(struct visit *v)
{
	const struct site *site = v->c->site;
	const struct member *me = v->c->me;
	struct node *node;

	if (site != NULL) {
		node = node_in(v->root, "Site");
		node_put(node, "slug", site->slug);
		node_put(node, "name", over_name(site->name, site->name_en));
		node_putf(node, "path", "/%s", site->slug);
	}
	node = node_in(v->root, "Sites");
	for (size_t i = 0; me != NULL && i < me->n_sites; i++) {
		struct node *item = node_item(node);

		node_put(item, "name", over_name(me->sites[i].name, me->sites[i].name_en));
		node_putf(item, "path", "/%s", me->sites[i].slug);
		node_put_flag(item, "current", site != NULL && site->id == me->sites[i].id);
	}
}

const struct render_fixed layout_fixed[] = {
	{ "App.icons", "/static/icons.svg?v=" ASSETS_VERSION },
	{ NULL, NULL },
};

static void
put_page(struct visit *v)
{
	struct node *page = node_in(v->root, "Page");

	asked_put(v);
	node_put(page, "lang", words_tag());
	node_put(page, "today", v->c->today);
	node_put(page, "theme", layout_theme(v));
	node_put_flag(page, "restricted", v->is_restricted);
	/* Where coming back makes sense: an address that was posted to is not one. */
	if (v->req->method == METHOD_GET && v->req->path != NULL)
		node_putf(page, "url", "%s%s%s", v->req->path, *v->req->query_raw != '\0' ? "?" : "", v->req->query_raw);
	else
		node_put(page, "url", "/");
	/* An archive brings files of its own: see layout_around. */
	node_put(node_in(v->root, "App"), "assets", "/static");
	node_put(node_in(v->root, "App"), "version", ASSETS_VERSION);
	node_put(v->root, "Token", str_or(v->form_token, ""));
	node_put(v->root, "Key", random_code(v->c, 16));
}

/* ---- the end of a page */

struct err *
layout_end(struct visit *v)
{
	if (v->flash != NULL)
		reply_cookie(v->reply, FLASH_COOKIE, flash_line(v), 60, layout_is_secure(v));
	if (v->page == NULL)
		return (OK);
	put_flash(v);
	put_page(v);
	put_me(v);
	put_sites(v);
	if (str_eq(v->layout, "layout"))
		TRY(nav_put(v));
	v->reply->body = buf_new(v->reply);
	buf_room(v->reply->body, PAGE_USUAL);
	return (render_page(v->view, v->layout, v->page, v->reply->body));
}

struct err *
layout_around(struct visit *v, const char *page, const char *title, const char *assets, struct buf *out)
{
	node_put(node_in(v->root, "Page"), "title", title);
	put_page(v);
	put_sites(v);
	if (assets != NULL) {
		node_put(node_in(v->root, "App"), "assets", assets);
		node_put(node_in(v->root, "App"), "version", "");
		node_put_flag(node_in(v->root, "App"), "archived", true);
	}
	return (render_page(v->view, v->layout, page, out));
}

/* Where what was saved is seen.  A record that this very form made is named. */
static void
put_saved(struct visit *v, struct node *node)
{
	const char *where = v->saved != NULL ? v->saved : v->first, *number = v->saved != NULL ? NULL : once_number(v->first);

	if (str_empty(where))
		return;
	node_put(node, "url", where);
	node_put(node, "label", number == NULL ? word(N_("See what was saved")) : wordf(v->c, N_("Open %1"), number, NULL));
	if (number != NULL)
		node_put(node, "said", wordf(v->c, N_("You have already handed this form in. It was saved as %1. What you sent now is different and was not saved."), number, NULL));
}

struct err *
layout_error(struct visit *v, int status, const char *title, const char *advice, const char *said)
{
	struct node *node;

	/* A half-filled page is not shown: the error has a view of its own. */
	v->view = view_new(v->c);
	v->root = view_root(v->view);
	node = node_in(v->root, "Error");
	node_putf(node, "status", "%d", status);
	node_put(node, "title", word(title));
	node_put(node, "advice", word(advice));
	node_put(node, "said", said == NULL ? "" : word(said));
	node_put(node, "request", v->req->id);
	if (v->shows_again)
		again_put(v, node);
	put_saved(v, node);
	if (status == 403 && v->c->me->needs_second_factor) {
		node_put(node, "url", "/account/factor");
		node_put(node, "label", word(N_("Set up the second factor")));
	}
	v->layout = v->c->me->account_id != 0 && !v->c->me->needs_second_factor ? "layout" : "plain";
	TRY(visit_show(v, "pages/error", title));
	return (layout_end(v));
}

void
visit_put_person(struct node *node, const char *name, const char *id, const char *shown)
{
	struct node *person = node_in(node, name);
	const char *last = shown == NULL ? "" : shown;

	/* Chinese names are known by their last character, others by their first letter. */
	if ((unsigned char)*last >= 0x80)
		for (const char *s = last; *s != '\0'; s++)
			if (((unsigned char)*s & 0xC0) != 0x80)
				last = s;
	node_put(person, "id", id);
	node_put(person, "name", shown);
	node_putf(person, "initial", (unsigned char)*last >= 0x80 ? "%s" : "%.1s", last);
}
