/* SPDX-License-Identifier: ISC */
#include "pages/public/feedback.h"

#include "access/event.h"
#include "access/rules.h"
#include "access/session.h"
#include "base/fold.h"
#include "base/random.h"
#include "pages/account/privacy.h"
#include "pages/public/stamp.h"
#include "record/record.h"
#include "view/words.h"
#include "web/options.h"

struct feedback_state {
	struct rows *secret, *platforms, *notice;
	const char *made;               /* a secret, when there was none yet */
};

const size_t feedback_state = sizeof(struct feedback_state);
enum { CODE_CHARS = 12, TITLE_CHARS = 40 };
/* A whole site takes so many times what one address may send, and of one address so many times as many are refused. */
enum { SITE_TIMES = 20, REFUSED_TIMES = 5 };

static const struct field fields[] = {
	{ "platform_id", FIELD_RECORD, 0, .ref = "platform" },
	{ "text", FIELD_TEXT, REQUIRED | WIDE, .max = 5000, .min = 5 },
	{ "contact", FIELD_LINE, 0, .max = 200 },
	{ "rating", FIELD_INT, 0, .min = 1, .max = 5 },
	{ "agreed", FIELD_FLAG, WIDE },
	{ NULL }
};

void
feedback_ask(struct visit *v)
{
	struct ctx *c = v->c;
	struct feedback_state *s = STATE_OF(v, feedback_state);

	db_ask(c->db, c, STMT_PUBLIC_SECRET, &s->secret, ARGS(c->site_id));
	db_ask(c->db, c, STMT_PUBLIC_PLATFORMS, &s->platforms, ARGS(c->site_id));
	privacy_ask_notice(v, &s->notice);
}

/* A closed form does not exist. */
static struct err *
check_open(const struct visit *v)
{
	if (rule_is_on(v->c->site, RULE_PUBLIC_FEEDBACK))
		return (OK);
	return (RAISE(ERR_NOT_FOUND, "the public form of \"%s\" is closed", v->c->site->slug));
}

/* ---- the form */

static void
put_form(struct visit *v, const struct form *form, const char *secret)
{
	struct node *node = node_in(v->root, "Feedback");
	struct options choices = { .platforms = STATE_OF(v, feedback_state)->platforms, .has_platforms = true };

	v->layout = "plain";
	visit_put_form(v, node, form);
	options_put(node, form, &choices);
	/* Visitors do not know the numbers of platforms: they choose by name. */
	node_put(node_in(node_in(node, "fields"), "0"), "type", "choice");
	node_put(node, "action", visit_path(v, "feedback"));
	stamp_put(v, node, secret);
	privacy_put(v, STATE_OF(v, feedback_state)->notice);
}

/* The secret of the first form ever shown is kept after the reply: reading pages write nothing. */
static struct err *
keep_secret(struct visit *v)
{
	struct ctx *c = v->c;

	session_enter(c, c->site_id, c->door, NULL);
	db_ask(c->db, c, STMT_PUBLIC_SECRET_ADD, NULL, ARGS(c->site_id, STATE_OF(v, feedback_state)->made));
	return (db_commit(c->db));
}

struct err *
feedback_show(struct visit *v)
{
	struct feedback_state *s = STATE_OF(v, feedback_state);
	const char *secret = rows_count(s->secret) > 0 ? rows_text(s->secret, 0, "value") : NULL;

	TRY(check_open(v));
	if (secret == NULL) {
		secret = s->made = random_token(v->c);
		v->after = keep_secret;
	}
	put_form(v, form_new(v->c, "feedback.public", fields), secret);
	return (visit_show(v, "pages/feedback", N_("Feedback")));
}

/* What is refused counts as well, but as a count of its own: people make mistakes, robots make more of them. */
static const char *
refusals(struct visit *v)
{
	return (mem_fmt(v->c, "feedback:%s:%s:refused", v->c->site_id, v->req->place));
}

/* Of the form nothing is kept, so this is counted after the reply. */
static struct err *
count_refusal(struct visit *v)
{
	struct ctx *c = v->c;

	db_ask(c->db, c, STMT_ATTEMPT_ADD, NULL, ARGS(refusals(v), c->now, "3600"));
	return (db_commit(c->db));
}

