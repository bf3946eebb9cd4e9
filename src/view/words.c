/* SPDX-License-Identifier: ISC */
#include "view/words.h"

#include "base/plant.h"
#include "base/str.h"
#include <libintl.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/*
 * The language is the text domain; the locale is always "msg".  So no locale
 * needs to be generated on the host, and changing the language between two
 * requests touches neither the environment nor gettext's cache.
 */
static const char *const languages[] = { "zh_CN", "en" };

enum { KEY_MAX = 256, KNOWN_MAX = 1024, KNOWN_TEXT = 64 };

struct err *
words_start(const char *dir)
{
	/* gettext translates nothing under "C"; C.UTF-8 is always there. */
	if (setlocale(LC_ALL, "C.UTF-8") == NULL)
		return (RAISE(ERR_INTERNAL, "locale \"C.UTF-8\" is missing"));
	if (setenv("LANGUAGE", "msg", 1) != 0)
		return (RAISE(ERR_INTERNAL, "cannot set LANGUAGE"));
	for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
		if (bindtextdomain(languages[i], dir) == NULL ||
		    bind_textdomain_codeset(languages[i], "UTF-8") == NULL)
			return (RAISE(ERR_INTERNAL, "cannot bind the catalogue \"%s\"",
			    languages[i]));
		/* The empty text is the catalogue's header: present, or there is no catalogue. */
		if (*dgettext(languages[i], "") == '\0')
			return (RAISE(ERR_INTERNAL, "no catalogue \"%s/msg/LC_MESSAGES/%s.mo\"",
			    dir, languages[i]));
	}
	words_use("zh_CN");
	return (OK);
}

static const char *in_use;

void
words_use(const char *language)
{
	in_use = languages[str_eq(language, "en") ? 1 : 0];
	textdomain(in_use);
}

const char *
words_language(void)
{
	return (in_use == NULL ? languages[0] : in_use);
}

const char *
words_tag(void)
{
	return (PLANTED(18) ? "" : str_eq(words_language(), "en") ? "en" : "zh-CN");
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

/*
 * gettext looks a text up by a search of its own each time, five times slower than this.  A page of records asks for the same
 * few hundred short keys again and again; long sentences are seldom asked for twice.  Nothing is ever dropped, only replaced.
 */
static const char *
translated(const char *language, const char *text)
{
	static struct {
		const char *language, *said;    /* said NULL: the catalogue does not know it */
		char text[KNOWN_TEXT];
	} known[KNOWN_MAX];
	const char *said;
	uint32_t hash = (unsigned char)*language;
	size_t n;

	for (n = 0; text[n] != '\0'; n++) {
		if (n + 1 == KNOWN_TEXT)
			return (dgettext(language, text));
		hash = (hash ^ (unsigned char)text[n]) * 16777619u;
	}
	hash = (hash ^ hash >> 15) % KNOWN_MAX;
	if (known[hash].language != language || memcmp(known[hash].text, text, n + 1) != 0) {
		said = dgettext(language, text);
		known[hash].language = language;
		known[hash].said = said == text ? NULL : said;
		memcpy(known[hash].text, text, n + 1);
	}
	return (known[hash].said == NULL ? text : known[hash].said);
}

const char *
word(const char *text)
{
	/* gettext answers the empty text with the catalogue's header. */
	return (str_empty(text) ? "" : translated(words_language(), text));
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
	char number[24];

	snprintf(number, sizeof number, "%ld", n);
	return (fill(parent, ngettext(one, many, (unsigned long)n), number, NULL));
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
	return (!str_empty(key) && translated(str_eq(language, "en") ? languages[1] : languages[0], key) != key);
}
