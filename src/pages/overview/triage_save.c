/* SPDX-License-Identifier: ISC */
#include "pages/overview/triage.h"

#include "pages/overview/triage_page.h"
#include "record/party.h"
#include "record/workflow.h"
#include "view/words.h"

/* ---- what was sent */

/* Reads "<name>.<number>" where the form asks for <name>. */
struct line_source {
	struct visit *v;
	const char *number;
};

static const char *
line_value(void *arg, const char *name, size_t *from)
{
	struct line_source *s = arg;

	return ((*from)++ > 0 ? NULL : triage_typed(s->v, name, s->number));
}

static void
read_line(struct visit *v, struct triage_line *line)
{
	const char *decision = triage_typed(v, "decision", line->number);
	struct line_source source = { v, line->number };

	if (str_empty(decision))
		return;
	line->move = triage_move(decision);
	if (line->move == NULL) {
		line->complaint = N_("Choose one of the answers offered.");
		return;
	}
	line->form = form_read(v->c, triage_kind()->name, workflow_asks(v->c, triage_kind(), line->move), line_value, &source);
}

static struct triage_line *
line_of(struct triage_post *post, const char *number)
{
	for (size_t i = 0; i < post->n; i++)
		if (str_eq(post->lines[i].number, number))
			return (&post->lines[i]);
	return (NULL);
}

static void
read_lines(struct visit *v, struct triage_post *post)
{
	const char *number;
	size_t from = 0;

	while ((number = pairs_next(&v->req->form, "row", &from)) != NULL) {
		struct triage_line *line = line_of(post, number);

		/* Twice the same line would be decided twice. */
		if (line != NULL) {
			line->complaint = N_("This requirement is in the form twice, so the decision is unclear. Nothing on this page was saved. Open the page again and decide once.");
		} else if (post->n == TRIAGE_PAGE) {
			post->complaint = N_("More requirements were sent than fit on a page of triage (25). Nothing was saved. Decide on them page by page.");
		} else {
			post->lines[post->n].number = number;
			read_line(v, &post->lines[post->n++]);
		}
	}
}

static bool
is_wrong(const struct triage_post *post)
{
	bool wrong = post->complaint != NULL || (post->meeting != NULL && !post->meeting->ok);

	for (size_t i = 0; i < post->n; i++)
		wrong = wrong || post->lines[i].complaint != NULL || (post->lines[i].form != NULL && !post->lines[i].form->ok);
	return (wrong);
}

static size_t
decided(const struct triage_post *post)
{
	size_t n = 0;

	for (size_t i = 0; i < post->n; i++)
		n += post->lines[i].move != NULL || post->lines[i].complaint != NULL;
	return (n);
}

/* ---- the requirements as they are now */

static void
ask_records(struct visit *v, struct triage_post *post)
{
	char **numbers = mem_array(v->c, char *, post->n + 1);

	for (size_t i = 0; i < post->n; i++)
		numbers[i] = mem_str(v->c, post->lines[i].number);
	db_ask(v->c->db, v->c, STMT_TRIAGE_POSTED, &post->rows, ARGS(v->c->site_id, form_array(v->c, numbers)));
	triage_ask_page(v);
	for (size_t i = 0; i < post->n; i++)
		if (post->lines[i].move != NULL)
			record_ask(v->c, &post->lines[i].asked, triage_kind(), post->lines[i].number, true);
}

/* Somebody else may have decided it, or the person submitted it: shown in its line, not as an error page. */
static struct err *
read_record(struct visit *v, struct triage_line *line)
{
	struct err *err = record_read(v->c, &line->asked, &line->rec);

	if (err != OK && err_kind(err) == ERR_NOT_FOUND) {
		err_free(err);
		line->complaint = N_("It no longer exists.");
		return (OK);
	}
	TRY(err);
	if (!str_has_word(line->move->from, line->rec->state))
		line->complaint = N_("Someone else has decided on this requirement. Nothing on this page was saved. Leave this line empty to save the others.");
	else if (line->move->flags & MOVE_NO_PARTY && party_bars_me(v->c, line->rec))
		line->complaint = N_("You submitted this, so somebody else has to decide on it.");
	return (OK);
}

static struct err *
read_records(struct visit *v, struct triage_post *post)
{
	for (size_t i = 0; i < post->n; i++)
		if (post->lines[i].move != NULL)
			TRY(read_record(v, &post->lines[i]));
	return (OK);
}