static struct err *
again(struct visit *v, const struct form *form)
{
	v->after = count_refusal;
	put_form(v, form, rows_str(STATE_OF(v, feedback_state)->secret, 0, "value"));
	return (visit_again(v, "pages/feedback", N_("Feedback")));
}

/* ---- sending it */

/* People do not see the field "website"; robots fill it in. */
static void
check_sender(struct visit *v, struct form *form)
{
	const char *secret = rows_str(STATE_OF(v, feedback_state)->secret, 0, "value");
	const char *complaint = stamp_complaint(v, secret, visit_form(v, "stamp"), visit_form(v, "sum"));

	/* Who writes nothing that says who they are has nothing to agree to. */
	if (!str_empty(form_value(form, "contact")) && !str_eq(form_value(form, "agreed"), "1"))
		form_complain(form, "agreed", "feedback.public.agree", NULL);
	if (!str_empty(visit_form(v, "website")))
		complaint = N_("Leave the field “Website” empty.");
	/* It is not taken, but no log-in would help: say what would. */
	if (v->lacks_token)
		complaint = N_("Your browser did not keep this site's cookie, so the form could not be accepted. Allow cookies for this site, "
			       "or reload the page if it was open for a long time, and send it again. What you wrote is still here.");
	if (complaint != NULL)
		form_complain(form, NULL, complaint, NULL);
}

static struct err *
too_many(struct visit *v)
{
	return (RAISE(ERR_TOO_MANY, "feedback from \"%s\"", v->req->place));
}

static struct err *
check_refusals(struct visit *v)
{
	struct ctx *c = v->c;
	struct rows *rows;

	TRY(db_run(c->db, c, STMT_ATTEMPT_COUNT, &rows, ARGS(refusals(v), c->now, "3600")));
	if (rows_int(rows, 0, "count") >= rule_int(c->site, RULE_FEEDBACK_PER_HOUR) * REFUSED_TIMES)
		return (too_many(v));
	return (OK);
}

static struct err *
check_flood(struct visit *v)
{
	struct ctx *c = v->c;
	int64_t most = rule_int(c->site, RULE_FEEDBACK_PER_HOUR);
	struct rows *rows;

	TRY(db_run(c->db, c, STMT_PUBLIC_ATTEMPT, &rows, ARGS(c->site_id, v->req->place, c->now)));
	if (rows_int(rows, 0, "from_address") > most || rows_int(rows, 0, "to_site") > most * SITE_TIMES)
		return (too_many(v));
	return (OK);
}

/* The first words of the text, on one line. */
static char *
title_of(struct visit *v, const char *text)
{
	return (fold_line(v->c, str_cut(v->c, text, TITLE_CHARS)));
}

/* Somebody who is logged in but no member is a visitor: the site, its history included, is told nothing of their account. */
static void
be_visitor(struct ctx *c)
{
	struct member *visitor = mem_new(c, struct member);

	*visitor = *c->me;
	visitor->account_id = 0;
	visitor->id_text = NULL;
	c->me = visitor;
}

static struct err *
make(struct visit *v, struct form *form, const char *code, struct record **rec)
{
	struct ctx *c = v->c;
	const struct kind *kind = kind_marked(KIND_PUBLIC);
	struct form *whole = form_new(c, kind->name, kind->fields);
	struct rows *ids;

	if (!c->me->is_member)
		be_visitor(c);
	db_ask(c->db, c, STMT_PUBLIC_BECOME, NULL, NO_ARGS);
	record_ask_id(c, &ids);
	TRY(db_wait(c->db));
	for (const struct field *f = fields; f->name != NULL; f++)
		if (field_find(kind->fields, f->name) != NULL)
			form_set(whole, f->name, form_value(form, f->name));
	form_set(whole, "title", title_of(v, form_value(form, "text")));
	form_set(whole, "from_public", "1");
	TRY(record_create(c, kind, rows_text(ids, 0, "id"), whole, NULL, rec));
	if (*rec == NULL)
		form_complain(form, "platform_id", N_("Choose one of the answers offered."), NULL);
	else if (str_eq(form_value(form, "agreed"), "1"))
		event_say(event_new(c, "privacy.agree", (*rec)->id, NULL), "version", rows_str(STATE_OF(v, feedback_state)->notice, 0, "version"));
	if (*rec != NULL)
		db_ask(c->db, c, STMT_PUBLIC_CODE, NULL, ARGS(c->site_id, (*rec)->id, digest_hex(c, code)));
	return (OK);
}

