/* SPDX-License-Identifier: ISC */
#include "pages/overview/triage.h"

#include "http/url.h"
#include "pages/overview/triage_page.h"
#include "record/workflow.h"
#include "view/words.h"
#include "web/options.h"
#include "web/over.h"
#include "web/subject.h"

struct triage_state {
	struct rows *rows, *count, *meetings;
};

const size_t triage_state = sizeof(struct triage_state);

const struct field triage_meeting_fields[] = {
	{ "held_on", FIELD_DATE, REQUIRED },
	{ "chair_id", FIELD_ACCOUNT, REQUIRED },
	{ "present", FIELD_ACCOUNTS, WIDE },
	{ "summary", FIELD_TEXT, WIDE },
	{ NULL }
};

const struct kind *
triage_kind(void)
{
	return (kind_marked(KIND_TRIAGED));
}

/* The decisions are the moves out of the states to be triaged that triage may make; another release may have more of them. */
static bool
is_decision(const struct move *move)
{
	bool from = false;

	for (const struct state *s = triage_kind()->states; s->name != NULL; s++)
		from = from || (s->flags & STATE_TRIAGED && str_has_word(move->from, s->name));
	return (from && who_holds(move->who, PERMIT_REQUIREMENT_TRIAGE));
}

const struct move *
triage_move(const char *name)
{
	const struct move *move = kind_move(triage_kind(), name);

	return (move != NULL && is_decision(move) ? move : NULL);
}

const char *
triage_typed(const struct visit *v, const char *name, const char *number)
{
	const char *own = visit_form(v, mem_fmt(v->c, "%s.%s", name, number));

	if (!str_empty(own) || !pairs_has(&v->req->form, "pick", number))
		return (own);
	return (visit_form(v, mem_fmt(v->c, "bulk.%s", name)));
}

void
triage_ask_page(struct visit *v)
{
	struct ctx *c = v->c;
	struct triage_state *s = STATE_OF(v, triage_state);

	db_ask(c->db, c, STMT_TRIAGE_COUNT, &s->count, ARGS(c->site_id));
	db_ask(c->db, c, STMT_TRIAGE_MEETINGS, &s->meetings, ARGS(c->site_id, c->today));
}

/* ---- the lines */

/* A choice says what it is; anything else is named. */
static const char *
fact_text(struct visit *v, const char *name, const char *value)
{
	const char *kind = triage_kind()->name;

	if (field_find(triage_kind()->fields, name)->choices != NULL)
		return (word_of(v->c, kind, name, value));
	return (wordf(v->c, N_("%1: %2"), subject_label(v, kind, name), value));
}

static void
put_facts(struct visit *v, struct node *node, const struct rows *rows, size_t i)
{
	const char *facts = triage_kind()->triage->facts, *texts = triage_kind()->triage->texts;
	char name[WORD_MAX];

	over_put_record(node, v->c, v->c->site->slug, rows, i);
	node_put(node, "platform", rows_str(rows, i, "platform"));
	node_put(node, "submitter", rows_str(rows, i, "submitter"));
	while (word_next(&facts, name))
		if (!str_empty(rows_text(rows, i, name)))
			node_put(node_item(node_in(node, "facts")), "text", fact_text(v, name, rows_str(rows, i, name)));
	while (word_next(&texts, name)) {
		struct node *text = node_item(node_in(node, "texts"));

		node_put(text, "label", subject_label(v, triage_kind()->name, name));
		node_put(text, "text", rows_str(rows, i, name));
	}
	node_put(node, "department", over_name(rows_str(rows, i, "department"), rows_str(rows, i, "department_en")));
	node_put_flag(node, "own", rows_bool(rows, i, "own"));
	node_put_flag(node, "late", strcmp(str_or(rows_text(rows, i, "due"), "9"), v->c->today) < 0);
}

static const struct triage_line *
line_of(const struct triage_post *post, const char *number)
{
	for (size_t i = 0; post != NULL && i < post->n; i++)
		if (str_eq(post->lines[i].number, number))
			return (&post->lines[i]);
	return (NULL);
}

/* The decisions that ask for an input, "accept|defer"; the decision itself is always asked. */
static const char *
asked_by(struct visit *v, const char *name)
{
	const char *list = "";

	for (const struct move *m = triage_kind()->moves; m->name != NULL; m++)
		if (is_decision(m) && m->asks != NULL && str_has_word(m->asks, name))
			list = mem_fmt(v->c, "%s%s%s", list, *list == '\0' ? "" : "|", m->name);
	return (list);
}

/* "class.REQ-2026-0042"; without a number "bulk.class", for all that are ticked. */
static const char *
input_name(struct visit *v, const char *name, const char *number)
{
	return (number == NULL ? mem_fmt(v->c, "bulk.%s", name) : mem_fmt(v->c, "%s.%s", name, number));
}

