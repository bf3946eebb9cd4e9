/* SPDX-License-Identifier: ISC */
#include "record/workflow.h"

#include "access/event.h"
#include "base/str.h"
#include "record/approval.h"
#include "record/effect.h"
#include "record/objection.h"
#include "record/official.h"
#include "record/party.h"
#include "record/period.h"
#include "record/sql.h"
#include "record/waiting.h"

#include <string.h>

/* A text has to say something; any other field is filled in. */
static bool
is_said(const struct field *f, const char *value)
{
	return (f->type == FIELD_TEXT ? str_says(value) : !str_empty(value));
}

/* A field is met when it is filled, on the record or with the move (${form} may be NULL). */
static bool
is_met(const struct record *rec, const struct form *form, const char *name, bool *is_field)
{
	const struct field *f = field_find(rec->kind->fields, name);

	*is_field = f != NULL;
	if (f == NULL)
		return (rows_count(rec->facts) > 0 && rows_bool(rec->facts, 0, name));
	return (is_said(f, record_value(rec, name)) || (form != NULL && is_said(f, form_value(form, name))));
}

static void
conditions_of(struct ctx *c, const struct record *rec, const struct form *form, struct open_move *open)
{
	const char *needs = open->move->needs;
	char word[WORD_MAX];

	open->ready = true;
	open->conditions = mem_array(c, struct condition, word_count(needs));
	while (word_next(&needs, word)) {
		struct condition *cond = &open->conditions[open->n_conditions++];

		cond->name = mem_str(c, word);
		cond->met = is_met(rec, form, word, &cond->is_field);
		open->ready = open->ready && cond->met;
	}
}

static bool
is_allowed(const struct ctx *c, const struct record *rec, const struct move *move)
{
	if (c->me->is_clock)
		return (move->flags & MOVE_BY_CLOCK);
	if (move->flags & MOVE_NO_PARTY && party_bars_me(c, rec))
		return (false);
	if (move->not_by != NULL && str_eq(record_value(rec, move->not_by), c->me->id_text))
		return (false);
	if (move->flags & MOVE_BALLOT && !approval_may_judge(c, rec))
		return (false);
	return (!(move->flags & MOVE_ONLY_RULES) && record_may(c, rec, move->who));
}

size_t
workflow_open(struct ctx *c, const struct record *rec, struct open_move **out)
{
	struct open_move *open;
	size_t n = 0;

	while (rec->kind->moves[n].name != NULL)
		n++;
	open = mem_array(c, struct open_move, n);
	n = 0;
	for (const struct move *m = rec->kind->moves; m->name != NULL; m++) {
		if (m->flags & MOVE_ONLY_RULES || !str_has_word(m->from, rec->state))
			continue;
		open[n].move = m;
		open[n].allowed = is_allowed(c, rec, m);
		conditions_of(c, rec, NULL, &open[n++]);
	}
	*out = open;
	return (n);
}

static const struct field reason_field = { "reason", FIELD_TEXT, REQUIRED | WIDE, .max = 2000 };

struct field *
workflow_asked(struct ctx *c, const struct field *all, const char *asks)
{
	/* Room for the reason, and for the end. */
	struct field *fields = mem_array(c, struct field, word_count(asks) + 2);
	char word[WORD_MAX];
	size_t n = 0;

	while (word_next(&asks, word)) {
		size_t len = strlen(word);
		bool optional = word[len - 1] == '?';
		const struct field *f;

		if (optional)
			word[len - 1] = '\0';
		f = field_find(all, word);
		if (f == NULL)
			continue;
		fields[n] = *f;
		fields[n].flags = (f->flags & ~(unsigned)(REQUIRED | DERIVED)) | (optional ? 0 : REQUIRED);
		n++;
	}
	return (fields);
}

const struct field *
workflow_asks(struct ctx *c, const struct kind *kind, const struct move *move)
{
	/* workflow_asked leaves room for one more. */
	struct field *fields = workflow_asked(c, kind->fields, move->asks);
	size_t n = 0;

	while (fields[n].name != NULL)
		n++;
	if (move->flags & MOVE_REASON)
		fields[n] = reason_field;
	return (fields);
}

static struct err *
missing(struct ctx *c, const struct record *rec, const struct open_move *open)
{
	for (size_t i = 0; i < open->n_conditions; i++)
		if (!open->conditions[i].met)
			return (err_say(RAISE(ERR_CONFLICT, "move \"%s\" of %s needs \"%s\"", open->move->name, str_or(rec->number, "?"), open->conditions[i].name),
			    mem_fmt(c, "%s.todo.%s", rec->kind->name, open->conditions[i].name)));
	return (OK);
}

/* A due date that people typed stays until the end; one of the state ends with it. */
static bool
keeps_due(const struct record *rec, const struct state *to)
{
	return (field_find(rec->kind->fields, "due") != NULL && to->due == 0 && !(to->flags & STATE_END));
}

static const char *
due_in(struct ctx *c, const struct record *rec, const struct state *to)
{
	if (to->due != 0)
		return (ctx_days_ahead(c, rule_int(c->site, (enum rule)(to->due - 1))));
	return (keeps_due(rec, to) ? rec->due : NULL);
}

