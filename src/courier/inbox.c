/* SPDX-License-Identifier: ISC */
#include "courier/inbox.h"

#include "access/event.h"
#include "access/session.h"
#include "base/date.h"
#include "base/fold.h"
#include "base/log.h"
#include "courier/answer.h"
#include "courier/round.h"
#include "courier/watch.h"
#include "http/pairs.h"
#include "record/kind.h"
#include "web/markdown.h"
#include "web/post.h"

#include <string.h>

enum {
	MAILS = 100,                    /* of one look into the mailbox */
	MAILS_AN_HOUR = 30,             /* of one person: two programs that answer each other come to an end */
	REFUSALS_AN_HOUR = 5,           /* that they are told of */
	WRAPPING = 1 << 20,             /* bytes of a mail beside its files */
};

struct incoming {
	const struct outbox *ways;
	struct ctx *c;
	struct answer *answer;
	bool is_cut;                    /* it is longer than what we read of it */
	struct rows *who;               /* whose answer it is, and what they see of its record */
	const struct kind *kind;
	struct buf *left_out;           /* names of files that were not taken */
};

/* ---- who comes in */

static struct err *
find_site(struct incoming *in)
{
	struct ctx *c = in->c;
	struct rows *row;

	TRY(db_run(c->db, c, STMT_SITE_ROW, &row, ARGS(mem_fmt(c, "%lld", (long long)in->answer->to.site))));
	TRY(db_commit(c->db));
	if (rows_count(row) > 0)
		TRY(site_find(c->directory, c->db, rows_str(row, 0, "slug"), NULL, &c->site));
	return (OK);
}

static struct err *
enter(struct incoming *in)
{
	struct ctx *c = in->c;
	const struct reply_to *to = &in->answer->to;

	c->site_id = c->site->id_text;
	TRY(db_run(c->db, c, STMT_MAIL_ENTER, &in->who, ARGS(c->site_id, mem_fmt(c, "%lld", (long long)to->account), mem_fmt(c, "%lld", (long long)to->record),
	    mem_fmt(c, "%lld", (long long)to->message), in->answer->from)));
	if (rows_count(in->who) == 0)
		return (OK);
	session_become(c, in->who);
	in->kind = kind_named(rows_str(in->who, 0, "kind"));
	TRY(site_refresh(c->directory, c->db, c->site->id, -1, &c->site));
	c->site_id = c->site->id_text;
	return (OK);
}

/* ---- what keeps it from being taken, before the page is asked */

static bool
is_of_another(const struct incoming *in)
{
	return (!rows_bool(in->who, 0, "is_theirs"));
}

static bool
is_late(const struct incoming *in)
{
	return (in->answer->to.until < date_today(in->c->conf->timezone));
}

static bool
is_one_too_many(const struct incoming *in)
{
	return (rows_int(in->who, 0, "mails") >= MAILS_AN_HOUR);
}

static bool
is_too_long(const struct incoming *in)
{
	return (in->is_cut || str_chars(in->answer->text) > MARKDOWN_MAX);
}

static bool
must_log_in(const struct incoming *in)
{
	return (rows_bool(in->who, 0, "must_log_in"));
}

static bool
is_out_of_sight(const struct incoming *in)
{
	return (in->kind == NULL);
}

static bool
has_html_alone(const struct incoming *in)
{
	return (in->answer->has_html_alone);
}

static bool
says_nothing(const struct incoming *in)
{
	return (fold_is_empty(in->answer->text));
}

/* TO ADD ONE: a row, its words "mail.why.<name>" in po/.  The first that holds is told. */
static const struct hindrance {
	bool (*holds)(const struct incoming *in);
	const char *why;
} hindrances[] = {
	{ is_of_another, "sender" },
	{ is_one_too_many, "many" },
	{ is_late, "old" },
	{ must_log_in, "login" },
	{ is_out_of_sight, "rights" },
	{ is_too_long, "long" },
	{ has_html_alone, "html" },
	{ says_nothing, "empty" },
};

static const char *
hindrance_to(const struct incoming *in)
{
	for (size_t i = 0; i < ARRAY_LEN(hindrances); i++)
		if (hindrances[i].holds(in))
			return (hindrances[i].why);
	return (NULL);
}

/* ---- the pages that take it */

static struct err *
send_form(struct incoming *in, struct visit *v, const char *page)
{
	return (post_send(v, page, (struct pair[]){ { "site", in->c->site->slug }, { "kind", in->kind->plural }, { "number", rows_str(in->who, 0, "number") }, { 0 } }));
}

/* A refusal is no failure: *why says it, and ${err} is freed.  Everything else is tried again. */
static struct err *
excuse(struct err *err, const char **why)
{
	enum err_kind kind = err == OK ? ERR_INTERNAL : err_kind(err);

	if (kind == ERR_FORBIDDEN || kind == ERR_NOT_FOUND || kind == ERR_LOGIN)
		*why = "rights";
	else if (kind == ERR_INVALID || kind == ERR_TOO_LARGE)
		*why = "refused";
	if (*why == NULL)
		return (err);
	log_line(LOG_INFO, "courier: an answer by mail was refused: %s", err_text(err));
	err_free(err);
	return (OK);
}

static struct err *
say(struct incoming *in, const char **why)
{
	struct visit *v = post_new(in->c);

	TRY(pairs_add(v->req, &v->req->form, "body", in->answer->text));
	return (excuse(send_form(in, v, "/{site}/{kind}/{number}/comments"), why));
}

