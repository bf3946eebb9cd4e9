/* SPDX-License-Identifier: ISC */
#include "http/header_value.h"

#include <string.h>
#include <strings.h>

static const char *
header_value_skip(const char *s)
{
	return (s + strspn(s, " \t"));
}

bool
header_value_is(const char *text, const char *word, const char **rest)
{
	size_t n = strlen(word);

	text = header_value_skip(text);
	if (strncasecmp(text, word, n) != 0)
		return (false);
	*rest = header_value_skip(text + n);
	return (**rest == '\0' || **rest == ';');
}

/* Where the quotes end; a backslash covers a quote or another backslash. */
static const char *
header_value_quote_end(const char *s)
{
	while (*s != '\0' && *s != '"')
		s += s[0] == '\\' && (s[1] == '"' || s[1] == '\\') ? 2 : 1;
	return (*s == '"' ? s : NULL);
}

/* Sets the value that starts at ${s}; returns what follows it, or NULL. */
static const char *
header_value_take(const char *s, struct header_value_param *out)
{
	const char *end;

	out->quoted = *s == '"';
	out->value = out->quoted ? s + 1 : s;
	if (out->quoted)
		end = header_value_quote_end(out->value);
	else
		end = out->value + strcspn(out->value, "; \t\"");
	if (end == NULL)
		return (NULL);
	out->value_len = (size_t)(end - out->value);
	return (header_value_skip(out->quoted ? end + 1 : end));
}

int
header_value_next(const char **rest, struct header_value_param *out)
{
	const char *s = header_value_skip(*rest);

	/* Empty parameters, also a semicolon at the end, are common and harmless. */
	while (*s == ';')
		s = header_value_skip(s + 1);
	if (*s == '\0')
		return (0);
	out->name = s;
	out->name_len = strcspn(s, "=; \t\"");
	if (out->name_len == 0 || s[out->name_len] != '=')
		return (-1);
	s = header_value_take(s + out->name_len + 1, out);
	if (s == NULL || (*s != '\0' && *s != ';'))
		return (-1);
	*rest = s;
	return (1);
}

bool
header_value_named(const struct header_value_param *param, const char *name)
{
	return (strlen(name) == param->name_len &&
	    strncasecmp(param->name, name, param->name_len) == 0);
}

bool
header_value_copy(const struct header_value_param *param, char *to, size_t room)
{
	size_t i, n = 0;

	for (i = 0; i < param->value_len; i++) {
		char c = param->value[i];

		/* Both bytes are inside: the search for the end took them together. */
		if (param->quoted && c == '\\' && strchr("\"\\", param->value[i + 1]) != NULL)
			c = param->value[++i];
		if ((unsigned char)c < 0x20 || c == 0x7f || n + 1 >= room)
			return (false);
		to[n++] = c;
	}
	to[n] = '\0';
	return (true);
}
