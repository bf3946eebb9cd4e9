/* SPDX-License-Identifier: ISC */
#include "web/once.h"

#include "access/session.h"
#include "base/random.h"
#include "base/str.h"
#include "http/url.h"
#include "record/kind.h"
#include "view/words.h"
#include "web/again.h"
#include "web/layout.h"

#include <string.h>

enum { KEY_MAX = 100, /* bytes; ours are shorter */ PLACE_CHARS = 16 };

#define PURPOSE "reply"

/* ---- what the form says */

/* A password must not be guessed from its digest, so the browser's cookie goes with it: the database does not know that. */
static void
put_secret_salt(struct visit *v, struct buf *b)
{
	for (size_t i = 0; i < v->req->form.n; i++)
		if (again_is_secret(v->req->form.pair[i].name)) {
			buf_put(b, str_or(layout_cookie(v), ""));
			return;
		}
}

/* Where it was sent to, and all it says but what differs from page to page: token, key, and whether a script kept what was typed. */
static char *
digest(struct visit *v)
{
	/* No value holds a control character but line ends and tabs. */
	static const char end = 0x1f;
	struct buf *b = buf_new(v->c);

	buf_fmt(b, "%s%c", v->req->path, end);
	for (size_t i = 0; i < v->req->form.n; i++) {
		const struct pair *p = &v->req->form.pair[i];

		if (!str_has_word("token key kept", p->name))
			buf_fmt(b, "%s=%s%c", p->name, p->value, end);
	}
	for (size_t i = 0; i < v->req->n_uploads; i++)
		buf_fmt(b, "%s=%s%c", v->req->uploads[i].field, v->req->uploads[i].sha256, end);
	put_secret_salt(v, b);
	return (digest_hex(v->c, b->data));
}

/* The same sending, or a later one that says something else? */
static bool
is_same(const struct visit *v, const struct rows *first)
{
	const char *said = rows_str(first, 0, "digest");

	return (str_empty(said) || str_eq(said, v->form_digest));
}

/* ---- the reply as it is kept: status, length of the header lines, these lines, the page */

/* A reply may hold what is shown only once (a link, codes, a session), so it is sealed with the cookie of the browser that asked. */
static char *
sealed(struct visit *v)
{
	const struct reply *reply = v->reply;
	struct buf *b = buf_new(v->c);

	if (layout_cookie(v) == NULL)
		return (NULL);
	buf_fmt(b, "%d %zu\n", reply->status, reply->head->len);
	buf_putn(b, reply->head->data, reply->head->len);
	buf_putn(b, reply->body->data, reply->body->len);
	return (seal_close(v->c, layout_cookie(v), PURPOSE, b->data));
}

/* False: it was kept for another browser, or too long ago. */
static bool
unseal(struct visit *v, const char *kept)
{
	char *text = kept == NULL || layout_cookie(v) == NULL ? NULL : seal_open(v->c, layout_cookie(v), PURPOSE, kept);
	char *line = text == NULL ? NULL : strchr(text, '\n'), *number;
	int64_t status, n;

	if (line == NULL)
		return (false);
	*line++ = '\0';
	number = strchr(text, ' ');
	if (number == NULL)
		return (false);
	*number++ = '\0';
	if (!str_to_int(text, 200, 399, &status) || !str_to_int(number, 0, (int64_t)strlen(line), &n))
		return (false);
	v->reply->status = (int)status;
	buf_putn(v->reply->head, line, (size_t)n);
	buf_put(v->reply->body, line + n);
	return (true);
}

/* ---- taken before? */

static bool
has_key(struct visit *v)
{
	size_t n = strlen(visit_form(v, "key"));

	return (n > 0 && n <= KEY_MAX);
}

static void
ask_key(struct visit *v, const char *key, struct rows **rows)
{
	db_ask(v->c->db, v->c, STMT_SUBMISSION_BEGIN, rows, ARGS(v->c->site_id, key, v->c->now));
}

/* A second sending waits here until the first has ended.  Whose form it is, the database knows. */
static void
ask(struct visit *v, struct rows **rows)
{
	ask_key(v, visit_form(v, "key"), rows);
}

void
once_ask(struct visit *v)
{
	if (v->is_early && has_key(v))
		ask(v, &v->once_asked);
}

