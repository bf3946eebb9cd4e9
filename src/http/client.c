/* SPDX-License-Identifier: ISC */
#include "http/client.h"

#include "base/network.h"
#include "base/str.h"

#include <string.h>

/* The last item of the line, cut off from it; NULL when none is left. */
static char *
last_item(char *line)
{
	char *comma = strrchr(line, ',');
	char *item = comma != NULL ? comma + 1 : line;

	if (comma == NULL && *str_trim(line) == '\0')
		return (NULL);
	item = mem_str(line, str_trim(item));
	*(comma != NULL ? comma : line) = '\0';
	return (item);
}

char *
client_address(const void *parent, const char *trusted, const char *peer, const char *forwarded)
{
	char *at = network_address(parent, peer), *line, *item, *before;

	/* A socket of this machine has no address. */
	if (at == NULL)
		return (mem_str(parent, peer));
	line = mem_str(parent, str_or(forwarded, ""));
	while (network_has(trusted, at) && (item = last_item(line)) != NULL) {
		before = network_address(parent, item);
		if (before == NULL)
			break;
		at = before;
	}
	mem_free(line);
	return (at);
}
