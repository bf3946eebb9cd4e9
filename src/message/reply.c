/* SPDX-License-Identifier: ISC */
#include "message/reply.h"

#include "base/random.h"
#include "base/str.h"

#include <string.h>

#define PURPOSE "message.reply"

enum {
	LEFT_MOST = 64,                 /* characters of the left side of an address */
	SIGN_CHARS = 24,                /* 96 bits: nobody can try so many */
	TOKEN_PARTS = 6,
	INTRODUCTION = 8,               /* lines with which a mail program introduces a quotation, at most */
};

/* ---- the address */

/* Digits and lower case alone: some servers change the case. */
static char *
sign(const void *parent, const char *key, const char *said)
{
	return (mem_strn(parent, digest_keyed(parent, key, PURPOSE, said), SIGN_CHARS));
}

static char *
say(const void *parent, const struct reply_to *to)
{
	return (mem_fmt(parent, "%llx-%llx-%llx-%llx-%llx", (unsigned long long)to->site, (unsigned long long)to->account, (unsigned long long)to->record,
	    (unsigned long long)to->message, (unsigned long long)to->until));
}

char *
reply_address(const void *parent, const char *key, const char *mailbox, const struct reply_to *to)
{
	const char *at = strchr(mailbox, '@'), *said = say(parent, to);
	size_t left = at == NULL ? 0 : (size_t)(at - mailbox);

	if (str_empty(key) || left == 0 || left + 1 + strlen(said) + 1 + SIGN_CHARS > LEFT_MOST)
		return (NULL);
	return (mem_fmt(parent, "%.*s+%s-%s%s", (int)left, mailbox, said, sign(parent, key, said), at));
}

static bool
from_hex(const char *text, int64_t *out)
{
	size_t n = strlen(text);

	*out = 0;
	if (n == 0 || n > 15 || strspn(text, "0123456789abcdef") != n)
		return (false);
	for (; *text != '\0'; text++)
		*out = *out * 16 + (*text <= '9' ? *text - '0' : *text - 'a' + 10);
	return (true);
}

static bool
read_token(const void *parent, const char *key, char *token, struct reply_to *out)
{
	int64_t *const numbers[] = { &out->site, &out->account, &out->record, &out->message, &out->until };
	char **parts = str_split(parent, token, '-');
	size_t n = 0;

	while (parts[n] != NULL)
		n++;
	if (n != TOKEN_PARTS)
		return (false);
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
		if (!from_hex(parts[i], numbers[i]))
			return (false);
	return (digest_same(sign(parent, key, say(parent, out)), parts[TOKEN_PARTS - 1]));
}

bool
reply_read(const void *parent, const char *key, const char *mailbox, const char *header, struct reply_to *out)
{
	size_t left = strcspn(mailbox, "@");
	char *begin = str_lower(mem_fmt(parent, "%.*s+", (int)left, mailbox));

	if (str_empty(key) || left == 0)
		return (false);
	for (const char *at = str_lower(mem_str(parent, header)); (at = strstr(at, begin)) != NULL;) {
		at += strlen(begin);
		if (read_token(parent, key, mem_strn(parent, at, strspn(at, "0123456789abcdef-")), out))
			return (true);
	}
	return (false);
}

/* ---- what the writer wrote */

static bool
names_any(const char *line, const char *const *texts)
{
	for (size_t i = 0; texts[i] != NULL; i++)
		if (*texts[i] != '\0' && strstr(line, texts[i]) != NULL)
			return (true);
	return (false);
}

static bool
is_blank(const char *line)
{
	return (line[strspn(line, " \t\r>")] == '\0');
}

/* "-----", "________": what separates a quotation from the text above it. */
static bool
is_rule(const char *line)
{
	return (strspn(line, "-_=*> \t\r") >= 3 && (line[strspn(line, "-_=*> \t\r")] == '\0' || (strncmp(line, "---", 3) == 0 && strstr(line + 3, "---") != NULL)));
}

/* A long introduction is broken before our address. */
static bool
continues(const char *above, const char *line)
{
	size_t n = strlen(above);

	return (n > 0 && (above[n - 1] == '<' || line[strspn(line, "> \t")] == '<'));
}

/* Above line ${n}, where the quotation begins: without what introduces it. */
static size_t
before_introduction(char **lines, size_t n, const char *const *addresses)
{
	size_t from = n;

	for (size_t i = 1; i <= INTRODUCTION && i <= n; i++)
		if (names_any(lines[n - i], addresses))
			from = n - i;
	if (from > 0 && from < n && continues(lines[from - 1], lines[from]))
		from--;
	while (from > 0 && (is_blank(lines[from - 1]) || is_rule(lines[from - 1])))
		from--;
	return (from);
}

char *
reply_text(const void *parent, const char *text, const char *const *marks, const char *const *addresses)
{
	char **lines = str_split(parent, mem_str(parent, text), '\n');
	struct buf *to = buf_new(parent);
	size_t n = 0, end;

	for (size_t i = 0; lines[i] != NULL; i++)
		lines[i][strcspn(lines[i], "\r")] = '\0';
	while (lines[n] != NULL && !names_any(lines[n], marks))
		n++;
	end = lines[n] == NULL ? n : before_introduction(lines, n, addresses);
	for (size_t i = 0; i < end && strcmp(lines[i], "-- ") != 0; i++)
		buf_fmt(to, "%s%s", i == 0 ? "" : "\n", lines[i]);
	return (to->data);
}