struct err *
feedback_answer(struct visit *v)
{
	struct form *form = visit_read_form(v, "feedback.public", fields);
	const char *code = random_code(v->c, CODE_CHARS), *location;
	struct record *rec = NULL;

	TRY(check_open(v));
	TRY(check_refusals(v));
	check_sender(v, form);
	if (!form->ok)
		return (again(v, form));
	TRY(check_flood(v));
	TRY(make(v, form, code, &rec));
	if (rec == NULL)
		return (again(v, form));
	location = visit_path(v, "feedback/%s", code);
	return (visit_go(v, location, N_("Thank you. Keep the code below: you can use it to follow the progress.")));
}

/* ---- following it up */

/* What a sender is told of a state of a kind so marked; NULL: what follows from it. */
static const char *
told(enum kind_flags marked, const char *state)
{
	const struct kind *kind = kind_marked(marked);
	const struct state *s = kind == NULL ? NULL : kind_state(kind, state);

	return (s == NULL ? NULL : s->told);
}

/* A vocabulary of their own, so that no internal state shows. */
static const char *
public_state(const char *state, const char *requirement)
{
	return (str_or(told(KIND_PUBLIC, state), str_or(told(KIND_TRIAGED, requirement), "considered")));
}

/* As typed from paper: in any case, with blanks or dashes. */
static char *
clean_code(struct visit *v, const char *typed)
{
	struct buf *code = buf_new(v->c);

	typed = fold_code(v->c, typed);
	for (; *typed != '\0'; typed++)
		if (*typed != '-' && *typed != ' ')
			buf_putc(code, *typed >= 'a' && *typed <= 'z' ? (char)(*typed - 'a' + 'A') : *typed);
	return (code->data);
}

struct feedback_status_state {
	struct rows *rows;
};

const size_t feedback_status_state = sizeof(struct feedback_status_state);

void
feedback_status_ask(struct visit *v)
{
	const char *code = clean_code(v, visit_arg(v, "code"));

	db_ask(v->c->db, v->c, STMT_PUBLIC_FOLLOW, &STATE_OF(v, feedback_status_state)->rows, ARGS(v->c->site_id, digest_hex(v->c, code)));
}

struct err *
feedback_status_answer(struct visit *v)
{
	static const char *const shown[] = { "text", "answer", "created", "changed", "platform" };
	struct node *node = node_in(v->root, "Feedback");
	const struct rows *rows = STATE_OF(v, feedback_status_state)->rows;
	const char *said;

	if (rows_count(rows) != 1)
		return (err_say(RAISE(ERR_NOT_FOUND, "no feedback of this code"), N_("There is no feedback with this code. Check it for typing mistakes.")));
	v->layout = "plain";
	said = public_state(rows_str(rows, 0, "state"), rows_str(rows, 0, "requirement_state"));
	for (size_t i = 0; i < ARRAY_LEN(shown); i++)
		node_put(node, shown[i], rows_str(rows, 0, shown[i]));
	node_put(node, "state", word_of(v->c, "feedback.public", "state", said));
	node_put(node, "state_text", word(mem_fmt(v->c, "feedback.public.told.%s", said)));
	node_put(node, "tone", str_eq(said, "done") || str_eq(said, "answered") ? "ok" : str_eq(said, "planned") ? "info" : "");
	node_put(node, "code", clean_code(v, visit_arg(v, "code")));
	if (rule_is_on(v->c->site, RULE_PUBLIC_FEEDBACK))
		node_put(node, "another", visit_path(v, "feedback"));
	return (visit_show(v, "pages/feedback_status", N_("Your feedback")));
}
