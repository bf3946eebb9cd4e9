/* SPDX-License-Identifier: ISC */
/* gatehousectl routes: every address with its right; kept in tests/golden/routes.txt. */
#include "ctl/verb.h"

#include "web/route.h"

static const struct {
	unsigned flag;
	const char *name;
} flag_names[] = {
	{ ROUTE_PUBLIC, "public" }, { ROUTE_NO_SITE, "no-site" }, { ROUTE_OPERATOR, "operator" },
	{ ROUTE_UPLOADS, "uploads" }, { ROUTE_FRESH, "fresh" }, { ROUTE_SHOWS_AGAIN, "shows-again" },
	{ ROUTE_BARE, "bare" }, { ROUTE_WITHOUT_FACTOR, "without-factor" }, { ROUTE_WITHOUT_NOTICE, "without-notice" }, { ROUTE_SLOW, "slow" },
	{ ROUTE_SECRET, "secret" }, { ROUTE_LOCAL, "local" },
};

static void
put_flags(const struct route *r, void (*put)(void *to, const char *name), void *to)
{
	for (size_t i = 0; i < ARRAY_LEN(flag_names); i++)
		if (r->flags & flag_names[i].flag)
			put(to, flag_names[i].name);
}

static void
put_word(void *to, const char *name)
{
	fprintf(to, " %s", name);
}

static void
put_json(void *to, const char *name)
{
	json_array_append_new(to, json_string(name));
}

static void
list_json(void)
{
	json_t *list = json_array();

	for (const struct route *r = routes; r->pattern != NULL; r++) {
		json_t *flags = json_array();

		put_flags(r, put_json, flags);
		json_array_append_new(list, json_pack("{s:s, s:s, s:o, s:o}", "method", r->method == METHOD_POST ? "POST" : "GET", "address", r->pattern,
		    "permission", r->permission == NULL ? json_null() : json_string(r->permission), "flags", flags));
	}
	call_json(list);
}

struct err *
verb_routes(struct call *call, int *exit_code)
{
	bool slow = call_flag(call, "--slow");

	if (call->argc != 1)
		return (call_usage(call, exit_code));
	/* For whoever writes nginx' configuration by other means than nginx-config. */
	if (slow) {
		printf("%s\n", route_slow_pattern(call->c));
		return (OK);
	}
	if (call->json) {
		list_json();
		return (OK);
	}
	printf("# Written by gatehousectl routes (make golden): method, address, permission, flags.  "
	    "Read what changed: an address is a door.\n");
	for (const struct route *r = routes; r->pattern != NULL; r++) {
		printf("%-4s %-48s %s", r->method == METHOD_POST ? "POST" : "GET", r->pattern,
		    r->permission == NULL ? "-" : r->permission);
		put_flags(r, put_word, stdout);
		printf("\n");
	}
	return (OK);
}