/* A field with few values is chosen from what put_choices offers; a day and a text are typed. */
static void
put_widget(struct node *in, const struct field *f)
{
	if (f->choices != NULL || f->type == FIELD_INT)
		node_put(in, "choices", f->name);
	else
		node_put(in, "type", f->type == FIELD_DATE ? "date" : "text");
}

static void
put_input(struct visit *v, struct node *in, const char *name, const char *number)
{
	const char *full = input_name(v, name, number);

	node_put(in, "name", full);
	node_put(in, "label", word_of(v->c, "triage", "field", name));
	node_put(in, "value", visit_form(v, full));
	node_put(in, "when", input_name(v, "decision", number));
	node_put(in, "is", asked_by(v, name));
}

/* Each input as {name, value, complaint}: what was typed stays, also in a line that is not wrong. */
static void
put_inputs(struct visit *v, struct node *node, const char *number, const struct triage_line *line)
{
	const char *names = triage_kind()->triage->inputs;
	char name[WORD_MAX];

	put_input(v, node_in(node, "decision"), "decision", number);
	while (word_next(&names, name)) {
		struct node *in = node_item(node_in(node, "inputs"));
		const struct input *typed = line == NULL || line->form == NULL ? NULL : form_input(line->form, name);

		put_input(v, in, name, number);
		put_widget(in, field_find(triage_kind()->fields, name));
		if (typed != NULL && typed->complaint != NULL)
			node_put(in, "complaint", wordf(v->c, typed->complaint, typed->complaint_arg, NULL));
	}
	if (line == NULL)
		return;
	if (line->complaint != NULL)
		node_put(node, "complaint", word(line->complaint));
	node_put_flag(node, "wrong", line->complaint != NULL || (line->form != NULL && !line->form->ok));
}

static void
put_lines(struct visit *v, struct node *triage, const struct rows *rows, const struct triage_post *post)
{
	for (size_t i = 0; i < rows_count(rows) && i < TRIAGE_PAGE; i++) {
		struct node *node = node_item(node_in(triage, "rows"));
		const char *number = rows_str(rows, i, "number");

		put_facts(v, node, rows, i);
		put_inputs(v, node, number, line_of(post, number));
		node_put_flag(node, "picked", pairs_has(&v->req->form, "pick", number));
	}
}

/* ---- choices and the meeting */

static void
put_choices_of(struct visit *v, struct node *list, const struct field *f)
{
	for (size_t i = 0; f->choices != NULL && f->choices[i] != NULL; i++)
		options_add(list, f->choices[i], word_of(v->c, triage_kind()->name, f->name, f->choices[i]), false);
	for (int i = f->min; f->type == FIELD_INT && i <= f->max; i++)
		options_add(list, mem_fmt(v->c, "%d", i), word(mem_fmt(v->c, "triage.%s.%d", f->name, i)), false);
}

static void
put_choices(struct visit *v, struct node *triage)
{
	const char *names = triage_kind()->triage->inputs;
	char name[WORD_MAX];

	for (const struct move *m = triage_kind()->moves; m->name != NULL; m++)
		if (is_decision(m))
			options_add(node_in(triage, "decisions"), m->name, word_of(v->c, "triage", "decision", m->name), false);
	while (word_next(&names, name))
		put_choices_of(v, node_in(node_in(triage, "choices"), name), field_find(triage_kind()->fields, name));
}

/* The meeting chosen: as posted, as in the address, else the latest of today, else a new one (""). */
static const char *
chosen_meeting(const struct visit *v, const struct triage_post *post)
{
	const struct rows *rows = STATE_OF(v, triage_state)->meetings;
	const char *wanted = post != NULL ? visit_form(v, "meeting") : visit_query(v, "meeting");

	for (size_t i = 0; i < rows_count(rows); i++)
		if (str_eq(rows_str(rows, i, "number"), wanted) ||
		    (post == NULL && *wanted == '\0' && str_eq(rows_str(rows, i, "held_on"), v->c->today)))
			return (rows_str(rows, i, "number"));
	return ("");
}

static void
put_meeting_input(struct visit *v, struct node *meeting, const struct triage_post *post, const char *name, const char *otherwise)
{
	struct node *node = node_in(meeting, name);
	struct input *in = post == NULL || post->meeting == NULL ? NULL : form_input(post->meeting, name);

	node_put(node, "value", in != NULL ? in->value : post != NULL ? visit_form(v, name) : otherwise);
	if (in != NULL && in->complaint != NULL)
		node_put(node, "complaint", wordf(v->c, in->complaint, in->complaint_arg, NULL));
}

