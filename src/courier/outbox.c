/* SPDX-License-Identifier: ISC */
#include "courier/outbox.h"

#include "base/date.h"
#include "base/log.h"
#include "courier/letter.h"
#include "courier/said.h"
#include "courier/watch.h"
#include "message/reply.h"
#include "view/words.h"

#include <string.h>
#include <time.h>

enum {
	RECIPIENTS = 100,       /* of one look into the queue */
	LETTER_MOST = 50,       /* deliveries in one mail */
	TRIES = 12,
	FIRST_WAIT = 60, LONGEST_WAIT = 21600,  /* seconds: a minute, twice as long each time, six hours */
};

/* One message on its way. */
struct post {
	const struct outbox *outbox;
	struct ctx *c;
	const char *slug, *recipient, *is_quiet;
	const struct vendor *vendor;    /* NULL: mail */
	struct rows *who, *rows, *robot;
	struct todo *todo;              /* of a digest; else NULL */
	struct weekly *figures;         /* where they were asked for; else NULL */
	struct carried carried;
	int64_t wait;                   /* seconds that a robot asks for */
};

static bool
is_mail(const struct post *p)
{
	return (*p->recipient != '-');
}

static struct ctx *
context(const struct outbox *outbox)
{
	struct ctx *c = ctx_new(NULL, outbox->db, outbox->directory, outbox->conf);

	c->request_id = "courier";
	c->me = mem_new(c, struct member);
	return (c);
}

struct err *
outbox_open(const struct outbox *outbox)
{
	struct ctx *c = context(outbox);
	struct err *err = db_ready(outbox->db);

	if (err == OK) {
		db_ask(c->db, c, STMT_CHANNEL_SET, NULL, ARGS("mail", str_empty(c->conf->smtp_url) ? "f" : "t", c->now));
		err = db_commit(c->db);
	}
	if (err != OK)
		db_rollback(outbox->db);
	mem_free(c);
	return (err);
}

/* ---- what it consists of */

/* Where the robot is, if it is one: that says how much it takes. */
static struct err *
ask_robot(struct post *p, bool *is_ours)
{
	struct ctx *c = p->c;

	*is_ours = true;
	if (is_mail(p))
		return (OK);
	db_ask(c->db, c, STMT_DELIVERY_ENTER, &p->who, ARGS(c->site_id, p->recipient));
	db_ask(c->db, c, STMT_DELIVERY_ROBOT, &p->robot, ARGS(c->site_id, p->recipient + 1));
	TRY(db_commit(c->db));
	*is_ours = rows_bool(p->who, 0, "is_ours");
	p->vendor = rows_count(p->robot) == 0 ? NULL : robot_vendor(rows_str(p->robot, 0, "vendor"));
	return (OK);
}

/* Settled before the first try. Where another courier is at it, this stands nowhere and takes nothing. */
static struct err *
gather(struct post *p)
{
	struct ctx *c = p->c;
	size_t most = is_mail(p) || p->vendor == NULL ? LETTER_MOST : robot_most(p->vendor);

	db_ask(c->db, c, STMT_DELIVERY_ENTER, NULL, ARGS(c->site_id, p->recipient));
	db_ask(c->db, c, STMT_DELIVERY_GATHER, NULL, ARGS(c->site_id, p->recipient, c->now, mem_fmt(c, "%zu", most), p->is_quiet));
	return (db_commit(c->db));
}

static struct err *
hold(struct post *p)
{
	struct ctx *c = p->c;

	db_ask(c->db, c, STMT_DELIVERY_ENTER, &p->who, ARGS(c->site_id, p->recipient));
	db_ask(c->db, c, STMT_DELIVERY_MESSAGE, &p->rows, ARGS(c->site_id, p->recipient));
	return (db_wait(c->db));
}

