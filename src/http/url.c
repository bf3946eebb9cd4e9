/* SPDX-License-Identifier: ISC */
#include "http/clean.h"
#include "http/url.h"

#include <string.h>
#include <strings.h>

bool
url_is_plain(char c)
{
	return ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	    c == '-' || c == '.' || c == '_' || c == '~');
}

/* Escape every byte that is neither unreserved nor one of ${keep}. */
static void
url_put_keeping(struct buf *to, const char *text, const char *keep)
{
	static const char digits[] = "0123456789ABCDEF";
	const char *p;

	for (p = text; p != NULL && *p != '\0'; p++) {
		unsigned char c = (unsigned char)*p;

		if (url_is_plain(*p) || strchr(keep, *p) != NULL) {
			buf_putc(to, *p);
			continue;
		}
		buf_putc(to, '%');
		buf_putc(to, digits[c >> 4]);
		buf_putc(to, digits[c & 15]);
	}
}

void
url_put(struct buf *to, const char *text)
{
	url_put_keeping(to, text, "");
}

char *
url_encode(const void *parent, const char *text)
{
	struct buf *b = buf_new(parent);

	url_put(b, text);
	return (b->data);
}

/* The value of a hexadecimal digit, or -1; the NUL at the end of a text is none. */
static int
url_digit(char c)
{
	if (c >= '0' && c <= '9')
		return (c - '0');
	if (c >= 'a' && c <= 'f')
		return (c - 'a' + 10);
	if (c >= 'A' && c <= 'F')
		return (c - 'A' + 10);
	return (-1);
}

char *
url_decode(char *text, bool plus)
{
	const char *from = text;
	char *to = text;
	int high, low;

	for (; *from != '\0'; from++) {
		if (*from == '%') {
			high = url_digit(from[1]);
			low = high < 0 ? -1 : url_digit(from[2]);
			if (low < 0)
				return (NULL);
			*to++ = (char)(high * 16 + low);
			from += 2;
		} else
			*to++ = *from == '+' && plus ? ' ' : *from;
	}
	/* clean_text also refuses a decoded NUL, like other control bytes. */
	if (!clean_text(text, (size_t)(to - text)))
		return (NULL);
	*to = '\0';
	return (text);
}

static void
url_put_pair(struct buf *to, char *sep, const char *name, const char *value)
{
	if (str_empty(value))
		return;
	buf_putc(to, *sep);
	*sep = '&';
	url_put(to, name);
	buf_putc(to, '=');
	url_put(to, value);
}

char *
url_with(const void *parent, const char *path, const struct pairs *query,
    const char *name, const char *value)
{
	struct buf *b = buf_new(parent);
	bool placed = false;
	char sep = '?';
	size_t i;

	url_put_keeping(b, path, "/%");
	for (i = 0; i < query->n; i++) {
		const struct pair *pair = &query->pair[i];

		if (!str_eq(pair->name, name))
			url_put_pair(b, &sep, pair->name, pair->value);
		else if (!placed) {
			url_put_pair(b, &sep, name, value);
			placed = true;
		}
	}
	if (!placed)
		url_put_pair(b, &sep, name, value);
	return (b->data);
}

bool
url_is_local(const char *target)
{
	/* Browsers read "\" as "/", and drop tabs and line breaks, before they look for a host. */
	return (target != NULL && target[0] == '/' && strstr(target, "//") == NULL &&
	    strchr(target, '\\') == NULL && clean_line(target, strlen(target)));
}

bool
url_is_link(const char *target)
{
	static const char *const schemes[] = {"http://", "https://", "mailto:"};
	size_t i, n;

	if (target == NULL || !clean_line(target, strlen(target)) ||
	    strpbrk(target, " \"<>\\") != NULL)
		return (false);
	for (i = 0; i < ARRAY_LEN(schemes); i++) {
		n = strlen(schemes[i]);
		if (strncasecmp(target, schemes[i], n) == 0)
			return (target[n] != '\0' && target[n] != '/');
	}
	return (false);
}
