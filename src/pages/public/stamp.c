/* SPDX-License-Identifier: ISC */
#include "pages/public/stamp.h"

#include "base/random.h"
#include "base/typed.h"
#include "view/words.h"

#include <stdlib.h>
#include <time.h>

/* Nobody reads, thinks and types within three seconds; nobody takes longer than a day. */
enum { SOONEST = 3, LATEST = 24 * 60 * 60, DIGIT_MAX = 9 };

/* "<seconds>.<a>.<b>.<digest>" */
static char *
stamp_of(struct visit *v, const char *secret, long long at, int a, int b)
{
	char *text = mem_fmt(v->c, "%lld.%d.%d", at, a, b);

	return (mem_fmt(v->c, "%s.%s", text, digest_keyed(v->c, secret, "feedback", mem_fmt(v->c, "%s %s", v->c->site_id, text))));
}

/* 1 to 9; that 256 is no multiple of 9 does not matter here. */
static int
digit(void)
{
	unsigned char byte;

	random_bytes(&byte, 1);
	return (byte % DIGIT_MAX + 1);
}

void
stamp_put(struct visit *v, struct node *node, const char *secret)
{
	int a = digit(), b = digit();
	const char *one = word(mem_fmt(v->c, "number.%d", a)), *other = word(mem_fmt(v->c, "number.%d", b));

	node_put(node, "stamp", stamp_of(v, secret, (long long)time(NULL), a, b));
	node_put(node, "question", wordf(v->c, "How much is %1 plus %2? Answer in digits.", one, other));
}

/* -1: no number. */
static long
number_of(const char *text)
{
	int64_t n;

	return (typed_int(text, 0, 2 * DIGIT_MAX, &n) ? (long)n : -1);
}

const char *
stamp_complaint(struct visit *v, const char *secret, const char *stamp, const char *answer)
{
	char **part = str_split(v->c, mem_str(v->c, stamp), '.');
	int64_t at, a, b, now = (int64_t)time(NULL);
	size_t n = 0;

	while (part[n] != NULL)
		n++;
	if (n != 4 || !str_to_int(part[0], 0, INT64_MAX, &at) || !str_to_int(part[1], 1, DIGIT_MAX, &a) || !str_to_int(part[2], 1, DIGIT_MAX, &b) ||
	    !digest_same(stamp, stamp_of(v, secret, (long long)at, (int)a, (int)b)) || now - at > LATEST)
		return (N_("This form was open for too long. Answer the new question and send it again."));
	if (now - at < SOONEST)
		return (N_("That was very quick. Please answer the new question and send it again."));
	return (number_of(answer) == a + b ? NULL : N_("This is not the right sum. Answer the new question."));
}