/* What they want once a day or a week says what waits for them as well, and how the site stands if they want that: if they may see it now. */
static struct err *
ask_more(struct post *p)
{
	bool is_digest = false, wants_figures = false;

	for (size_t i = 0; i < rows_count(p->rows); i++) {
		is_digest |= rows_bool(p->rows, i, "is_digest");
		wants_figures |= str_eq(rows_str(p->rows, i, "what"), "figures") && !rows_bool(p->rows, i, "is_off");
	}
	if (!is_mail(p) || !is_digest || !rows_bool(p->who, 0, "may_view"))
		return (OK);
	p->todo = todo_ask(p->c, p->recipient);
	if (wants_figures)
		p->figures = weekly_ask(p->c);
	return (db_wait(p->c->db));
}

/* ---- sending */

/* Where it can be answered: what is about one record, if answers are read. */
static const char *
reply_to(const struct post *p, const struct items *items)
{
	const struct conf *conf = p->outbox->conf;
	struct reply_to to = { .until = date_today(conf->timezone) + conf->reply_days };

	if (str_empty(conf->imap_url) || !str_to_int(said_record(items), 1, INT64_MAX, &to.record) || !str_to_int(items->message, 1, INT64_MAX, &to.message) ||
	    !str_to_int(p->c->site_id, 1, INT64_MAX, &to.site) || !str_to_int(p->recipient, 1, INT64_MAX, &to.account))
		return (NULL);
	return (reply_address(p->c, conf->seal_key, conf->mail_reply, &to));
}

static struct err *
send_mail(struct post *p, const struct items *items)
{
	const struct letter letter = { rows_str(p->who, 0, "name"), rows_str(p->who, 0, "email"), p->recipient, items, reply_to(p, items), p->todo, p->figures };
	struct buf *mail;

	if (p->todo != NULL)
		todo_read(p->c, p->todo);
	if (p->figures != NULL)
		weekly_read(p->c, p->figures);
	TRY(letter_write(p->c, &letter, &mail));
	p->carried = carry_mail(p->c, p->outbox->carrier, letter.to, mail);
	return (OK);
}

static int64_t
milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return ((int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000);
}

static void
send_robot(struct post *p, const struct items *items)
{
	struct ctx *c = p->c;
	const char *address = robot_unseal(c, c->conf->seal_key, rows_str(p->robot, 0, "address")), *secret = robot_unseal(c, c->conf->seal_key, rows_str(p->robot, 0, "secret"));
	struct robot_post post;

	if (str_empty(address) || secret == NULL) {
		p->carried.why = "its address cannot be unsealed: was seal_key changed?";
		return;
	}
	post = robot_compose(c, p->vendor, address, secret, items, milliseconds());
	p->carried = carry_post(c, p->outbox->carrier, &post);
	if (p->carried.why == NULL)
		p->carried.why = robot_refusal(c, p->vendor, p->carried.status, p->carried.body, &p->wait);
}

/* ---- what came of it */

static int64_t
wait_after(int64_t tries, int64_t asked)
{
	int64_t wait = FIRST_WAIT;

	while (tries-- > 0 && wait < LONGEST_WAIT)
		wait *= 2;
	wait = wait < LONGEST_WAIT ? wait : LONGEST_WAIT;
	return (wait > asked ? wait : asked);
}

static void
settle(const struct post *p, const char *ids, const char *status, const char *why)
{
	db_ask(p->c->db, p->c, STMT_DELIVERY_SETTLE, NULL, ARGS(p->c->site_id, ids, status, why, p->c->now));
}

static void
settle_sent(const struct post *p, const char *ids)
{
	int64_t tries = rows_int(p->rows, 0, "tries");
	bool is_last = p->carried.is_final || tries + 1 >= TRIES;

	if (p->carried.why == NULL) {
		settle(p, ids, "sent", "");
		return;
	}
	log_line(LOG_WARN, "courier: message %s of \"%s\" to %s %s: %s%s", rows_str(p->rows, 0, "message"), p->slug, is_mail(p) ? "account" : "robot",
	    is_mail(p) ? p->recipient : p->recipient + 1, p->carried.why, is_last ? "; it is given up" : "");
	if (is_last)
		settle(p, ids, "dead", p->carried.why);
	else
		db_ask(p->c->db, p->c, STMT_DELIVERY_LATER, NULL,
		    ARGS(p->c->site_id, ids, p->carried.why, p->c->now, mem_fmt(p->c, "%lld", (long long)wait_after(tries, p->wait))));
}