static struct err *
attach(struct incoming *in, const struct answer_file *file, const char **why)
{
	struct visit *v = post_new(in->c);
	struct err *err;

	/* Files are what is decided on: to add one ends the round, which nobody does by the way. */
	if (rows_bool(in->who, 0, "is_decided_on") || file->bytes == NULL || (int64_t)file->n > in->c->conf->upload_file_max) {
		*why = "refused";
		return (OK);
	}
	err = post_file(v, "file", file->name, file->bytes, file->n);
	return (excuse(err == OK ? send_form(in, v, "/{site}/{kind}/{number}/files") : err, why));
}

static struct err *
attach_all(struct incoming *in)
{
	for (size_t i = 0; i < in->answer->n_files; i++) {
		const struct answer_file *file = &in->answer->files[i];
		const char *why = NULL;

		TRY(attach(in, file, &why));
		if (why != NULL)
			buf_fmt(in->left_out, "%s%s", in->left_out->len == 0 ? "" : ", ", file->name);
	}
	return (OK);
}

/* ---- what came of it */

/* Is it dealt with for the first time? */
static struct err *
add(struct incoming *in, const char *why, bool *is_new)
{
	struct ctx *c = in->c;
	struct rows *added;

	TRY(db_run(c->db, c, STMT_MAIL_ADD, &added, ARGS(c->site_id, in->answer->key, c->me->id_text, why, c->now)));
	*is_new = rows_count(added) > 0;
	return (OK);
}

static void
tell(struct incoming *in, const char *what, const char *why, const char *about)
{
	struct ctx *c = in->c;

	if (rows_int(in->who, 0, "refusals") < REFUSALS_AN_HOUR)
		db_ask(c->db, c, STMT_MAIL_TELL, NULL, ARGS(c->site_id, c->me->id_text, rows_text(in->who, 0, "record_id"), what, why, about, c->now));
}

static struct err *
take(struct incoming *in, const char **why)
{
	bool is_new;

	*why = hindrance_to(in);
	if (*why != NULL)
		return (OK);
	TRY(add(in, "", &is_new));
	if (!is_new)
		return (OK);
	TRY(say(in, why));
	if (*why != NULL)
		return (OK);
	TRY(attach_all(in));
	if (in->left_out->len > 0)
		tell(in, "mail_files", rows_bool(in->who, 0, "is_decided_on") ? "round" : "files", str_cut(in->c, in->left_out->data, 200));
	event_flush(in->c);
	return (db_commit(in->c->db));
}

/* After what was tried is undone. */
static struct err *
refuse(struct incoming *in, const char *why)
{
	bool is_new;

	db_rollback(in->c->db);
	in->c->events = NULL;
	TRY(enter(in));
	if (rows_count(in->who) == 0)
		return (OK);
	TRY(add(in, why, &is_new));
	if (is_new)
		tell(in, "mail_refused", why, NULL);
	return (db_commit(in->c->db));
}

static struct err *
deal_with(struct incoming *in)
{
	const char *why = NULL;

	if (in->answer->is_automatic || !in->answer->is_ours)
		return (OK);
	TRY(find_site(in));
	if (in->c->site == NULL)
		return (OK);
	TRY(enter(in));
	if (rows_count(in->who) == 0)
		return (OK);
	TRY(take(in, &why));
	return (why == NULL ? OK : refuse(in, why));
}

/* ---- the mailbox */

static struct err *
failed(const struct carried *carried)
{
	return (RAISE(ERR_UNAVAILABLE, "the mailbox: %s", carried->why));
}

static struct err *
read_one(struct incoming *in, int64_t uid)
{
	const struct outbox *ways = in->ways;
	struct carried mail = carry_box_fetch(in->c, ways->carrier, uid, (size_t)ways->conf->upload_max * 3 / 2 + WRAPPING), done;

	if (mail.why != NULL)
		return (failed(&mail));
	in->is_cut = mail.is_final;
	in->answer = answer_read(in->c, mail.body, mail.bytes);
	TRY(deal_with(in));
	/* A transaction that took nothing. */
	db_rollback(ways->db);
	done = carry_box_done(in->c, ways->carrier, uid);
	return (done.why == NULL ? OK : failed(&done));
}

static struct err *
read_mail(const struct outbox *ways, int64_t uid)
{
	struct ctx *c = ctx_new(NULL, ways->db, ways->directory, ways->conf);
	struct incoming in = { .ways = ways, .c = c, .left_out = buf_new(c) };
	struct err *err;

	watch_step();
	c->request_id = c->by = "mail";
	err = read_one(&in, uid);
	if (err != OK)
		db_rollback(ways->db);
	mem_free(c);
	return (err);
}

/* "* SEARCH 3 4\r\n": the first uids of it, as many as are read at once. */
static size_t
uids_of(const void *parent, const char *said, int64_t uids[MAILS])
{
	const char *list = strstr(said, "SEARCH");
	char **words = str_split(parent, mem_strn(parent, list == NULL ? "" : list, list == NULL ? 0 : strcspn(list, "\r\n")), ' ');
	size_t n = 0;

	for (size_t i = 0; words[i] != NULL && n < MAILS; i++)
		if (str_to_int(words[i], 1, INT64_MAX, &uids[n]))
			n++;
	return (n);
}

struct err *
inbox_read(const struct outbox *ways)
{
	int64_t uids[MAILS];
	struct carried looked;
	struct err *err = OK;
	char *parent;
	size_t n;

	if (str_empty(ways->conf->imap_url) || str_empty(ways->conf->seal_key))
		return (OK);
	TRY(db_ready(ways->db));
	watch_step();
	parent = mem_str(NULL, "");
	looked = carry_box_look(parent, ways->carrier);
	if (looked.why != NULL)
		err = failed(&looked);
	n = err == OK ? uids_of(parent, looked.body, uids) : 0;
	for (size_t i = 0; i < n && !stopping; i++)
		round_warn(read_mail(ways, uids[i]), "mailbox");
	mem_free(parent);
	return (err);
}