/* The state, visibility and due date of the common row. */
static void
put_state(struct ctx *c, const struct record *rec, const struct state *to, bool submits, struct rows **moved)
{
	enum visibility visible = state_visibility(to);

	/* Whoever leads it out of everyone's sight still sees what they did; the database lets nobody do it otherwise. */
	if (visible != VISIBLE_SITE && rec->visible == VISIBLE_SITE && c->me->id_text != NULL)
		db_ask(c->db, c, STMT_RECORD_READER_ADD, NULL, ARGS(c->site_id, rec->id, c->me->id_text));
	db_ask(c->db, c, STMT_RECORD_STATE, moved,
	    ARGS(c->site_id, rec->id, rec->state, to->name, visibility_text(visible), due_in(c, rec, to), keeps_due(rec, to) ? "t" : "f", submits ? c->me->id_text : NULL,
	    to->flags & STATE_END ? c->now : NULL, c->now));
}

/* What ends with it: all that name it in this field and have not ended. */
static struct err *
end_those_naming(struct ctx *c, const struct record *rec, const struct kind *kind, const struct field *f)
{
	struct rows *rows;

	db_ask_text(c->db, c, sql_open_naming(c, kind, f), &rows, ARGS(c->site_id, rec->id));
	TRY(db_wait(c->db));
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct record *other;

		TRY(record_load(c, rows_text(rows, i, "id"), &other));
		TRY(workflow_follow(c, other, kind->ends_by, NULL));
		event_say(other->event, "other", rec->id);
	}
	return (OK);
}

static struct err *
end_with(struct ctx *c, const struct record *rec)
{
	char word[WORD_MAX];

	for (size_t i = 0; kinds[i] != NULL; i++)
		for (const char *names = kinds[i]->ends_with; word_next(&names, word);) {
			const struct field *f = field_find(kinds[i]->fields, word);

			if (str_has_word(f->ref, rec->kind->name))
				TRY(end_those_naming(c, rec, kinds[i], f));
		}
	return (OK);
}

static struct err *
enter(struct ctx *c, struct record *rec, const char *name, bool submits)
{
	const struct state *to = kind_state(rec->kind, name);
	struct rows *moved;

	put_state(c, rec, to, submits, &moved);
	if (submits)
		rec->submitter_id = c->me->id_text;
	if (rec->event != NULL) {
		event_say(rec->event, "from", rec->state);
		event_say(rec->event, "to", name);
	}
	period_of_state(c, rec, to);
	rec->due = due_in(c, rec, to);
	TRY(waiting_settle(c, rec, to));
	TRY(db_wait(c->db));
	if (rows_count(moved) == 0)
		return (RAISE(ERR_CONFLICT, "%s is not in state \"%s\" any more", str_or(rec->number, "?"), rec->state));
	rec->state_from = rec->state;
	rec->state = to->name;
	if (to->sets_on != NULL)
		record_set(c, rec, (const char *const[]){ to->sets_on, c->today, NULL });
	official_number(c, rec);
	TRY(effect_of_state(c, rec));
	if (rec->kind->entered != NULL)
		TRY(rec->kind->entered(c, rec));
	if (to->flags & STATE_END)
		TRY(end_with(c, rec));
	waiting_by_entries(c, rec);
	return (OK);
}

const char *
workflow_refused(const struct record *rec, const struct state *state)
{
	return (str_eq(state->rejected, BEFORE) ? str_or(rec->state_from, rec->kind->first) : state->rejected);
}

struct err *
workflow_enter(struct ctx *c, struct record *rec, const char *state)
{
	return (enter(c, rec, state, false));
}

/* Whom a move no longer names stays party to the record: they had a part in it (record/party.h). */
static void
keep_named(struct ctx *c, struct record *rec, const struct input *was, const struct input *now)
{
	if (!(was->field->flags & PARTY) || was->field->type == FIELD_DEPARTMENT || str_eq(was->value, now->value))
		return;
	for (char **id = str_split(c, mem_str(c, was->value), ','); *id != NULL; id++)
		party_add(c, rec, *id, "", was->field->name);
}

/* What was asked with the move goes into the kind's columns and the history. */
static void
put_answers(struct ctx *c, struct record *rec, const struct form *form)
{
	for (size_t i = 0; i < form->n; i++) {
		const struct input *in = &form->inputs[i];
		struct input *was = form_input(rec->fields, in->field->name);

		if (was == NULL || in->field->type == FIELD_FILE) {
			event_say(rec->event, in->field->name, in->value);
			continue;
		}
		db_ask_text(c->db, c, sql_update(c, rec->kind, was->field), NULL,
		    ARGS(c->site_id, rec->id, sql_bound(was->field, in->stored)));
		event_change(rec->event, in->field->name, was->value, in->value);
		keep_named(c, rec, was, in);
		was->value = in->value;
		was->stored = in->stored;
	}
}