/* ---- deciding */

/* A rule of the kind that says no is a complaint of the line; anything else is an error. */
static struct err *
decide_line(struct visit *v, struct triage_line *line)
{
	bool done;
	struct err *err = workflow_move(v->c, line->rec, line->move, line->form, &done);

	if (err == OK || err_kind(err) != ERR_CONFLICT || err_said(err) == NULL)
		return (err);
	line->complaint = mem_str(v->c, err_said(err));
	err_free(err);
	return (OK);
}

static struct err *
decide(struct visit *v, struct triage_post *post)
{
	for (size_t i = 0; i < post->n; i++)
		if (post->lines[i].move != NULL && post->lines[i].complaint == NULL)
			TRY(decide_line(v, &post->lines[i]));
	return (OK);
}

/* ---- the meeting */

static void
read_meeting(struct visit *v, struct triage_post *post)
{
	if (str_empty(visit_form(v, "meeting")))
		post->meeting = visit_read_form(v, kind_marked(KIND_MINUTES)->name, triage_meeting_fields);
}

static struct err *
make_meeting(struct visit *v, struct triage_post *post, const char **id, const char **number)
{
	const struct kind *kind = kind_marked(KIND_MINUTES);
	struct form *form = form_new(v->c, kind->name, kind->fields);
	struct record *rec;
	struct rows *ids;

	record_ask_id(v->c, &ids);
	TRY(db_wait(v->c->db));
	form_set(form, "title", wordf(v->c, "Requirement triage %1", form_value(post->meeting, "held_on"), NULL));
	for (const struct field *f = triage_meeting_fields; f->name != NULL; f++)
		form_set(form, f->name, form_value(post->meeting, f->name));
	TRY(record_create(v->c, kind, rows_text(ids, 0, "id"), form, NULL, &rec));
	if (rec == NULL) {
		for (size_t i = 0; i < post->meeting->n; i++) {
			struct input *made = form_input(form, post->meeting->inputs[i].field->name);

			if (made != NULL && made->complaint != NULL)
				form_complain(post->meeting, made->field->name, made->complaint, made->complaint_arg);
		}
		return (OK);
	}
	*id = rec->id;
	*number = rec->number;
	return (OK);
}

static struct err *
find_meeting(struct visit *v, struct triage_post *post, const char **id, const char **number)
{
	struct rows *rows;

	if (post->meeting != NULL)
		return (make_meeting(v, post, id, number));
	TRY(db_run(v->c->db, v->c, STMT_TRIAGE_MEETING_ID, &rows, ARGS(v->c->site_id, visit_form(v, "meeting"))));
	*id = rows_text(rows, 0, "id");
	*number = rows_text(rows, 0, "number");
	if (rows_count(rows) == 0)
		post->complaint = N_("This meeting is closed. Choose another or record a new one.");
	return (OK);
}

static void
link_results(struct visit *v, const struct triage_post *post, const char *meeting_id)
{
	struct ctx *c = v->c;

	for (size_t i = 0; i < post->n; i++)
		if (post->lines[i].move != NULL)
			db_ask(c->db, c, STMT_LINK_ADD, NULL, ARGS(c->site_id, meeting_id, post->lines[i].rec->id, "result", c->now, c->me->id_text));
}

/* ---- the answer */

static struct err *
again(struct visit *v, const struct triage_post *post)
{
	triage_put(v, post->rows, post);
	return (visit_again(v, "pages/triage", N_("Triage")));
}

struct err *
triage_save(struct visit *v)
{
	struct triage_post *post = mem_new(v->c, struct triage_post);
	const char *meeting_id = NULL, *number = NULL, *location;

	read_lines(v, post);
	read_meeting(v, post);
	if (decided(post) == 0)
		post->complaint = N_("Choose a decision for at least one requirement.");
	ask_records(v, post);
	TRY(db_wait(v->c->db));
	TRY(read_records(v, post));
	if (is_wrong(post))
		return (again(v, post));
	TRY(decide(v, post));
	if (!is_wrong(post))
		TRY(find_meeting(v, post, &meeting_id, &number));
	if (is_wrong(post))
		return (again(v, post));
	link_results(v, post, meeting_id);
	location = visit_path(v, "triage?meeting=%s", number);
	return (visit_go(v, location, N_("The decisions are saved and recorded in the meeting.")));
}
