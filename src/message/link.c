/* SPDX-License-Identifier: ISC */
#include "message/link.h"

#include "base/random.h"
#include "base/str.h"

#include <string.h>

#define PURPOSE "message.stop"

char *
link_stop(const void *parent, const char *key, const struct stop *stop)
{
	if (str_empty(key))
		return (NULL);
	return (seal_close(parent, key, PURPOSE, mem_fmt(parent, "%s/%s/%s", stop->site_id, stop->account_id, stop->topics)));
}

bool
link_stop_read(const void *parent, const char *key, const char *token, struct stop *out)
{
	char *text = str_empty(key) ? NULL : seal_open(parent, key, PURPOSE, token), *account, *topics;

	if (text == NULL || (account = strchr(text, '/')) == NULL || (topics = strchr(account + 1, '/')) == NULL)
		return (false);
	*account++ = *topics++ = '\0';
	*out = (struct stop){ text, account, topics };
	return (true);
}
