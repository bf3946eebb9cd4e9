/* SPDX-License-Identifier: ISC */
#include "web/browser.h"

#include "base/random.h"
#include "web/layout.h"

#include <string.h>
#include <time.h>

enum {
	ACCOUNTS_MAX = 6,               /* who share a browser; the one not seen for longest is forgotten */
	KNOWN_SECONDS = 180 * 86400,
	MARK_CHARS = 16,
};

/* One account's part of the cookie: "<second>-<mark>-<digest>"; the parts are joined by dots. */
static char *
sign(const void *parent, const char *key, const char *second, const char *mark)
{
	char *said = str_join(parent, second, "-", mark);

	return (str_join(parent, said, "-", digest_keyed(parent, key, "browser", said)));
}

static const char *
cookie_name(const struct visit *v)
{
	return (layout_is_secure(v) ? "__Host-gatehouse_known" : "gatehouse_known");
}

static char **
parts_of(struct visit *v)
{
	return (str_split(v->c, mem_str(v->c, str_or(pairs_get(&v->req->cookies, cookie_name(v)), "")), '.'));
}

/* The mark of a part that this key has signed, and not too long ago. */
static const char *
mark_of(struct visit *v, const char *key, const char *part)
{
	char **piece = str_split(v->c, mem_str(v->c, part), '-');
	int64_t second;

	if (piece[0] == NULL || piece[1] == NULL || piece[2] == NULL || piece[3] != NULL || strlen(piece[1]) != MARK_CHARS ||
	    !str_to_int(piece[0], 0, INT64_MAX, &second) || !digest_same(part, sign(v->c, key, piece[0], piece[1])))
		return (NULL);
	return (second + KNOWN_SECONDS > (int64_t)time(NULL) ? piece[1] : NULL);
}

const char *
browser_known(struct visit *v, const char *key)
{
	char **part = parts_of(v);
	const char *mark = NULL;

	for (size_t i = 0; !str_empty(key) && part[i] != NULL && i < ACCOUNTS_MAX && mark == NULL; i++)
		mark = mark_of(v, key, part[i]);
	return (mark);
}

void
browser_remember(struct visit *v, const char *key)
{
	struct buf *b = buf_new(v->c);
	char **part = parts_of(v);
	char second[24];
	size_t n = 1;

	snprintf(second, sizeof(second), "%lld", (long long)time(NULL));
	buf_put(b, sign(v->c, key, second, random_code(v->c, MARK_CHARS)));
	for (size_t i = 0; part[i] != NULL && i < ACCOUNTS_MAX && n < ACCOUNTS_MAX; i++)
		if (mark_of(v, key, part[i]) == NULL && strlen(part[i]) < 128) {
			buf_fmt(b, ".%s", part[i]);
			n++;
		}
	reply_cookie(v->reply, cookie_name(v), b->data, KNOWN_SECONDS, layout_is_secure(v));
}
