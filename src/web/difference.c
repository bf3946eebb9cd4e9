/* SPDX-License-Identifier: ISC */
#include "web/difference.h"

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/*
 * Beyond so many changes, or so many comparisons, the middle is shown as replaced: nobody reads such a
 * difference word by word, and the work stays proportional to the texts.
 */
enum { CHANGES_MAX = 1500, STEPS_MAX = 4000000 };

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

/* A whole text, with the tokens that are changed inside ${tag}. */
static void
put_marked(struct buf *b, const struct tokens *t, const bool *changed, const char *tag)
{
	for (size_t i = 0, end; i < t->n; i = end) {
		for (end = i + 1; end < t->n && changed[end] == changed[i];)
			end++;
		put_run(b, t, i, end, changed[i] ? tag : NULL);
	}
}

/*
 * ---- the fewest changes of what is left between the equal ends
 *
 * Myers, "An O(ND) Difference Algorithm and Its Variations" (1986): after d changes, how far into a one comes on each diagonal k (place in
 * a less place in b).  Its cost grows with the changes, not with the product of the lengths.
 */

struct middle {
	const struct tokens *a, *b;
	size_t from;
	int a_n, b_n;            /* tokens of the middle */
	int *far;                /* rows of 1, 2, 3 … places, for d = 0, 1, 2 …: those of the diagonals -d, -d + 2, … d */
	int64_t steps;
};

static int *
far_at(const struct middle *m, int d, int k)
{
	return (&m->far[(size_t)d * (size_t)(d + 1) / 2 + (size_t)((k + d) / 2)]);
}

/* Did the last of ${d} changes that led to diagonal ${k} take a token of b (down), not leave one of a out? */
static bool
is_down(const struct middle *m, int d, int k)
{
	return (k == -d || (k != d && *far_at(m, d - 1, k - 1) < *far_at(m, d - 1, k + 1)));
}

/* One row; true when it reaches the end of both. */
static bool
reach(struct middle *m, int d)
{
	for (int k = -d; k <= d; k += 2) {
		int i = d == 0 ? 0 : is_down(m, d, k) ? *far_at(m, d - 1, k + 1) : *far_at(m, d - 1, k - 1) + 1;

		/* Beyond the end of a or b there is nothing to compare, but the neighbours reckon with it. */
		for (m->steps++; i < m->a_n && i - k >= 0 && i - k < m->b_n && same(&m->a->t[m->from + (size_t)i], &m->b->t[m->from + (size_t)(i - k)]); m->steps++)
			i++;
		*far_at(m, d, k) = i;
		if (k == m->a_n - m->b_n && i >= m->a_n)
			return (true);
	}
	return (false);
}

/* Back from the end along what was reached. */
static void
mark_path(const struct middle *m, int d, bool *gone, bool *come)
{
	int k = m->a_n - m->b_n;

	for (; d > 0; d--) {
		bool down = is_down(m, d, k);

		k += down ? 1 : -1;
		if (down)
			come[m->from + (size_t)(*far_at(m, d - 1, k) - k)] = true;
		else
			gone[m->from + (size_t)*far_at(m, d - 1, k)] = true;
	}
}

static void
mark_middle(const void *parent, struct middle *m, bool *gone, bool *come)
{
	int d = 0, most = m->a_n + m->b_n < CHANGES_MAX ? m->a_n + m->b_n : CHANGES_MAX;
	bool done = false;

	m->far = mem_array(parent, int, (size_t)(most + 1) * (size_t)(most + 2) / 2);
	if (abs(m->a_n - m->b_n) <= most)
		while (!(done = reach(m, d)) && d < most && m->steps < STEPS_MAX)
			d++;
	if (done) {
		mark_path(m, d, gone, come);
	} else {
		memset(gone + m->from, true, (size_t)m->a_n);
		memset(come + m->from, true, (size_t)m->b_n);
	}
	mem_free(m->far);
}

struct difference
difference_of(const void *parent, const char *old, const char *now)
{
	struct tokens a = tokens_of(parent, old), b = tokens_of(parent, now);
	bool *gone = mem_array(a.t, bool, a.n + 1), *come = mem_array(b.t, bool, b.n + 1);
	struct buf *left = buf_new(parent), *right = buf_new(parent);
	struct middle m = { .a = &a, .b = &b };
	size_t a_end = a.n, b_end = b.n;

	/* Most changes are small: what is equal at both ends need not be compared. */
	while (m.from < a.n && m.from < b.n && same(&a.t[m.from], &b.t[m.from]))
		m.from++;
	while (a_end > m.from && b_end > m.from && same(&a.t[a_end - 1], &b.t[b_end - 1]))
		a_end--, b_end--;
	m.a_n = (int)(a_end - m.from);
	m.b_n = (int)(b_end - m.from);
	mark_middle(parent, &m, gone, come);
	put_marked(left, &a, gone, "del");
	put_marked(right, &b, come, "ins");
	mem_free(a.t);
	mem_free(b.t);
	return ((struct difference){ left->data, right->data });
}
