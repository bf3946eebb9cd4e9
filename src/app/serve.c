/* SPDX-License-Identifier: ISC */
#include "app/serve.h"

#include "access/event.h"
#include "access/session.h"
#include "app/route.h"
#include "base/log.h"
#include "base/plant.h"
#include "base/random.h"
#include "http/url.h"
#include "pages/frame.h"
#include "pages/login.h"
#include "view/words.h"

#include <string.h>
#include <time.h>

enum { REQUEST_USUAL = 192 * 1024 /* bytes: what most requests need; more is had all the same */ };

/* Which site is this in?  Routes outside any site are in site 0, where nobody has rights; so is an unknown one, until check_rights. */
static struct err *
find_site(struct visit *v)
{
	struct ctx *c = v->c;

	c->site_id = "0";
	if (v->route->flags & ROUTE_NO_SITE)
		return (OK);
	TRY(site_find(c->directory, c->db, visit_arg(v, "site"), NULL, &c->site));
	if (c->site != NULL)
		c->site_id = c->site->id_text;
	return (OK);
}

/* Is there such a site for this person?  One that is not theirs reads like one that is not there. */
static struct err *
check_site(const struct visit *v)
{
	unsigned flags = v->route->flags;

	if (flags & ROUTE_NO_SITE)
		return (OK);
	if (v->c->site == NULL || (!(flags & ROUTE_PUBLIC) && !v->c->me->is_member && !PLANTED(5)))
		return (RAISE(ERR_NOT_FOUND, "no site \"%s\" for them", visit_arg(v, "site")));
	return (OK);
}

/* Is this person allowed here at all?  What is not theirs does not exist for them. */
static struct err *
check_rights(const struct visit *v)
{
	const struct member *me = v->c->me;
	unsigned flags = v->route->flags;

	if (flags & ROUTE_PUBLIC)
		return (check_site(v));
	if (me->account_id == 0)
		return (RAISE(ERR_LOGIN, "nobody is logged in"));
	if (flags & ROUTE_OPERATOR && !me->is_operator)
		return (RAISE(ERR_NOT_FOUND, "for operators"));
	TRY(check_site(v));
	if (me->needs_second_factor && !(flags & ROUTE_WITHOUT_FACTOR))
		return (err_say(RAISE(ERR_FORBIDDEN, "a second factor is due"), N_("Your role needs a second factor. Set it up under your account first.")));
	TRY(permit_check(v->c, PLANTED(4) ? NULL : v->route->permission));
	return (flags & ROUTE_FRESH && !me->is_fresh && !PLANTED(6) ? RAISE(ERR_LOGIN, "the password was not typed lately") : OK);
}

/* Did the browser send this from a page of ours? (token of the form, and what the browser says of the origin) */
static struct err *
check_origin(struct visit *v)
{
	const struct request *req = v->req;
	const char *host = req->origin == NULL ? NULL : strstr(req->origin, "://");

	/* "null" is a frame without rights, or a file: none of ours. */
	if (!PLANTED(3) && req->origin != NULL && (host == NULL || !str_eq(host + 3, req->host)))
		return (RAISE(ERR_FORBIDDEN, "posted from \"%s\"", req->origin));
	if (req->fetch_site != NULL && !str_has_word("same-origin none", req->fetch_site))
		return (RAISE(ERR_FORBIDDEN, "posted from a %s page", req->fetch_site));
	v->lacks_token = !digest_same(visit_form(v, "token"), v->form_token);
	if (v->lacks_token && v->route->flags & ROUTE_SHOWS_AGAIN && v->c->me->account_id == 0)
		return (OK);
	if (!PLANTED(2) && v->lacks_token)
		return (RAISE(v->c->me->account_id == 0 ? ERR_LOGIN : ERR_FORBIDDEN, "the form's token is not this session's"));
	return (OK);
}

static struct err *
read_body(struct visit *v, struct wire *wire)
{
	const struct conf *conf = v->c->conf;
	struct body_limits limits = { .form_bytes = conf->form_max, .upload_bytes = v->route->flags & ROUTE_UPLOADS ? conf->upload_max : 0,
		.upload_dir = conf->uploads };

	if (v->req->method != METHOD_POST)
		return (OK);
	return (request_body(v->req, wire->bytes, wire->arg, &limits));
}

/* Files are streams, which ask on. */
static bool
has_asked_all(const struct visit *v)
{
	return (v->route->flags & ROUTE_ALL_ASKED && v->suffix == NULL);
}

/* The end of the transaction goes with the questions when there will be no others: PostgreSQL then works on a page once, not twice. */
static struct err *
read_answers(struct visit *v)
{
	return (has_asked_all(v) ? db_commit(v->c->db) : db_wait(v->c->db));
}

