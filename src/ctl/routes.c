/* SPDX-License-Identifier: ISC */
/* gatehousectl routes: every address with its right; kept in tests/golden/routes.txt. */
#include "ctl/verb.h"

#include "web/location.h"

static const struct {
	unsigned flag;
	const char *name;
} flag_names[] = {
	{ ROUTE_PUBLIC, "public" }, { ROUTE_NO_SITE, "no-site" }, { ROUTE_OPERATOR, "operator" },
	{ ROUTE_UPLOADS, "uploads" }, { ROUTE_FRESH, "fresh" }, { ROUTE_SHOWS_AGAIN, "shows-again" },
	{ ROUTE_BARE, "bare" }, { ROUTE_WITHOUT_FACTOR, "without-factor" }, { ROUTE_WITHOUT_NOTICE, "without-notice" }, { ROUTE_SLOW, "slow" },
	{ ROUTE_SECRET, "secret" }, { ROUTE_LOCAL, "local" }, { ROUTE_HASHES, "hashes" }, { ROUTE_STRANGERS, "strangers" },
	{ ROUTE_FOR_NGINX, "for-nginx" }, { ROUTE_SHEETS, "sheets" }, { ROUTE_JSON, "json" }, { ROUTE_ZIP, "zip" },
	{ ROUTE_KEPT, "kept" }, { ROUTE_ONCE, "once" },
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
		    "permission", r->permit == PERMIT_NONE ? json_null() : json_string(permissions[r->permit].name), "flags", flags));
	}
	call_json(list);
}

/* For whoever writes nginx' configuration by other means than nginx-config. */
static void
list_locations(struct call *call)
{
	json_t *list = json_object();

	for (const struct location *l = locations; l->flags != 0; l++) {
		const char *expression = location_expression(call->c, l);

		if (call->json)
			json_object_set_new(list, l->name, json_string(expression));
		else
			printf("%s %s\n", l->name, expression);
	}
	if (call->json)
		call_json(list);
	else
		json_decref(list);
}

static void
list_routes(void)
{
	printf("# Written by gatehousectl routes (make golden): method, address, permission, flags.  "
	    "Read what changed: an address is a door.\n");
	for (const struct route *r = routes; r->pattern != NULL; r++) {
		printf("%-4s %-48s %s", r->method == METHOD_POST ? "POST" : "GET", r->pattern,
		    r->permit == PERMIT_NONE ? "-" : permissions[r->permit].name);
		put_flags(r, put_word, stdout);
		printf("\n");
	}
}

struct err *
verb_routes(struct call *call, int *exit_code)
{
	bool by_location = call_flag(call, "--locations");

	if (call->argc != 1)
		return (call_usage(call, exit_code));
	if (by_location)
		list_locations(call);
	else if (call->json)
		list_json();
	else
		list_routes();
	return (OK);
}
