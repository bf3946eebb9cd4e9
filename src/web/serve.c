/* SPDX-License-Identifier: ISC */
#include "web/serve.h"

#include "access/event.h"
#include "access/session.h"
#include "access/turn.h"
#include "base/log.h"
#include "base/network.h"
#include "http/client.h"
#include "http/url.h"
#include "view/words.h"
#include "web/asked.h"
#include "web/count.h"
#include "web/guard.h"
#include "web/intake.h"
#include "web/layout.h"
#include "web/once.h"
#include "web/refusal.h"
#include "web/resent.h"
#include "web/route.h"
#include "web/trouble.h"
#include "web/unchanged.h"

#include <string.h>

enum { REQUEST_USUAL = 192 * 1024 /* bytes: what most requests need; more is had all the same */ };

/* Which site is this in?  Routes outside any site are in site 0, where nobody has rights; so is an unknown one, until check_rights. */
static struct err *
find_site(struct visit *v)
{
	struct ctx *c = v->c;

	c->site_id = "0";
	c->door = str_or(v->route->door, "");
	if (v->route->flags & ROUTE_NO_SITE)
		return (OK);
	TRY(site_find(c->directory, c->db, visit_arg(v, "site"), NULL, &c->site));
	if (c->site != NULL)
		c->site_id = c->site->id_text;
	return (OK);
}

/*
 * Is there such a site for this person? A site they may not see answers exactly like one that
 * does not exist.
 */
static struct err *
check_site(const struct visit *v)
{
	unsigned flags = v->route->flags;

	if (flags & ROUTE_NO_SITE)
		return (OK);
	if (v->c->site == NULL || !(flags & ROUTE_PUBLIC ? v->c->me->is_let_in : v->c->me->is_member))
		return (RAISE(ERR_NOT_FOUND, "no site \"%s\" for them", visit_arg(v, "site")));
	return (OK);
}

/*
 * May this person open this page at all?  A page they may not see answers exactly like one that
 * does not exist.
 */
static struct err *
check_rights(struct visit *v)
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
	v->refused = "factor";
	if (me->needs_second_factor && !(flags & ROUTE_WITHOUT_FACTOR))
		return (err_say(RAISE(ERR_FORBIDDEN, "a second factor is due"), N_("Your role requires a second factor and you have not set one up yet. Set it up now; everything else becomes available as soon as you have.")));
	v->refused = NULL;
	TRY(permit_check(v->c, v->route->permit));
	return (flags & ROUTE_FRESH && !me->is_fresh ? RAISE(ERR_LOGIN, "the password was not typed lately") : OK);
}

/* A download is streamed, so it may run more queries. */
static bool
has_asked_all(const struct visit *v)
{
	return (v->route->flags & ROUTE_ALL_ASKED && v->suffix == NULL);
}

/*
 * If there will be no more statements, the commit is sent together with them, so that PostgreSQL
 * is called once for a page.
 */
static struct err *
read_answers(struct visit *v)
{
	struct err *err = has_asked_all(v) ? db_commit(v->c->db) : db_wait(v->c->db);

	unchanged_heard(v);
	return (err);
}

/* The commit is durable before the reply is sent; a page that only read does not wait for it. */
static struct err *
end_transaction(struct visit *v, bool writes)
{
	struct db *db = v->c->db;

	/* A later statement would run outside the transaction and see no site. */
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
	once_end(v);
	return (db_commit(db));
}

/* A page that is shown for what was written is there before that is kept: nothing fails afterwards. */
static struct err *
finish(struct visit *v, bool writes)
{
	bool keeps = writes && !v->rolls_back;

	if (keeps)
		TRY(layout_end(v));
	TRY(end_transaction(v, writes));
	visit_arrive(v);
	return (keeps ? OK : layout_end(v));
}

/* To another page, with nothing read or written. */
static struct err *
go_elsewhere(struct visit *v)
{
	db_end(v->c->db);
	return (layout_end(v));
}