/* Durable before anything is said; a page that only read does not wait for its end. */
static struct err *
end_transaction(struct visit *v, bool writes)
{
	struct db *db = v->c->db;

	/* Outside its transaction it would have seen no site. */
	if (has_asked_all(v) && db_is_open(db))
		return (RAISE(ERR_INTERNAL, "\"%s\" asks more than its route says", v->route->pattern));
	if (!writes) {
		db_end(db);
		return (OK);
	}
	if (v->rolls_back) {
		db_rollback(db);
		return (OK);
	}
	event_flush(v->c);
	return (db_commit(db));
}

/*
 * One request.  Read this function first: each line is a step, none knows the
 * ones above it, and nothing after a refusal runs.
 */
static struct err *
serve_steps(struct visit *v, struct wire *wire)
{
	struct ctx *c = v->c;
	bool writes = v->req->method == METHOD_POST;
	struct rows *opened;

	TRY(route_find(v));
	if (v->route->flags & ROUTE_BARE)
		return (v->route->answer(v));
	TRY(db_ready(c->db));
	TRY(find_site(v));
	session_ask(c, frame_cookie(v), writes, &opened);
	if (v->route->ask != NULL && (c->site != NULL || v->route->flags & ROUTE_NO_SITE))
		v->route->ask(v);
	TRY(read_answers(v));
	TRY(session_read(c, opened));
	frame_begin(v, opened);
	TRY(check_rights(v));
	TRY(read_body(v, wire));
	if (writes)
		TRY(check_origin(v));
	TRY(v->route->answer(v));
	TRY(end_transaction(v, writes));
	visit_arrive(v);
	return (frame_end(v));
}

/* ---- errors become replies here and nowhere else */

static const struct {
	int status;
	const char *title, *advice;
} error_page[] = {
	[ERR_INTERNAL] = { 500, N_("Something went wrong"), N_("It is our fault. Nothing was changed. Please try again; if it happens again, tell your administrator the number below.") },
	[ERR_INVALID] = { 400, N_("This request is broken"), N_("Nothing was changed. Go back, reload the page and try again.") },
	[ERR_LOGIN] = { 401, N_("Please log in"), N_("Log in and go on.") },
	[ERR_FORBIDDEN] = { 403, N_("You may not do this"), N_("Nothing was changed. If you should be able to, ask an administrator of the site for the right.") },
	[ERR_NOT_FOUND] = { 404, N_("Not found"), N_("There is nothing at this address, or it is not open to you. Check the address or search for the number.") },
	[ERR_METHOD] = { 405, N_("Not like this"), N_("This address cannot be used this way. Go back and use the buttons of the page.") },
	[ERR_CONFLICT] = { 409, N_("Somebody was faster"), N_("It changed meanwhile, so nothing of yours was saved. Open the page again, look at what is new, and decide again.") },
	[ERR_TOO_LARGE] = { 413, N_("Too large"), N_("Nothing was saved. Choose smaller files or send them one by one.") },
	[ERR_TOO_MANY] = { 429, N_("Too many tries"), N_("Please wait a few minutes and try again.") },
	[ERR_UNAVAILABLE] = { 503, N_("Back in a moment"), N_("The portal is busy or being restarted. Nothing was changed. Try again in a few seconds.") },
};

static void
show_error(struct visit *v, const struct err *err)
{
	enum err_kind kind = err_kind(err);
	struct err *failed;

	v->reply->status = error_page[kind].status;
	if (kind == ERR_UNAVAILABLE || kind == ERR_TOO_MANY)
		reply_header(v->reply, "Retry-After", kind == ERR_UNAVAILABLE ? "2" : "300");
	failed = frame_error(v, error_page[kind].status, error_page[kind].title, error_page[kind].advice, err_said(err));
	if (failed == OK)
		return;
	log_line(LOG_ERROR, "error page: %s", err_trace(v->c, failed));
	err_free(failed);
	v->reply->body = buf_new(v->reply);
	v->reply->type = "text/plain; charset=utf-8";
	buf_fmt(v->reply->body, "%d %s\n", v->reply->status, v->req->id);
}

static void
answer_error(struct worker *worker, struct visit *v, struct wire *wire, struct err *err)
{
	bool ours = err_kind(err) == ERR_INTERNAL;

	db_rollback(worker->db);
	log_line(ours ? LOG_ERROR : LOG_INFO, "\"%s\" %d: %s", str_or(v->req->path_raw, "?"), error_page[err_kind(err)].status, err_trace(v->c, err));
	v->reply = reply_new(v->c);
	/* The page of a refusal says no more of a site than the address did. */
	if (!v->c->me->is_member)
		v->c->site = NULL;
	if (err_kind(err) == ERR_LOGIN) {
		struct err *failed;

		/* What was typed must survive the log-in, so the body is read even now. */
		if (v->req->method == METHOD_POST && v->req->form.n == 0)
			err_free(read_body(v, wire));
		failed = login_interrupt(v);
		if (failed == OK)
			failed = frame_end(v);
		if (failed == OK)
			return;
		err_free(failed);
	}
	show_error(v, err);
}

