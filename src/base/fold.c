/* SPDX-License-Identifier: ISC */
#include "base/fold.h"
#include "base/str.h"

#include <string.h>
#include <utf8proc.h>

enum sight {
	SEEN,
	BLANK,
	MARK,       /* combines with the character before it */
	STRANGE,    /* visible only on the machine it was typed on */
	UNSEEN,
};

/* The character at ${s} to ${code}; returns its bytes.  A malformed byte is -1. */
static size_t
code_at(const char *s, int32_t *code)
{
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, code);

	if (n > 0)
		return ((size_t)n);
	*code = -1;
	return (1);
}

static bool
in_range(int32_t code, int32_t first, int32_t last)
{
	return (code >= first && code <= last);
}

/* Exceptions from what a character's category implies. */
static bool
is_exception(int32_t code, enum sight *sight)
{
	/* TO ADD ONE: a row. */
	static const struct {
		int32_t first, last;
		enum sight sight;
	} exceptions[] = {
		{ 0x09, 0x0d, BLANK }, { 0x85, 0x85, BLANK },
		{ 0x2800, 0x2800, BLANK },                              /* Braille without a dot */
		{ 0x0600, 0x0605, SEEN }, { 0x06dd, 0x06dd, SEEN }, { 0x070f, 0x070f, SEEN }, { 0x0890, 0x0891, SEEN },
		{ 0x08e2, 0x08e2, SEEN }, { 0x110bd, 0x110bd, SEEN }, { 0x110cd, 0x110cd, SEEN }, /* signs that stand around digits */
		{ 0xfffc, 0xfffc, UNSEEN },                             /* placeholder of an object */
		{ 0x1d159, 0x1d159, UNSEEN },                           /* a note without a head */
	};

	for (size_t i = 0; i < ARRAY_LEN(exceptions); i++)
		if (in_range(code, exceptions[i].first, exceptions[i].last)) {
			*sight = exceptions[i].sight;
			return (true);
		}
	return (false);
}

static enum sight
sight_of(int32_t code)
{
	const utf8proc_property_t *property;
	enum sight sight;

	if (in_range(code, 0x21, 0x7e))
		return (SEEN);
	if (code < 0 || (code & 0xfffe) == 0xfffe || in_range(code, 0xfdd0, 0xfdef))
		return (UNSEEN);
	if (is_exception(code, &sight))
		return (sight);
	property = utf8proc_get_property(code);
	if (property->ignorable)
		return (UNSEEN);
	switch (property->category) {
	case UTF8PROC_CATEGORY_ZS: case UTF8PROC_CATEGORY_ZL: case UTF8PROC_CATEGORY_ZP:
		return (BLANK);
	case UTF8PROC_CATEGORY_CC: case UTF8PROC_CATEGORY_CF: case UTF8PROC_CATEGORY_CS:
		return (UNSEEN);
	case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC: case UTF8PROC_CATEGORY_ME:
		return (MARK);
	case UTF8PROC_CATEGORY_CO:
		return (STRANGE);
	case UTF8PROC_CATEGORY_CN:
		/*
		 * The planes of Han characters and emoji: code points unknown to this library
		 * are merely newer.
		 */
		return (in_range(code, 0x10000, 0x3ffff) ? SEEN : STRANGE);
	default:
		return (SEEN);
	}
}

/*
 * At most so many combining marks per character are kept, because sorting them takes quadratic
 * time (case B; app.fold has the same limit).
 */
enum { MARKS_MAX = 16 };

/* ${s} without invisible characters and with every blank as a plain space. */
static char *
seen(const void *parent, const char *s)
{
	char *out = mem_bytes(parent, strlen(s) + 1), *to = out;
	int32_t code;
	size_t n, marks = 0;

	for (; *s != '\0'; s += n) {
		enum sight sight;

		n = code_at(s, &code);
		sight = sight_of(code);
		/* Half-width sound marks become combining marks. */
		if (sight == MARK || in_range(code, 0xff9e, 0xff9f))
			marks++;
		else if (sight != UNSEEN)
			marks = 0;
		if (sight == BLANK) {
			*to++ = ' ';
		} else if (sight != UNSEEN && marks <= MARKS_MAX) {
			memcpy(to, s, n);
			to += n;
		}
	}
	*to = '\0';
	return (out);
}

/* In place: one blank for a run of blanks, none at the ends. */
static char *
squeeze(char *s)
{
	char *to = s;

	for (const char *p = s; *p != '\0'; p++)
		if (*p != ' ' || (to > s && to[-1] != ' '))
			*to++ = *p;
	if (to > s && to[-1] == ' ')
		to--;
	*to = '\0';
	return (s);
}

/* ${s}, well formed, in the form that ${options} choose. */
static char *
mapped(const void *parent, const char *s, int options)
{
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)s;
	utf8proc_ssize_t len = (utf8proc_ssize_t)strlen(s), n, written = -1;
	utf8proc_option_t how = (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE | options);
	utf8proc_int32_t *codes = NULL;

	n = utf8proc_decompose(bytes, len, NULL, 0, how);
	if (n >= 0) {
		codes = mem_bytes(parent, ((size_t)n + 1) * sizeof *codes);
		if (utf8proc_decompose(bytes, len, codes, n, how) == n)
			written = utf8proc_reencode(codes, n, how);
	}
	/* Cannot happen with well-formed text.  If it does, the text is compared as it is. */
	return (written < 0 ? mem_str(parent, s) : (char *)codes);
}