/* One judgement of several: the move is made when enough agree; when they can agree no more, others have to be named. */
static struct err *
judge(struct ctx *c, struct record *rec, const struct move *move, const struct form *form)
{
	enum verdict verdict;

	TRY(approval_judge(c, rec, move->name, form_value(form, "reason"), &verdict));
	event_say(rec->event, "version", rows_str(rec->approval, 0, "version"));
	if (verdict == VERDICT_STUCK)
		waiting_for_voters(c, rec);
	if (verdict == VERDICT_APPROVED) {
		event_say(rec->event, "outcome", "judged");
		return (enter(c, rec, move->to, false));
	}
	db_ask(c->db, c, STMT_RECORD_TOUCH, NULL, ARGS(c->site_id, rec->id, c->now));
	return (OK);
}

/* Where the move itself leads; who leaves a state that is being decided on ends its round. */
static struct err *
go(struct ctx *c, struct record *rec, const struct move *move)
{
	if (move->to != NULL) {
		if (rows_count(rec->approval) > 0)
			TRY(approval_leave(c, rec));
		return (enter(c, rec, move->to, (move->flags & MOVE_SUBMITS) != 0));
	}
	if (move->flags & MOVE_VOTERS)
		TRY(approval_rename(c, rec));
	db_ask(c->db, c, STMT_RECORD_TOUCH, NULL, ARGS(c->site_id, rec->id, c->now));
	return (OK);
}

/* Before the state is entered: who fixed a thing is not waited for to verify it. */
static void
put_maker(struct ctx *c, struct record *rec, const struct move *move)
{
	if (move->sets_by != NULL)
		record_set(c, rec, (const char *const[]){ move->sets_by, str_or(c->me->id_text, ""), NULL });
	if (move->sets_on != NULL)
		record_set(c, rec, (const char *const[]){ move->sets_on, c->today, NULL });
	if (move->flags & (MOVE_PARTY | MOVE_SUBMITS))
		party_add(c, rec, c->me->id_text, rec->state, move->name);
}

static struct err *
make(struct ctx *c, struct record *rec, const struct move *move, const struct form *form)
{
	rec->event = event_new(c, "record.move", rec->id, NULL);
	event_say(rec->event, "kind", rec->kind->name);
	event_say(rec->event, "move", move->name);
	put_answers(c, rec, form);
	put_maker(c, rec, move);
	TRY(move->flags & MOVE_BALLOT ? judge(c, rec, move, form) : go(c, rec, move));
	/* What a judgement brings about comes when it is the outcome. */
	if (!(move->flags & MOVE_BALLOT) || str_eq(rec->state, move->to)) {
		if (move->after != NULL)
			TRY(move->after(c, rec, form));
		TRY(effect_run(c, rec, form, mem_fmt(c, "move:%s", move->name)));
	}
	waiting_by_entries(c, rec);
	return (OK);
}

static struct err *
refused(struct ctx *c, const struct record *rec, const struct move *move)
{
	struct err *err = RAISE(ERR_FORBIDDEN, "move \"%s\" of %s", move->name, rec->number);

	if (c->me->id_text == NULL || !(move->flags & MOVE_NO_PARTY) || !party_bars_me(c, rec))
		return (record_refuse(c, rec, move->who, err));
	return (err_say(err, party_refusal(c)));
}

struct err *
workflow_move(struct ctx *c, struct record *rec, const struct move *move, struct form *form, bool *done)
{
	struct open_move open = { .move = move };

	*done = false;
	if (!str_has_word(move->from, rec->state))
		return (RAISE(ERR_CONFLICT, "%s is in state \"%s\"", rec->number, rec->state));
	if (!is_allowed(c, rec, move))
		return (refused(c, rec, move));
	TRY(record_resolve(c, form));
	record_check_stages(form, rec->fields);
	/* What a move asks is said anew, also where the record says the same from before. */
	record_check_dates(c, rec, form, NULL);
	if (move->flags & MOVE_CHECKS)
		objection_check_again(c, rec, form);
	if (move->check != NULL)
		move->check(c, rec, form);
	objection_check(c, rec, form, mem_fmt(c, "move:%s", move->name));
	if (!form->ok)
		return (OK);
	conditions_of(c, rec, form, &open);
	TRY(missing(c, rec, &open));
	TRY(make(c, rec, move, form));
	*done = true;
	return (OK);
}

struct err *
workflow_follow(struct ctx *c, struct record *rec, const char *name, const char *reason)
{
	const struct move *move = kind_move(rec->kind, name);
	struct open_move open = { .move = move };
	struct form *form;

	if (move == NULL || !str_has_word(move->from, rec->state))
		return (RAISE(ERR_CONFLICT, "\"%s\" does not follow for %s in state \"%s\"", name, rec->number, rec->state));
	conditions_of(c, rec, NULL, &open);
	TRY(missing(c, rec, &open));
	form = form_new(c, rec->kind->name, workflow_asks(c, rec->kind, &(struct move){ .flags = reason == NULL ? 0 : MOVE_REASON }));
	if (reason != NULL)
		form_set(form, "reason", reason);
	return (make(c, rec, move, form));
}