void
once_place(struct visit *v)
{
	const char *key = visit_query(v, ONCE_NAME);

	/* Only what we made ourselves is a key. */
	if (!(v->route->flags & ROUTE_ONCE) || v->req->method != METHOD_GET ||
	    (strlen(key) == PLACE_CHARS && strspn(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == PLACE_CHARS))
		return;
	v->moved_to = url_with(v->c, v->req->path, &v->req->query, ONCE_NAME, random_code(v->c, PLACE_CHARS));
}

char *
once_ask_key(struct visit *v, struct rows **first)
{
	char *key = mem_fmt(v->c, "%s.form", visit_query(v, ONCE_NAME));

	ask_key(v, key, first);
	return (key);
}

const char *
once_number(const char *location)
{
	const char *last = str_empty(location) ? NULL : strrchr(location, '/');

	return (last != NULL && strpbrk(last, "?#") == NULL && kind_of_number(last + 1) != NULL ? last + 1 : NULL);
}

static void
take_key(struct visit *v, const char *account_id)
{
	v->once_key = visit_form(v, "key");
	v->once_account = account_id;
	v->form_digest = digest(v);
}

/* The same for whoever is not in the site any more. */
static struct err *
find_again(struct visit *v, const char *account_id, struct rows **rows)
{
	struct ctx *c = v->c;

	take_key(v, account_id);
	db_ask(c->db, c, STMT_SUBMISSION_HOLD, NULL, ARGS(c->site_id, account_id, v->once_key));
	TRY(db_run(c->db, c, STMT_SUBMISSION_FIND, rows, ARGS(c->site_id, account_id, v->once_key, c->now)));
	return (OK);
}

/* The reply of before; where it cannot be opened any more, at least the way to where it led. */
static struct err *
repeat(struct visit *v, const struct rows *first)
{
	const char *location = rows_str(first, 0, "location");
	bool opened;

	v->reply = reply_new(v->c);
	opened = unseal(v, rows_text(first, 0, "answer"));
	if (!opened && *location == '\0')
		return (err_say(RAISE(ERR_CONFLICT, "taken before, and its page is gone"),
		    N_("This form was already saved when you first sent it. Its result was shown then and cannot be shown again. Open the page again to see the present state.")));
	if (*location != '\0')
		reply_see_other(v->reply, location);
	v->is_answered = true;
	v->refused = NULL;
	v->page = NULL;
	db_rollback(v->c->db);
	return (OK);
}

struct err *
once_begin(struct visit *v)
{
	const char *key = visit_form(v, "key");
	struct rows *first = v->once_asked;

	if (v->lacks_token || *key == '\0')
		return (OK);
	if (!has_key(v))
		return (RAISE(ERR_INVALID, "a key of %zu bytes", strlen(key)));
	take_key(v, str_or(v->c->me->id_text, "0"));
	if (!v->is_early) {
		ask(v, &first);
		TRY(db_wait(v->c->db));
	}
	if (rows_count(first) == 0)
		return (OK);
	if (is_same(v, first))
		return (repeat(v, first));
	v->first = rows_text(first, 0, "location");
	return (err_say(RAISE(ERR_CONFLICT, "taken before, with other content"),
	    N_("This form was already saved when you first sent it. What you sent now is different and was not saved.")));
}

/* ---- taken now */

static void
keep(struct visit *v, const char *location, const char *record_id, const char *answer)
{
	struct ctx *c = v->c;

	/* A page of no site may have gone through several. */
	if (v->route->flags & ROUTE_NO_SITE)
		session_enter(c, c->site_id, DOOR_NONE, NULL);
	db_ask(c->db, c, STMT_SUBMISSION_ADD, NULL,
	    ARGS(c->site_id, v->once_account, v->once_key, location, record_id, c->now, v->form_digest, answer));
}

void
once_end(struct visit *v)
{
	if (v->once_key == NULL || v->saved != NULL || v->reply->status >= 400)
		return;
	if (v->born != NULL)
		keep(v, mem_fmt(v->c, "%s/{number}", v->born_path), v->born_id, sealed(v));
	else
		keep(v, str_or(v->reply->location, ""), NULL, sealed(v));
}

struct err *
visit_save(struct visit *v, const char *location)
{
	if (v->once_key != NULL)
		keep(v, location, NULL, NULL);
	TRY(db_commit(v->c->db));
	v->saved = location;
	return (OK);
}

/* ---- refused because it was taken before */

/* Whose form this browser was given; files are not read again, for who is refused stores none. */
static char *
account_of(struct visit *v, struct wire *wire)
{
	if (v->req->method != METHOD_POST || v->route == NULL || !v->is_ours || layout_cookie(v) == NULL)
		return (NULL);
	if (v->req->form.n == 0 && !(v->route->flags & ROUTE_UPLOADS))
		err_free(intake_typed(v, wire));
	return (session_form_account(v->c, layout_cookie(v), visit_form(v, "token")));
}

bool
once_is_answered(struct visit *v, struct wire *wire, const struct err *err)
{
	static const unsigned kinds = 1U << ERR_LOGIN | 1U << ERR_FORBIDDEN | 1U << ERR_NOT_FOUND;
	struct rows *opened, *first = NULL;
	char *account_id = kinds >> err_kind(err) & 1U ? account_of(v, wire) : NULL;
	struct err *failed;

	if (account_id == NULL || str_empty(visit_form(v, "key")) || v->saved != NULL)
		return (false);
	db_rollback(v->c->db);
	v->c->door = DOOR_AGAIN;
	session_ask(v->c, layout_cookie(v), false, &opened);
	failed = find_again(v, account_id, &first);
	if (failed == OK && rows_count(first) > 0 && is_same(v, first))
		failed = repeat(v, first);
	err_free(failed);
	db_rollback(v->c->db);
	return (v->is_answered);
}
