/* SPDX-License-Identifier: ISC */
#include "base/conf_value.h"

#include "base/str.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define ZONES "/usr/share/zoneinfo"

/* Ascending, the base unit first. */
const struct conf_unit conf_value_bytes[] = {
	{ "B", 1 }, { "kB", 1024 }, { "MB", 1024 * 1024 }, { "GB", 1024 * 1024 * 1024 }, { NULL, 0 }
};
const struct conf_unit conf_value_seconds[] = {
	{ "s", 1 }, { "min", 60 }, { "h", 3600 }, { "d", 86400 }, { NULL, 0 }
};
const struct conf_unit conf_value_none[] = { { "", 1 }, { NULL, 0 } };

bool
conf_value_amount(const char *text, const struct conf_unit *units, int64_t *out)
{
	size_t n = strspn(text, "0123456789");
	const char *unit = text + n + strspn(text + n, " ");
	char number[24];
	int64_t v;

	if (n == 0 || n >= sizeof number)
		return (false);
	memcpy(number, text, n);
	number[n] = '\0';
	if (!str_to_int(number, 0, INT64_MAX, &v))
		return (false);
	for (; units->name != NULL; units++) {
		if (*unit == '\0' || strcasecmp(unit, units->name) == 0)
			return (!__builtin_mul_overflow(v, units->factor, out));
	}
	return (false);
}

bool
conf_value_switch(const char *text, bool *out)
{
	static const char *const words[] = { "off", "on", "false", "true", "no", "yes", "0", "1" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(words); i++) {
		if (strcasecmp(text, words[i]) == 0) {
			*out = i % 2 == 1;
			return (true);
		}
	}
	return (false);
}

bool
conf_value_zone(const char *name)
{
	char path[256];
	int n;

	/* Only a name, not a path: a file of that name must exist in the folder of time zones. */
	if (str_empty(name) || *name == '/' || strstr(name, "..") != NULL)
		return (false);
	if (access(ZONES, F_OK) != 0)
		return (true);
	n = snprintf(path, sizeof path, ZONES "/%s", name);
	return (n > 0 && (size_t)n < sizeof path && access(path, R_OK) == 0);
}

void
conf_value_write(int64_t amount, const struct conf_unit *units, char *out, unsigned long room)
{
	const struct conf_unit *best = units;

	for (; units->name != NULL; units++) {
		if (amount != 0 && amount % units->factor == 0)
			best = units;
	}
	(void)snprintf(out, room, "%lld%s", (long long)(amount / best->factor), best->name);
}
