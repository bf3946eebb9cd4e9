/* SPDX-License-Identifier: ISC */
#include "web/post.h"

#include "base/str.h"
#include "http/upload.h"
#include "web/route.h"

#include <stdio.h>

struct visit *
post_new(struct ctx *c)
{
	struct visit *v = mem_new(c, struct visit);

	v->c = c;
	v->req = mem_new(c, struct request);
	v->req->method = METHOD_POST;
	v->reply = reply_new(c);
	return (v);
}

struct err *
post_file(struct visit *v, const char *field, const char *name, const char *bytes, size_t n)
{
	struct multipart_part part = { .type = "" };
	struct upload_writer *file;

	(void)snprintf(part.name, sizeof part.name, "%s", field);
	(void)snprintf(part.filename, sizeof part.filename, "%s", name);
	TRY(upload_begin(v->req, v->c->conf->uploads, &part, &file));
	TRY(upload_write(file, bytes, n));
	return (upload_end(file));
}

struct err *
post_send(struct visit *v, const char *pattern, const struct pair *args)
{
	v->route = routes;
	while (v->route->pattern != NULL && !(v->route->method == METHOD_POST && str_eq(v->route->pattern, pattern)))
		v->route++;
	if (v->route->pattern == NULL)
		return (RAISE(ERR_INTERNAL, "no form is sent to \"%s\"", pattern));
	for (size_t i = 0; args[i].name != NULL && i < ROUTE_ARGS_MAX; i++) {
		v->args[i].name = args[i].name;
		v->args[i].value = args[i].value;
	}
	if (!v->c->me->is_clock)
		TRY(permit_check(v->c, v->route->permit));
	visit_empty_state(v);
	if (v->route->ask != NULL)
		v->route->ask(v);
	TRY(db_wait(v->c->db));
	return (v->route->answer(v));
}