/* All that can be asked before anything is known goes in one round trip. */
static void
ask_all(struct visit *v, struct wire *wire, struct rows **opened, struct rows **turn)
{
	unchanged_listen(v);
	session_ask(v->c, layout_cookie(v), v->req->method == METHOD_POST, opened);
	intake_early(v, wire);
	once_ask(v);
	if (route_is_slow(v))
		turn_ask(v->c, turn);
	if (v->route->ask != NULL && (v->c->site != NULL || v->route->flags & ROUTE_NO_SITE))
		v->route->ask(v);
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
	struct rows *opened, *turn = NULL;
	struct err *refused;

	TRY(route_find(v));
	TRY(guard_location(v));
	TRY(guard_place(v));
	if (writes)
		TRY(guard_origin(v));
	if (v->moved_to != NULL)
		return (visit_go(v, v->moved_to, NULL));
	visit_empty_state(v);
	if (v->route->flags & ROUTE_BARE)
		return (v->route->answer(v));
	TRY(db_ready(c->db));
	TRY(find_site(v));
	ask_all(v, wire, &opened, &turn);
	TRY(read_answers(v));
	TRY(session_read(c, opened));
	layout_begin(v, opened);
	TRY(check_rights(v));
	if (interruptions.agree(v, &refused)) {
		TRY(refused);
		return (go_elsewhere(v));
	}
	TRY(asked_check(v));
	if (turn != NULL)
		TRY(turn_check(turn));
	TRY(intake_body(v, wire));
	if (writes) {
		TRY(guard_token(v));
		v->is_own_form = !v->lacks_token;
		TRY(once_begin(v));
		if (v->is_answered)
			return (OK);
	}
	TRY(unchanged_is(v) ? OK : v->route->answer(v));
	unchanged_tag(v);
	return (finish(v, writes));
}

/* ---- errors become replies here and nowhere else */

static const struct {
	int status;
	enum log_level level;
	const char *retry;      /* seconds, where coming back helps */
	const char *title, *advice;
} error_page[] = {
	[ERR_INTERNAL] = { 500, LOG_ERROR, NULL, N_("Something went wrong"), N_("This is a fault of the portal. Nothing was changed. Please try again. If it happens again, give your administrator the number below.") },
	[ERR_INVALID] = { 400, LOG_INFO, NULL, N_("The request is incomplete"), N_("Nothing was changed. Go back, reload the page and try again.") },
	[ERR_VALUE] = { 422, LOG_ERROR, NULL, N_("This cannot be saved"), N_("Nothing was changed. Correct anything that is too long, too large or inconsistent, and send it again. If you cannot find the reason, ask your administrator.") },
	[ERR_LOGIN] = { 401, LOG_INFO, NULL, N_("Please log in"), N_("Log in to continue.") },
	[ERR_FORBIDDEN] = { 403, LOG_INFO, NULL, N_("You may not do this"), N_("Nothing was changed. If you need this for your work, ask an administrator of the site for the right.") },
	[ERR_NOT_FOUND] = { 404, LOG_INFO, NULL, N_("Not found"), N_("There is nothing at this address, or you may not see it. Check the address or search for the number.") },
	[ERR_METHOD] = { 405, LOG_INFO, NULL, N_("Not possible this way"), N_("This address cannot be used this way. Go back and use the buttons of the page.") },
	[ERR_CONFLICT] = { 409, LOG_INFO, NULL, N_("Someone else changed this record"), N_("It changed while you were working, so your input was not saved. Open the page again, check what is new and decide again.") },
	[ERR_TOO_LARGE] = { 413, LOG_INFO, NULL, N_("Too large"), N_("Nothing was saved. Choose smaller files or send them one by one.") },
	[ERR_TOO_MANY] = { 429, LOG_INFO, "300", N_("Too many requests"), N_("Please wait a few minutes and try again.") },
	[ERR_UNAVAILABLE] = { 503, LOG_WARN, "2", N_("Back in a moment"), N_("The portal is busy or being restarted. Nothing was changed. Try again in a few seconds.") },
};

static void
show_error(struct visit *v, const struct err *err)
{
	enum err_kind kind = resent_kind(v, err);
	bool waits = error_page[kind].retry != NULL;
	const char *title = err_is_grave(err) ? N_("Not possible at the moment") : error_page[kind].title, *said = waits ? NULL : err_said(err);
	/* What is said of something that passes says what to do as well. */
	const char *advice = waits ? str_or(err_said(err), error_page[kind].advice) : error_page[kind].advice, *became = trouble_outcome(v, &title);
	struct err *failed;

	v->reply->status = error_page[kind].status;
	if (waits)
		reply_header(v->reply, "Retry-After", err_is_grave(err) ? "60" : route_is_slow(v) ? "5" : error_page[kind].retry);
	failed = layout_error(v, error_page[kind].status, title, str_or(became, advice), said);
	if (failed == OK)
		return;
	log_line(LOG_ERROR, "error page: %s", err_trace(v->c, failed));
	err_free(failed);
	v->reply->body = buf_new(v->reply);
	v->reply->type = "text/plain; charset=utf-8";
	buf_fmt(v->reply->body, "%d %s\n", v->reply->status, v->req->id);
}

/*
 * A fault of ours: the form is returned to the person who sent it; its body is read now if it
 * has not been read yet.
 */