static void
put_members(struct visit *v, struct node *meeting, const struct triage_post *post)
{
	const struct rows *rows = v->c->choices->members;
	const char *chair = post == NULL ? v->c->me->id_text : visit_form(v, "chair_id");

	for (size_t i = 0; i < rows_count(rows); i++) {
		const char *id = rows_str(rows, i, "id"), *name = rows_str(rows, i, "name");

		options_add(node_in(node_in(meeting, "chair_id"), "options"), id, name, str_eq(id, chair));
		options_add(node_in(node_in(meeting, "present"), "options"), id, name,
		    post == NULL ? str_eq(id, chair) : pairs_has(&v->req->form, "present", id));
	}
}

static void
put_meeting(struct visit *v, struct node *triage, const struct triage_post *post)
{
	struct node *meeting = node_in(triage, "meeting");
	const struct rows *rows = STATE_OF(v, triage_state)->meetings;
	const char *chosen = chosen_meeting(v, post);

	put_meeting_input(v, meeting, post, "held_on", v->c->today);
	put_meeting_input(v, meeting, post, "chair_id", "");
	put_meeting_input(v, meeting, post, "present", "");
	put_meeting_input(v, meeting, post, "summary", "");
	put_members(v, meeting, post);
	options_add(node_in(meeting, "options"), "", word("A new meeting"), *chosen == '\0');
	for (size_t i = 0; i < rows_count(rows); i++) {
		const char *number = rows_str(rows, i, "number");

		options_add(node_in(meeting, "options"), number, mem_fmt(v->c, "%s %s", number, rows_str(rows, i, "title")), str_eq(number, chosen));
	}
}

/* ---- the page */

static void
put_bulk(struct visit *v, struct node *triage)
{
	const char *names = triage_kind()->triage->inputs;
	bool typed = !str_empty(visit_form(v, input_name(v, "decision", NULL)));
	char name[WORD_MAX];

	put_inputs(v, node_in(triage, "bulk"), NULL, NULL);
	while (word_next(&names, name))
		typed = typed || !str_empty(visit_form(v, input_name(v, name, NULL)));
	node_put_flag(triage, "bulk_open", typed);
}

static void
put_pager(struct visit *v, const struct rows *rows)
{
	struct node *pager = node_in(v->root, "Pager");

	if (!str_empty(visit_query(v, "after")))
		node_put(pager, "first", url_with(v->c, v->req->path, &v->req->query, "after", NULL));
	if (rows_count(rows) > TRIAGE_PAGE)
		node_put(pager, "next", url_with(v->c, v->req->path, &v->req->query, "after", rows_str(rows, TRIAGE_PAGE - 1, "id")));
}

void
triage_put(struct visit *v, const struct rows *rows, const struct triage_post *post)
{
	struct node *triage = node_in(v->root, "Triage");
	int64_t waiting = rows_int(STATE_OF(v, triage_state)->count, 0, "n");

	node_put(triage, "action", visit_path(v, "triage"));
	node_put(triage, "texts", word_of(v->c, triage_kind()->name, "triage", "texts"));
	node_put(triage, "waiting", waiting >= 1000 ? word("More than 1,000 wait") : words_count(v->c, "1 waits", "%1 wait", (long)waiting));
	put_lines(v, triage, rows, post);
	put_choices(v, triage);
	put_bulk(v, triage);
	put_meeting(v, triage, post);
	put_pager(v, rows);
	node_put_flag(triage, "wrong", post != NULL);
	if (post != NULL && post->complaint != NULL)
		node_put(triage, "complaint", word(post->complaint));
	if (rows_count(rows) > 0)
		return;
	node_put(node_in(v->root, "Empty"), "title", word("Nothing is waiting for triage"));
	node_put(node_in(v->root, "Empty"), "text", word("Submitted requirements appear here. For earlier decisions see “Triage meetings”."));
	node_put(node_in(v->root, "Empty"), "url", visit_path(v, "triage-meetings"));
	node_put(node_in(v->root, "Empty"), "label", word_of(v->c, kind_marked(KIND_MINUTES)->name, "plural", NULL));
}

void
triage_ask(struct visit *v)
{
	struct ctx *c = v->c;
	int64_t after = 0;

	if (!str_to_int(visit_query(v, "after"), 0, INT64_MAX, &after))
		after = 0;
	db_ask(c->db, c, STMT_TRIAGE_ROWS, &STATE_OF(v, triage_state)->rows,
	    ARGS(c->site_id, mem_fmt(c, "%lld", (long long)after), mem_fmt(c, "%d", TRIAGE_PAGE + 1)));
	triage_ask_page(v);
}

struct err *
triage_answer(struct visit *v)
{
	triage_put(v, STATE_OF(v, triage_state)->rows, NULL);
	return (visit_show(v, "pages/triage", N_("Triage")));
}