static char *
folded(const void *parent, const char *s, int options)
{
	char *plain = seen(parent, s == NULL ? "" : s), *out;

	if (plain[strspn(plain, " !\"#$%&'()*+,-./0123456789:;<=>?@[\\]^_`{|}~")] == '\0')
		return (squeeze(plain));
	out = mapped(parent, plain, options);
	mem_free(plain);
	return (squeeze(out));
}

char *
fold_text(const void *parent, const char *s)
{
	return (folded(parent, s, UTF8PROC_COMPAT));
}

/* Would folding turn a raised, lowered or enclosed digit into a plain one? */
static bool
says_more(const char *s)
{
	int32_t code;

	for (; *s != '\0'; s += code_at(s, &code)) {
		unsigned how;

		(void)code_at(s, &code);
		how = code < 0x80 ? 0U : (unsigned)utf8proc_get_property(code)->decomp_type;
		if (how == UTF8PROC_DECOMP_TYPE_SUPER || how == UTF8PROC_DECOMP_TYPE_SUB || how == UTF8PROC_DECOMP_TYPE_CIRCLE ||
		    how == UTF8PROC_DECOMP_TYPE_FRACTION)
			return (true);
	}
	return (false);
}

/* In place: what is drawn as a dash becomes "-". */
static char *
dashes(char *s)
{
	char *to = s;
	int32_t code;
	size_t n;

	for (const char *p = s; *p != '\0'; p += n) {
		n = code_at(p, &code);
		if (code == 0x2212 || (code >= 0x80 && utf8proc_category(code) == UTF8PROC_CATEGORY_PD)) {
			*to++ = '-';
		} else {
			memmove(to, p, n);
			to += n;
		}
	}
	*to = '\0';
	return (s);
}

char *
fold_code(const void *parent, const char *s)
{
	if (s != NULL && says_more(s))
		return (mem_str(parent, s));
	return (dashes(fold_text(parent, s)));
}

/* ---- names and titles */

static bool
is_picture(int32_t code)
{
	return (code >= 0x80 && (utf8proc_get_property(code)->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC ||
	    in_range(code, 0x1f3fb, 0x1f3ff)));
}

static bool
is_han(int32_t code)
{
	return (in_range(code, 0x3400, 0x9fff) || in_range(code, 0xf900, 0xfaff) || in_range(code, 0x20000, 0x3ffff));
}

/* Does ${code} choose the form of the character before it? */
static bool
is_form_of(int32_t code, int32_t before, int32_t after)
{
	if (in_range(code, 0x180b, 0x180d) || code == 0x180f)
		return (in_range(before, 0x1820, 0x18aa));
	if (in_range(code, 0xfe00, 0xfe0f))
		return (is_picture(before) || is_han(before) || (code == 0xfe0f && after == 0x20e3));
	return (in_range(code, 0xe0100, 0xe01ef) && is_han(before));
}

/* Does the invisible ${code} change how the characters around it look? */
static bool
shapes(int32_t code, int32_t before, int32_t after)
{
	bool virama = before >= 0x80 && utf8proc_get_property(before)->combining_class == 9;

	if (code == 0x200d)
		return (virama || ((is_picture(before) || before == 0xfe0f) && is_picture(after)));
	if (code == 0x200c)
		return (virama || (in_range(before, 0x620, 0x8ff) && in_range(after, 0x620, 0x8ff)));
	return (is_form_of(code, before, after));
}

static bool
ends_line(int32_t code)
{
	return (code < 0x20 || code == 0x85 || in_range(code, 0x2028, 0x2029));
}

/* Is ${code} no part of a name, as it stands between ${before} and ${after}? */
static bool
is_left_out(int32_t code, int32_t before, int32_t after)
{
	if (code == '\r')
		return (after == '\n');
	return (sight_of(code) == UNSEEN && !shapes(code, before, after));
}

char *
fold_line(const void *parent, const char *s)
{
	const char *from = s == NULL ? "" : s;
	char *out = mem_bytes(parent, strlen(from) + 1), *to = out, *end = out;
	int32_t before = 0, code, after;
	size_t n;

	for (; *from != '\0'; from += n) {
		bool blank;

		n = code_at(from, &code);
		(void)code_at(from + n, &after);
		blank = sight_of(code) == BLANK;
		if (is_left_out(code, before, after) || (blank && end == out))
			continue;
		if (blank && ends_line(code)) {
			*to++ = ' ';
		} else {
			memcpy(to, from, n);
			to += n;
		}
		end = blank ? end : to;
		before = code;
	}
	*end = '\0';
	return (out);
}

/* ---- empty, and equal */

bool
fold_is_empty(const char *s)
{
	int32_t code;

	for (; s != NULL && *s != '\0'; s += code_at(s, &code)) {
		(void)code_at(s, &code);
		if (sight_of(code) == SEEN)
			return (false);
	}
	return (true);
}

bool
fold_same(const char *a, const char *b)
{
	void *parent = mem_pool(NULL, 1024);
	bool same = str_eq(folded(parent, a, UTF8PROC_COMPAT | UTF8PROC_CASEFOLD), folded(parent, b, UTF8PROC_COMPAT | UTF8PROC_CASEFOLD));

	mem_free(parent);
	return (same);
}