/* A form that was taken before is answered with what the first sending led to. */
static bool
answer_again(struct visit *v, const struct err *err)
{
	struct ctx *c = v->c;
	struct rows *opened, *rows;
	struct err *failed;

	if (err_kind(err) != ERR_CONFLICT || v->once_key == NULL || !str_eq(db_sqlstate(c->db), "23505"))
		return (false);
	db_rollback(c->db);
	session_ask(c, frame_cookie(v), false, &opened);
	failed = db_run(c->db, c, STMT_SUBMISSION_FIND, &rows, ARGS(c->site_id, str_or(c->me->id_text, "0"), v->once_key));
	if (failed == OK)
		failed = db_commit(c->db);
	if (failed != OK || rows_count(rows) == 0) {
		err_free(failed);
		return (false);
	}
	v->reply = reply_new(c);
	reply_see_other(v->reply, rows_text(rows, 0, "location"));
	return (true);
}

static struct visit *
visit_new(const void *root, struct worker *worker, struct request *req)
{
	struct ctx *c = ctx_new(root, worker->db, worker->directory, worker->conf);
	struct visit *v = mem_new(c, struct visit);

	v->c = c;
	v->req = req;
	v->reply = reply_new(c);
	v->view = view_new(c);
	v->root = view_root(v->view);
	v->layout = "layout";
	c->request_id = req->id;
	return (v);
}

/* Reads may be tried once more on a new connection; writes only when nothing of them was sent. */
static bool
may_retry(const struct visit *v, const struct err *err)
{
	return (err_kind(err) == ERR_UNAVAILABLE && (v->req->method == METHOD_GET || !db_was_sent(v->c->db)));
}

/* What follows the reply: the session was seen, the page may have more to note. */
static void
after(struct visit *v)
{
	struct err *err = OK;

	if (v->touches)
		err = session_touch(v->c);
	if (err == OK && v->after != NULL && (v->reply->status == 200 || v->reply->status == 422))
		err = v->after(v);
	if (err == OK)
		return;
	db_rollback(v->c->db);
	log_line(LOG_WARN, "after the reply: %s", err_trace(v->c, err));
	err_free(err);
}

static int64_t
microseconds(void)
{
	struct timespec now = { 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return ((int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000);
}

/* For /metrics.  Before the reply is sent, so that whoever has an answer finds it counted. */
static void
count_request(struct worker *worker, int status)
{
	int class = status / 100 - 2;

	worker->served++;
	if (class >= 0 && class <= TALLY_5XX - TALLY_2XX)
		tally_add(worker->tally, (enum tally_count)(TALLY_2XX + class), 1);
}

/* And what it took, the sending and what followed it included. */
static void
count_work(struct worker *worker, int64_t began, int64_t trips)
{
	tally_add(worker->tally, TALLY_MICROSECONDS, (uint64_t)(microseconds() - began));
	tally_add(worker->tally, TALLY_ROUND_TRIPS, (uint64_t)(db_round_trips(worker->db) - trips));
}

void
serve(struct worker *worker, struct wire *wire)
{
	int64_t began = microseconds(), trips = db_round_trips(worker->db);
	struct request *req = NULL;
	void *root = mem_pool(NULL, REQUEST_USUAL);
	struct err *err = request_read(root, wire->param, wire->arg, &req);
	struct visit *v = visit_new(root, worker, req);

	log_request(v->req->id);
	if (err == OK) {
		err = serve_steps(v, wire);
		if (err != OK && may_retry(v, err)) {
			err_free(err);
			db_rollback(worker->db);
			mem_free(v->c);
			v = visit_new(root, worker, req);
			err = serve_steps(v, wire);
		}
	}
	if (err != OK && !answer_again(v, err))
		answer_error(worker, v, wire, err);
	err_free(err);
	count_request(worker, v->reply->status);
	v->reply->is_tls = frame_is_secure(v);
	err = reply_send(v->reply, &wire->sink, v->req->head);
	if (err != OK)
		log_line(LOG_DEBUG, "client gone: %s", err_text(err));
	err_free(err);
	after(v);
	count_work(worker, began, trips);
	log_request(NULL);
	mem_free(PLANTED(24) ? NULL : root);
}