/* Can whoever it is for still be told anything? */
static bool
reaches(const struct post *p)
{
	if (is_mail(p))
		return (!str_empty(rows_text(p->who, 0, "email")));
	return (p->vendor != NULL && !rows_bool(p->robot, 0, "is_stopped"));
}

/* The ids of those that are sent, as an array; the others are settled here. */
static const char *
sort_out(struct post *p, bool may_view)
{
	struct buf *ids = buf_new(p->c);

	for (size_t i = 0; i < rows_count(p->rows); i++) {
		const char *id = rows_str(p->rows, i, "id"), *why = said_drop(p->rows, i, reaches(p), may_view);

		if (why != NULL)
			settle(p, mem_fmt(p->c, "{%s}", id), "dropped", why);
		else
			buf_fmt(ids, "%s%s", ids->len == 0 ? "" : ",", id);
	}
	return (ids->len == 0 ? NULL : mem_fmt(p->c, "{%s}", ids->data));
}

static struct err *
send_held(struct post *p)
{
	bool may_view = rows_bool(p->who, 0, "may_view");
	const char *ids = sort_out(p, may_view);
	const struct items *items;

	if (ids == NULL)
		return (OK);
	TRY(ask_more(p));
	words_use(is_mail(p) ? str_or(rows_text(p->who, 0, "language"), p->outbox->conf->language) : p->outbox->conf->language);
	items = said_items(p->c, p->rows, may_view);
	if (is_mail(p))
		TRY(send_mail(p, items));
	else
		send_robot(p, items);
	settle_sent(p, ids);
	return (OK);
}

static struct err *
send_one(struct post *p, size_t *sent)
{
	struct ctx *c = p->c;
	bool is_ours;

	TRY(site_find(c->directory, c->db, p->slug, NULL, &c->site));
	if (c->site == NULL)
		return (RAISE(ERR_NOT_FOUND, "site \"%s\" is gone", p->slug));
	c->site_id = c->site->id_text;
	TRY(ask_robot(p, &is_ours));
	if (!is_ours)
		return (OK);
	TRY(gather(p));
	TRY(hold(p));
	/* Another courier was quicker. */
	if (!rows_bool(p->who, 0, "is_ours") || rows_count(p->rows) == 0)
		return (db_commit(c->db));
	TRY(send_held(p));
	(*sent)++;
	return (db_commit(c->db));
}

static struct err *
send_to(const struct outbox *outbox, const struct rows *due, size_t i, size_t *sent)
{
	struct post p = { .outbox = outbox, .c = context(outbox), .slug = rows_str(due, i, "slug"), .recipient = rows_str(due, i, "recipient"),
		.is_quiet = rows_bool(due, i, "is_quiet") ? "t" : "f" };
	struct err *err;

	watch_step();
	err = send_one(&p, sent);
	if (err != OK)
		db_rollback(outbox->db);
	words_use(outbox->conf->language);
	mem_free(p.c);
	return (err);
}

/* One that fails does not stop the others. */
static void
warn(struct err *err, const char *slug)
{
	if (err == OK)
		return;
	log_line(LOG_WARN, "courier: sending in \"%s\": %s", slug, err_text(err));
	err_free(err);
}

struct err *
outbox_send(const struct outbox *outbox, size_t *sent)
{
	struct ctx *c = context(outbox);
	struct rows *due = NULL;
	struct err *err = db_ready(outbox->db);

	*sent = 0;
	if (err == OK)
		err = db_run(c->db, c, STMT_DELIVERIES_DUE, &due, ARGS(c->now, mem_fmt(c, "%d", (int)RECIPIENTS)));
	if (err == OK)
		err = db_commit(c->db);
	for (size_t i = 0; err == OK && i < rows_count(due); i++)
		warn(send_to(outbox, due, i, sent), rows_str(due, i, "slug"));
	if (err != OK)
		db_rollback(outbox->db);
	mem_free(c);
	return (err);
}
