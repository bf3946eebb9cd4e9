/* SPDX-License-Identifier: ISC */
/* gatehousectl routes: every address with its right; kept in tests/golden/routes.txt. */
#include "ctl/verb.h"

#include "app/route.h"

static const struct {
	unsigned flag;
	const char *name;
} flag_names[] = {
	{ ROUTE_PUBLIC, "public" }, { ROUTE_NO_SITE, "no-site" }, { ROUTE_OPERATOR, "operator" },
	{ ROUTE_UPLOADS, "uploads" }, { ROUTE_FRESH, "fresh" }, { ROUTE_SHOWS_AGAIN, "shows-again" },
	{ ROUTE_BARE, "bare" }, { ROUTE_WITHOUT_FACTOR, "without-factor" }, { ROUTE_SLOW, "slow" },
};

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
	printf("# Written by gatehousectl routes (make golden): method, address, permission, flags.  "
	    "Read what changed: an address is a door.\n");
	for (const struct route *r = routes; r->pattern != NULL; r++) {
		printf("%-4s %-48s %s", r->method == METHOD_POST ? "POST" : "GET", r->pattern,
		    r->permission == NULL ? "-" : r->permission);
		for (size_t i = 0; i < ARRAY_LEN(flag_names); i++)
			if (r->flags & flag_names[i].flag)
				printf(" %s", flag_names[i].name);
		printf("\n");
	}
	return (OK);
}
