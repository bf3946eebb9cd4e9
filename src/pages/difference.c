/* SPDX-License-Identifier: ISC */
#include "pages/difference.h"

#include "base/str.h"

#include <string.h>

/* Beyond this many comparisons the middle is shown as replaced: nobody reads such a difference word by word. */
enum { CELLS_MAX = 4000000 };

struct token {
	const char *at;
	size_t n;
};
struct tokens {
	struct token *t;
	size_t n;
};

/* ---- words */

static bool
is_word_byte(unsigned char b)
{
	return (
	    (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_');
}

/* A Latin word, a number, or one character of anything else. */
static size_t
token_bytes(const char *s)
{
	size_t n = 0;

	while (is_word_byte((unsigned char)s[n]))
		n++;
	if (n > 0)
		return (n);
	n = str_char_bytes(s, 4);
	return (n == 0 ? 1 : n);
}

static struct tokens
tokens_of(const void *parent, const char *text)
{
	struct tokens out = { .t = mem_array(parent, struct token, strlen(text) + 1) };

	for (const char *s = text; *s != '\0'; s += out.t[out.n++].n)
		out.t[out.n] = (struct token){ s, token_bytes(s) };
	return (out);
}

static bool
same(const struct token *a, const struct token *b)
{
	return (a->n == b->n && memcmp(a->at, b->at, a->n) == 0);
}

/* ---- output */

static void
put_escaped(struct buf *b, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		switch (s[i]) {
		case '&':
			buf_put(b, "&amp;");
			break;
		case '<':
			buf_put(b, "&lt;");
			break;
		case '>':
			buf_put(b, "&gt;");
			break;
		case '\n':
			buf_put(b, "<br>");
			break;
		default:
			buf_putc(b, s[i]);
		}
}

/* Tokens [from, to), which lie side by side in their text, inside ${tag} or plain. */
static void
put_run(struct buf *b, const struct tokens *t, size_t from, size_t to, const char *tag)
{
	if (from == to)
		return;
	if (tag != NULL)
		buf_fmt(b, "<%s>", tag);
	put_escaped(b, t->t[from].at, (size_t)(t->t[to - 1].at - t->t[from].at) + t->t[to - 1].n);
	if (tag != NULL)
		buf_fmt(b, "</%s>", tag);
}

/* ---- the longest common part of what is left between the equal ends */

struct middle {
	const struct tokens *a, *b;
	size_t from, a_end, b_end;
	unsigned *length; /* of the longest common part of a[i..] and b[j..] */
	size_t width;
};

static void
measure(struct middle *m)
{
	for (size_t i = m->a_end; i-- > m->from;)
		for (size_t j = m->b_end; j-- > m->from;) {
			size_t at = (i - m->from) * m->width + (j - m->from);
			unsigned below = m->length[at + m->width], beside = m->length[at + 1];

			m->length[at] = same(&m->a->t[i], &m->b->t[j])
					    ? m->length[at + m->width + 1] + 1
					: below > beside ? below
							 : beside;
		}
}

static void
walk(const struct middle *m, struct buf *old, struct buf *now)
{
	size_t i = m->from, j = m->from;

	while (i < m->a_end || j < m->b_end) {
		size_t i0 = i, j0 = j;

		while (i < m->a_end && j < m->b_end && same(&m->a->t[i], &m->b->t[j]))
			i++, j++;
		put_run(old, m->a, i0, i, NULL);
		put_run(now, m->b, j0, j, NULL);
		i0 = i;
		j0 = j;
		while ((i < m->a_end || j < m->b_end) &&
		       !(i < m->a_end && j < m->b_end && same(&m->a->t[i], &m->b->t[j]))) {
			const unsigned *at = &m->length[(i - m->from) * m->width + (j - m->from)];

			if (j == m->b_end || (i < m->a_end && at[m->width] >= at[1]))
				i++;
			else
				j++;
		}
		put_run(old, m->a, i0, i, "del");
		put_run(now, m->b, j0, j, "ins");
	}
}

static void
put_middle(const void *parent, struct middle *m, struct buf *old, struct buf *now)
{
	size_t rows = m->a_end - m->from + 1, columns = m->b_end - m->from + 1;

	if (rows > CELLS_MAX / columns) {
		put_run(old, m->a, m->from, m->a_end, "del");
		put_run(now, m->b, m->from, m->b_end, "ins");
		return;
	}
	m->width = columns;
	m->length = mem_array(parent, unsigned, rows *columns + columns + 1);
	measure(m);
	walk(m, old, now);
	mem_free(m->length);
}

struct difference
difference_of(const void *parent, const char *old, const char *now)
{
	struct tokens a = tokens_of(parent, old), b = tokens_of(parent, now);
	struct buf *left = buf_new(parent), *right = buf_new(parent);
	struct middle m = { .a = &a, .b = &b, .a_end = a.n, .b_end = b.n };

	/* Most changes are small: what is equal at both ends need not be compared. */
	while (m.from < a.n && m.from < b.n && same(&a.t[m.from], &b.t[m.from]))
		m.from++;
	while (m.a_end > m.from && m.b_end > m.from && same(&a.t[m.a_end - 1], &b.t[m.b_end - 1]))
		m.a_end--, m.b_end--;
	put_run(left, &a, 0, m.from, NULL);
	put_run(right, &b, 0, m.from, NULL);
	put_middle(parent, &m, left, right);
	put_run(left, &a, m.a_end, a.n, NULL);
	put_run(right, &b, m.b_end, b.n, NULL);
	mem_free(a.t);
	mem_free(b.t);
	return ((struct difference){ left->data, right->data });
}
