/* SPDX-License-Identifier: ISC */
#include "pages/record/comments.h"

#include "access/event.h"
#include "base/fold.h"
#include "base/str.h"
#include "pages/record/show.h"
#include "record/talk.h"
#include "view/words.h"
#include "web/markdown.h"

#include <string.h>

enum { QUESTION_MAX = 2000 };

static const char *
path_to(struct visit *v, const struct record *rec, const char *part)
{
	return (mem_fmt(v->c, "%s#%s", subject_path(v, rec->kind, rec->number), part));
}

static char *
typed_text(struct visit *v, const char *name)
{
	return (form_text(v->c, visit_form(v, name)));
}

/* ---- comments */

/* Only line breaks around a comment are trimmed; blanks at the beginning of a line are kept. */
static char *
comment_text(struct visit *v)
{
	char *typed = mem_str(v->c, visit_form(v, "body")), *from = typed;

	for (char *s = typed; *s == ' ' || *s == '\t' || *s == '\r' || *s == '\n'; s++)
		if (*s == '\n')
			from = s + 1;
	for (size_t n = strlen(from); n > 0 && strchr(" \t\r\n", from[n - 1]) != NULL; n--)
		from[n - 1] = '\0';
	return (from);
}

/* Back to what was said, the last of the comments.  A name that several members share notifies nobody, and the page says so (case G). */
static struct err *
said_to(struct visit *v, const struct record *rec, const char *text, const char **back)
{
	struct rows *unclear;

	*back = path_to(v, rec, "said");
	if (strchr(text, '@') == NULL && strstr(text, "＠") == NULL)
		return (OK);
	TRY(db_run(v->c->db, v->c, STMT_MENTION_UNCLEAR, &unclear, ARGS(v->c->site_id, text)));
	if (rows_bool(unclear, 0, "unclear"))
		*back = mem_fmt(v->c, "%s?unclear=1#said", subject_path(v, rec->kind, rec->number));
	return (OK);
}

struct err *
comments_comment(struct visit *v)
{
	struct record *rec;
	const char *back;
	char *text = comment_text(v);
	struct show_typed typed = { .part = "comment", .value = text, .status = 422 };

	TRY(subject_read(v, &STATE_OF(v, subject_state)->subject, &rec));
	if (fold_is_empty(text))
		typed.complaint = N_("Write something first.");
	else if (str_chars(text) > MARKDOWN_MAX)
		typed.complaint = N_("This is too long: at most 20,000 characters.");
	if (typed.complaint != NULL)
		return (show_again(v, &typed));
	TRY(said_to(v, rec, text, &back));
	talk_say(v->c, rec, text);
	return (visit_go(v, back, N_("Your comment was added.")));
}

/* ---- following, copying in */

/* The member of the site that was chosen; *row empty: nobody, with the words to complain. */
static struct err *
find_member(struct visit *v, const struct record *rec, struct rows **row, const char **complaint)
{
	const char *account = visit_form(v, "account");
	int64_t id;

	*row = NULL;
	*complaint = N_("Choose a person.");
	if (!str_to_int(account, 1, INT64_MAX, &id))
		return (OK);
	if (rec->visible == VISIBLE_CIRCLE)
		*complaint = N_("This record is restricted and this person cannot see it. Choose somebody who handles it. The site's administrator decides who handles such records.");
	return (talk_person(v->c, rec, account, row));
}

static struct err *
copy_in(struct visit *v, const struct record *rec)
{
	struct ctx *c = v->c;
	struct show_typed typed = { .part = "copy", .status = 422 };
	struct rows *member;

	TRY(find_member(v, rec, &member, &typed.complaint));
	if (rows_count(member) == 0)
		return (show_again(v, &typed));
	talk_copy(c, rec, member);
	return (visit_go(v, path_to(v, rec, "opinions"),
	    N_("They were notified and will be notified of further progress.")));
}

struct err *
comments_watch(struct visit *v)
{
	struct ctx *c = v->c;
	struct record *rec;

	TRY(subject_read(v, &STATE_OF(v, subject_state)->subject, &rec));
	if (*visit_form(v, "account") != '\0' || *visit_form(v, "copy") != '\0')
		return (copy_in(v, rec));
	if (str_eq(visit_form(v, "watch"), "1"))
		talk_watch(c, rec, c->me->id_text);
	else
		db_ask(c->db, c, STMT_WATCH_REMOVE, NULL, ARGS(c->site_id, rec->id,
		    c->me->id_text));
	return (visit_go(v, subject_path(v, rec->kind, rec->number),
	    str_eq(visit_form(v, "watch"), "1") ? N_("You are now following this record.")
						: N_("You no longer follow this record.")));
}

/* ---- opinions */

static struct err *
ask_opinion(struct visit *v, const struct record *rec)
{
	struct ctx *c = v->c;
	char *question = typed_text(v, "question");
	struct show_typed typed = { .part = "opinion", .value = question, .status = 422 };
	struct rows *member;

	TRY(find_member(v, rec, &member, &typed.complaint));
	if (rows_count(member) == 0)
		return (show_again(v, &typed));
	typed.complaint = str_eq(rows_text(member, 0, "id"), c->me->id_text) ? N_("Choose somebody other than yourself.")
			  : *question == '\0'             ? N_("Write your question.")
			  : str_chars(question) > QUESTION_MAX
			      ? N_("This is too long: at most 2,000 characters.")
			      : NULL;
	if (typed.complaint != NULL)
		return (show_again(v, &typed));
	talk_ask(c, rec, member, question);
	return (visit_go(v, path_to(v, rec, "opinions"), N_("The question was sent.")));
}

static struct err *
answer_opinion(struct visit *v, const struct record *rec, const char *id)
{
	char *answer = typed_text(v, "answer");
	struct show_typed typed = { .part = "opinion", .name = id, .value = answer, .status = 422 };
	int64_t n;

	if (*id != '\0' && !str_to_int(id, 1, INT64_MAX, &n))
		return (RAISE(ERR_INVALID, "no opinion \"%s\"", id));
	typed.complaint = *answer == '\0' ? N_("Write your opinion.")
			  : str_chars(answer) > QUESTION_MAX
			      ? N_("This is too long: at most 2,000 characters.")
			      : NULL;
	if (typed.complaint != NULL)
		return (show_again(v, &typed));
	TRY(talk_answer(v->c, rec, *id == '\0' ? NULL : id, answer));
	return (visit_go(
	    v, path_to(v, rec, "opinions"), N_("Thank you. Your opinion has been recorded.")));
}

struct err *
comments_opinion(struct visit *v)
{
	struct record *rec;
	const char *id = visit_form(v, "opinion");

	TRY(subject_read(v, &STATE_OF(v, subject_state)->subject, &rec));
	return (*id == '\0' && *visit_form(v, "answer") == '\0' ? ask_opinion(v, rec) : answer_opinion(v, rec, id));
}

/* ---- urging */

struct err *
comments_urge(struct visit *v)
{
	struct ctx *c = v->c;
	struct record *rec;
	const char *path;
	bool done;

	TRY(subject_read(v, &STATE_OF(v, subject_state)->subject, &rec));
	path = path_to(v, rec, "next");
	TRY(talk_urge(c, rec, &done));
	if (!done) {
		const char *already = N_("A reminder was already sent today. You can send another tomorrow.");

		TRY(visit_complain(v, NULL, already, NULL));
		return (visit_go(v, path, already));
	}
	return (visit_go(v, path, N_("Everyone it is waiting for was reminded.")));
}
