/* SPDX-License-Identifier: ISC */
#include "view/words.h"

#include "base/str.h"
#include "view/catalogue.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/*
 * A catalogue is chosen by language alone: no locale needs to be generated on the host, and changing the language between two
 * requests touches nothing but a pointer.  English counts one and many, Chinese does not.
 */
struct language {
	const char *name;
	unsigned forms;
	struct catalogue *catalogue;
};

static struct language languages[] = { { "zh_CN", 1, NULL }, { "en", 2, NULL } };

enum { KEY_MAX = 256 };

static const struct language *in_use = languages;

struct err *
words_start(const char *dir)
{
	struct catalogue *read[ARRAY_LEN(languages)];
	void *mem = mem_new(NULL, char);

	for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
		const char *file = mem_fmt(mem, "%s/%s.mo", dir, languages[i].name);
		struct err *err = catalogue_open(NULL, file, languages[i].forms, &read[i]);

		if (err != OK) {
			while (i > 0)
				mem_free(read[--i]);
			mem_free(mem);
			return (err_pass(err, __func__, __FILE__, __LINE__));
		}
	}
	/* All of them, or those there were. */
	for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
		mem_free(languages[i].catalogue);
		languages[i].catalogue = read[i];
	}
	mem_free(mem);
	words_use("zh_CN");
	return (OK);
}

static const struct language *
language_named(const char *name)
{
	return (&languages[str_eq(name, "en") ? 1 : 0]);
}

void
words_use(const char *language)
{
	in_use = language_named(language);
}

const char *
words_language(void)
{
	return (in_use->name);
}

const char *
words_tag(void)
{
	return (str_eq(words_language(), "en") ? "en" : "zh-CN");
}

/* "zh", "zh-TW", "en-GB" … to a language of ours, or NULL. */
static const char *
language_of(const char *tag, size_t n)
{
	if (n < 2 || (n > 2 && tag[2] != '-' && tag[2] != '_'))
		return (NULL);
	if (strncasecmp(tag, "zh", 2) == 0)
		return ("zh_CN");
	return (strncasecmp(tag, "en", 2) == 0 ? "en" : NULL);
}

/* The weight after ";q=", in thousandths; 1000 when there is none. */
static int
weight_of(const char *params, size_t n)
{
	const char *q = memchr(params, 'q', n);
	double value;

	if (q == NULL || (size_t)(q - params) + 2 > n || q[1] != '=')
		return (1000);
	value = strtod(q + 2, NULL);
	return (value >= 0 && value <= 1 ? (int)(value * 1000) : 0);
}

/* The best of Accept-Language, e.g. "en-GB,en;q=0.8,zh;q=0.5"; the first wins a tie. */
static const char *
best_of(const char *accept)
{
	const char *best = NULL;
	int best_weight = 0;

	while (*accept != '\0') {
		size_t n, tag;

		accept += strspn(accept, ", \t");
		n = strcspn(accept, ",");
		tag = strcspn(accept, ",; \t");
		const char *language = language_of(accept, tag);
		int weight = weight_of(accept + tag, n - tag);

		if (language != NULL && weight > best_weight) {
			best = language;
			best_weight = weight;
		}
		accept += n;
	}
	return (best);
}

const char *
words_choose(const char *account, const char *accept_language, const char *otherwise)
{
	const char *best = NULL;

	if (!str_empty(account))
		best = language_of(account, strlen(account));
	if (best == NULL && accept_language != NULL)
		best = best_of(accept_language);
	return (best == NULL ? otherwise : best);
}

/* NULL: the catalogue does not know it. */
static const char *
translated(const struct language *language, const char *text, unsigned form)
{
	return (language->catalogue == NULL ? NULL : catalogue_find(language->catalogue, text, form));
}

const char *
word(const char *text)
{
	/* The translation of the empty text is the catalogue's header. */
	const char *said = str_empty(text) ? "" : translated(in_use, text, 0);

	return (said == NULL ? text : said);
}

/* %1 and %2 replaced; a translated text never reaches printf. */
static const char *
fill(const void *parent, const char *text, const char *a, const char *b)
{
	struct buf *out = buf_new(parent);

	for (const char *p = text, *mark; *p != '\0'; p = mark) {
		mark = p + 1 + strcspn(p + 1, "%");
		if (p[0] == '%' && (p[1] == '1' || p[1] == '2')) {
			buf_put(out, p[1] == '1' ? a : b);
			p += 2;
		}
		buf_putn(out, p, (size_t)(mark - p));
	}
	return (out->data);
}

const char *
wordf(const void *parent, const char *text, const char *a, const char *b)
{
	return (fill(parent, word(text), a, b));
}

const char *
words_count(const void *parent, const char *one, const char *many, long n)
{
	const char *said = translated(in_use, one, in_use->forms > 1 && n != 1);
	char number[24];

	snprintf(number, sizeof number, "%ld", n);
	return (fill(parent, said != NULL ? said : n == 1 ? one : many, number, NULL));
}

/* Two units at most, the smaller one left out when there is none of it.  The first row that it is long enough for. */
static const struct {
	long from, unit, part;          /* in minutes */
	const char *whole, *both;
} durations[] = {
	{ 2880, 1440, 60, N_("duration.days"), N_("duration.days_hours") },
	{ 60, 60, 1, N_("duration.hours"), N_("duration.hours_minutes") },
	{ 0, 1, 1, N_("duration.minutes"), N_("duration.minutes") },
};

const char *
words_minutes(const void *parent, long minutes)
{
	char whole[24], rest[24];
	size_t i = 0;
	long part;

	while (durations[i].from > minutes && durations[i].from > 0)
		i++;
	part = minutes % durations[i].unit / durations[i].part;
	snprintf(whole, sizeof whole, "%ld", minutes / durations[i].unit);
	snprintf(rest, sizeof rest, "%ld", part);
	return (fill(parent, word(part == 0 ? durations[i].whole : durations[i].both), whole, rest));
}

const char *
word_of(const void *parent, const char *a, const char *b, const char *c)
{
	const char *parts[] = { a, b, c }, *last = "", *found;
	char key[KEY_MAX];
	size_t len = 0;

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		size_t n = parts[i] == NULL ? 0 : strlen(parts[i]);

		if (n == 0)
			continue;
		last = parts[i];
		if (len + n + 2 > sizeof key)
			return (mem_str(parent, last));
		if (len > 0)
			key[len++] = '.';
		memcpy(key + len, parts[i], n);
		len += n;
	}
	key[len] = '\0';
	found = word(key);
	return (found == key || len == 0 ? mem_str(parent, last) : found);
}

bool
words_known(const char *language, const char *key)
{
	return (!str_empty(key) && translated(language_named(language), key, 0) != NULL);
}
