/* SPDX-License-Identifier: ISC */
#include "web/intake.h"

#include "access/session.h"
#include "web/layout.h"

enum { EARLY_MAX = 64 * 1024 /* bytes: nginx holds as many in memory by then, whoever sends them */ };

/* What is wrong with the body is found again by intake_body, when it is known who sent it. */
void
intake_early(struct visit *v, struct wire *wire)
{
	struct request *req = v->req;

	if (req->method != METHOD_POST || layout_cookie(v) == NULL)
		return;
	if (!req->body_was_read && request_hold(req, wire->bytes, wire->arg, EARLY_MAX))
		err_free(intake_typed(v, wire));
	v->is_early = req->held != NULL;
}

struct err *
intake_body(struct visit *v, struct wire *wire)
{
	const struct conf *conf = v->c->conf;
	struct body_limits limits = { .form_bytes = conf->form_max, .upload_bytes = v->route->flags & ROUTE_UPLOADS ? conf->upload_max : 0,
		.upload_dir = conf->uploads };

	if (v->req->method != METHOD_POST || v->req->body_is_whole || (v->req->body_was_read && v->req->held == NULL))
		return (OK);
	return (request_body(v->req, wire->bytes, wire->arg, &limits));
}

struct err *
intake_typed(struct visit *v, struct wire *wire)
{
	const struct conf *conf = v->c->conf;
	struct body_limits limits = { .form_bytes = conf->form_max, .skips_files = true,
		.upload_bytes = v->route->flags & ROUTE_UPLOADS ? conf->upload_max : 0 };

	return (request_body(v->req, wire->bytes, wire->arg, &limits));
}

struct err *
intake_session(struct visit *v)
{
	bool known = false;

	TRY(session_known(v->c, layout_cookie(v), &known));
	v->page = NULL;
	v->reply->status = known ? 200 : 401;
	v->reply->type = "text/plain; charset=utf-8";
	buf_put(v->reply->body, known ? "known\n" : "unknown\n");
	return (OK);
}