static bool
may_show_again(struct visit *v, struct wire *wire, const struct err *err)
{
	/* A conflict with what this very form said before, and a value that nobody but the database refused, are shown to be changed. */
	if (v->is_own_form && (v->first != NULL || err_kind(err) == ERR_VALUE))
		return (true);
	/* What was done already must not be sent again as a whole. */
	if (v->saved != NULL)
		return (false);
	/* Too many files lose no text. */
	if (v->req->method != METHOD_POST || v->route == NULL || !v->is_ours || (error_page[err_kind(err)].status < 500 && err_kind(err) != ERR_TOO_LARGE))
		return (false);
	err_free(intake_body(v, wire));
	return (v->req->form.n > 0);
}

static void
answer_error(struct worker *worker, struct visit *v, struct wire *wire, struct err *err)
{
	db_rollback(worker->db);
	log_line(trouble_level(err, error_page[err_kind(err)].level), "\"%s\" %d: %s", route_said(v), error_page[resent_kind(v, err)].status, err_trace(v->c, err));
	v->reply = reply_new(v->c);
	if (v->refused == NULL && err_kind(err) == ERR_FORBIDDEN)
		v->refused = "right";
	/* The page of a refusal says no more of a site than the address did. */
	if (!v->c->me->is_member)
		v->c->site = NULL;
	if (err_kind(err) == ERR_LOGIN) {
		struct err *failed;

		/* What was typed must survive the log-in, so the body is read even now, when this browser had a session. */
		if (v->req->method == METHOD_POST && v->req->form.n == 0 && layout_cookie(v) != NULL)
			err_free(intake_typed(v, wire));
		failed = interruptions.log_in(v);
		if (failed == OK)
			failed = layout_end(v);
		if (failed == OK)
			return;
		err_free(failed);
	}
	v->shows_again = may_show_again(v, wire, err);
	show_error(v, err);
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
	v->stamp = worker->stamp;
	c->request_id = req->id;
	/* Until it is known who it is; what fails before that is said in their browser's language. */
	words_use(words_choose("", req->accept_language, c->conf->language));
	return (v);
}

/* The database refused what a form let through: found in the log, and the page is asked once more, to show the form and complain. */
static struct err *
serve_refused(struct worker *worker, struct wire *wire, const void *root, struct visit **v, struct err *err)
{
	struct request *req = (*v)->req;
	struct refusal *refusal = resent_find_refusal(root, worker->db);

	log_line(LOG_ERROR, "\"%s\" refused by the database: %s", route_said(*v), err_trace((*v)->c, err));
	if (refusal == NULL)
		return (err);
	err_free(err);
	mem_free((*v)->c);
	*v = visit_new(root, worker, req);
	(*v)->refusal = refusal;
	return (serve_steps(*v, wire));
}

/* After the reply: note that the session was used, and run what the page left for later. */
static void
after(struct visit *v)
{
	struct err *err = OK;

	if (v->touches)
		err = session_touch(v->c);
	if (err == OK && v->after != NULL && (v->reply->status == 200 || v->reply->status == 422))
		err = v->after(v);
	if (err == OK && v->refused != NULL)
		err = refusal_note_after(v);
	if (err == OK)
		return;
	db_rollback(v->c->db);
	log_line(trouble_level(err, LOG_WARN), "after the reply: %s", err_trace(v->c, err));
	err_free(err);
}

bool
serve(struct worker *worker, struct wire *wire)
{
	int64_t began = count_now(), trips = db_round_trips(worker->db);
	struct request *req = NULL;
	void *root = mem_pool(NULL, REQUEST_USUAL);
	struct err *err = request_read(root, wire->param, wire->arg, &req);
	struct visit *v = visit_new(root, worker, req);
	bool whole;

	req->address = client_address(root, worker->conf->trusted_proxies, req->peer, req->forwarded_for);
	req->place = network_place(root, req->address);
	log_request(v->req->id);
	if (err == OK) {
		err = serve_steps(v, wire);
		if (err != OK && trouble_may_retry(v, err)) {
			log_line(LOG_WARN, "once more: %s", err_text(err));
			err_free(err);
			db_rollback(worker->db);
			mem_free(v->c);
			v = visit_new(root, worker, req);
			err = serve_steps(v, wire);
		}
		if (err != OK && resent_may_complain(v, err))
			err = serve_refused(worker, wire, root, &v, err);
	}
	if (err != OK && !once_is_answered(v, wire, err))
		answer_error(worker, v, wire, err);
	else if (err == OK && v->reply->status >= 500)
		log_line(trouble_level(err, LOG_WARN), "\"%s\" %d: %.200s", route_said(v), v->reply->status, v->reply->body->data);
	err_free(err);
	count_request(worker, v->reply->status);
	unchanged_forget(v);
	reply_tell(v->reply, v->req->accept);
	v->reply->is_tls = layout_is_secure(v);
	whole = trouble_was_sent(v, reply_send(v->reply, &wire->sink, v->req->head));
	after(v);
	trouble_end(v);
	count_work(worker, began, trips);
	log_request(NULL);
	mem_free(root);
	return (whole);
}
