/* SPDX-License-Identifier: ISC */
#include "web/unchanged.h"

#include "base/random.h"
#include "base/str.h"
#include "view/words.h"
#include "web/layout.h"
#include "web/nav.h"

#include <string.h>

#define FORM_COOKIE "gatehouse_form"

enum { HEARD_USUAL = 24 * 1024 /* bytes that a page is made of */, SENT_CHARS = 10 };

/* What is taken down is what the page is made of only if nothing is asked later; a file is made while it is sent. */
static bool
may_be_kept(const struct visit *v)
{
	static const unsigned both = ROUTE_KEPT | ROUTE_ALL_ASKED;

	return ((v->route->flags & both) == both && v->req->method == METHOD_GET && v->suffix == NULL && v->refusal == NULL);
}

void
unchanged_listen(struct visit *v)
{
	if (!may_be_kept(v))
		return;
	v->heard = buf_new(v->c);
	buf_room(v->heard, HEARD_USUAL);
	/* Whether the use of the session is to be noted shows on no page. */
	db_listen(v->c->db, v->heard, "is_stale");
}

void
unchanged_heard(struct visit *v)
{
	db_listen(v->c->db, NULL, NULL);
}

/* What comes from elsewhere than the database; with their NULs, so that none can be read as part of another. */
static void
put_rest(const struct visit *v)
{
	const char *const rest[] = { v->stamp, words_language(), layout_theme(v), v->c->today, v->req->path, v->req->query_raw,
		nav_folds(v), str_or(pairs_get(&v->req->cookies, FORM_COOKIE), "") };

	for (size_t i = 0; i < ARRAY_LEN(rest); i++)
		buf_putn(v->heard, rest[i], strlen(rest[i]) + 1);
}

bool
unchanged_is(struct visit *v)
{
	if (v->heard == NULL || v->c->me->account_id == 0 || layout_has_flash(v))
		return (false);
	put_rest(v);
	v->tag = digest_quick(v->c, v->cookie, v->heard->data, v->heard->len);
	if (!reply_is_known(v->req->if_none_match, v->tag))
		return (false);
	v->reply->status = 304;
	reply_tag(v->reply, v->tag);
	return (true);
}

void
unchanged_tag(struct visit *v)
{
	if (v->tag != NULL && v->page != NULL && v->after == NULL && !v->is_restricted && v->reply->status == 200)
		reply_tag(v->reply, v->tag);
}

void
unchanged_forget(struct visit *v)
{
	if (v->req->method == METHOD_POST && (v->is_ours || v->is_own_form))
		reply_cookie(v->reply, FORM_COOKIE, random_code(v->c, SENT_CHARS), 0, layout_is_secure(v));
}
