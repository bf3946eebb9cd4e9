/* SPDX-License-Identifier: ISC */
/* One act: somebody, at a moment, does one thing to one record, and it is committed. */
#include "ctl/act.h"
#include "ctl/demo.h"

#include "access/event.h"
#include "base/str.h"
#include "record/approval.h"
#include "record/criteria.h"
#include "record/workflow.h"

struct err *
demo_begin(struct town *town, const struct resident *who, int64_t at, struct ctx **out)
{
	struct ctx *c = ctx_new(NULL, town->demo->call->c->db, town->demo->call->directory, town->demo->call->conf);

	*out = c;
	c->site = town->site;
	c->site_id = town->site->id_text;
	c->request_id = who == NULL ? "clock" : "demo";
	ctx_at(c, demo_moment(c, at));
	TRY(act_enter(c, who == NULL ? NULL : who->id));
	/* Thousands of small transactions, none of which anybody waits for. */
	db_ask(c->db, c, STMT_CTL_MAY_BE_LOST, NULL, NO_ARGS);
	return (OK);
}

struct err *
demo_end(struct demo *demo, struct ctx *c, struct err *err)
{
	if (err == OK) {
		event_flush(c);
		err = db_commit(c->db);
	}
	if (err != OK)
		db_rollback(c->db);
	demo->n_acts++;
	mem_free(c);
	return (err);
}

/* ---- what is known of the records */

struct made *
demo_made(struct town *town, const char *number)
{
	for (size_t i = town->n_made; i > 0; i--)
		if (str_eq(town->made[i - 1].number, number))
			return (&town->made[i - 1]);
	return (NULL);
}

struct made *
demo_made_add(struct town *town, const struct kind *kind)
{
	if (town->n_made == town->room_made) {
		town->made = mem_grow(town->demo, town->made, sizeof *town->made, town->room_made, town->room_made + 256);
		town->room_made += 256;
	}
	town->made[town->n_made].kind = kind;
	return (&town->made[town->n_made++]);
}

static void
note(struct story *s, const struct record *rec)
{
	struct made *m = demo_made(s->town, rec->number);

	if (m == NULL)
		return;
	if (str_eq(m->state, "submitted") && !str_eq(rec->state, "submitted"))
		m->decided_at = s->at;
	/* Of the declaration: what was read goes with its context. */
	m->state = kind_state(rec->kind, rec->state)->name;
}

/* ---- forms, filled in */

const char *
demo_fill(void *arg, const char *name, size_t *from)
{
	static const struct field reason = { "reason", FIELD_TEXT };
	struct filler *f = arg;
	const struct field *field = field_find(f->fields, name);
	const char *value;

	if ((*from)++ > 0)
		return (NULL);
	value = demo_value(f->c, f->story, field == NULL ? &reason : field);
	if (value == NULL && f->rec != NULL)
		return (record_value(f->rec, name));
	return (value);
}

struct err *
demo_wrong(const struct story *s, const struct form *form)
{
	for (size_t i = 0; i < form->n; i++)
		if (form->inputs[i].complaint != NULL)
			return (RAISE(ERR_INVALID, "%s: \"%s\" of field \"%s\": %s", s->on->kind->name, form->inputs[i].value,
			    form->inputs[i].field->name, form->inputs[i].complaint));
	return (RAISE(ERR_INVALID, "%s: %s", s->on->kind->name, str_or(form->complaint, "a form is not right")));
}

/* ---- acts */

static struct err *
make(struct ctx *c, struct story *s)
{
	struct filler filler = { c, s, s->on->kind->fields, NULL };
	struct form *form;
	struct record *rec;
	json_t *topic;
	struct rows *id;
	struct made *m;

	if (!record_may_create(c, s->on->kind))
		return (RAISE(ERR_FORBIDDEN, "\"%s\" may make no %s", c->me->login, s->on->kind->name));
	record_ask_id(c, &id);
	TRY(db_wait(c->db));
	form = form_read(c, s->on->kind->name, s->on->kind->fields, demo_fill, &filler);
	if (!form->ok)
		return (demo_wrong(s, form));
	TRY(record_create(c, s->on->kind, rows_text(id, 0, "id"), form, &rec));
	if (rec == NULL)
		return (demo_wrong(s, form));
	/* While it is not made it has no number: what is written of it is asked for before. */
	topic = demo_written(s);
	s->on->id = mem_str(s, rec->id);
	s->on->number = mem_str(s, rec->number);
	m = demo_made_add(s->town, s->on->kind);
	*m = (struct made){ .kind = s->on->kind, .id = s->on->id, .number = s->on->number, .state = s->on->kind->first, .topic = topic,
	    .fleeting = s->plot->fleeting || s->on != &s->own, .department_id = mem_str(s, rec->department_id), .platform = s->platform, .author_id = s->author == NULL ? NULL : s->author->id };
	return (OK);
}

struct err *
demo_load(struct ctx *c, struct story *s, struct record **rec)
{
	struct record_asked asked;

	record_ask(c, &asked, s->on->kind, s->on->number, true);
	TRY(db_wait(c->db));
	return (record_read(c, &asked, rec));
}

static struct err *
move(struct ctx *c, struct story *s, struct record *rec)
{
	const struct move *m = kind_move(s->on->kind, demo_verb(s));
	struct filler filler = { c, s, s->on->kind->fields, NULL };
	struct form *form;
	bool done;

	if (m == NULL)
		return (RAISE(ERR_INTERNAL, "%s has no move \"%s\"", s->on->kind->name, demo_verb(s)));
	form = form_read(c, s->on->kind->name, workflow_asks(c, s->on->kind, m), demo_fill, &filler);
	if (!form->ok)
		return (demo_wrong(s, form));
	TRY(workflow_move(c, rec, m, form, &done));
	if (!done)
		return (demo_wrong(s, form));
	note(s, rec);
	return (OK);
}

/* What a vote says of each criterion: met, but for the one named as "not_met"; its grounds as "<criterion>_text". */
static const char *
judged(struct ctx *c, struct story *s, const struct record *rec)
{
	const char *failed = str_or(demo_with(c, s, "not_met"), "");
	struct form *form = form_new(c, "vote", criteria_fields(c, kind_state(rec->kind, rec->state)));

	for (size_t i = 0; i < form->n; i += 2) {
		form_set(form, form->inputs[i].field->name, str_eq(form->inputs[i].field->name, failed) ? "not_met" : "met");
		form_set(form, form->inputs[i + 1].field->name, demo_value(c, s, form->inputs[i + 1].field));
	}
	return (form->n == 0 ? NULL : criteria_json(c, form));
}

/* with: choice, opinion, and "for": whose vote, if not one's own; for criteria see above. */
static struct err *
vote(struct ctx *c, struct story *s, struct record *rec)
{
	const char *for_whom = demo_with(c, s, "for"), *choice = demo_with(c, s, "choice");
	const struct resident *voter = for_whom == NULL ? NULL : demo_who(s, for_whom);
	static const struct field opinion = { "opinion", FIELD_TEXT };
	const char *said = demo_value(c, s, &opinion), *outcome;
	struct rows *voters;

	approval_ask(c, s->on->number, &voters);
	TRY(db_wait(c->db));
	rec->judgement = judged(c, s, rec);
	TRY(approval_vote(c, rec, voters, voter == NULL ? c->me->id_text : voter->id, choice, str_or(said, ""), &outcome));
	note(s, rec);
	return (OK);
}

static struct err *
edit(struct ctx *c, struct story *s, struct record *rec)
{
	struct filler filler = { c, s, s->on->kind->fields, rec };
	const struct field *typed = s->on->kind->fields;
	struct form *form;

	if (record_editable(c, rec) == NULL)
		return (RAISE(ERR_FORBIDDEN, "\"%s\" may not edit %s", c->me->login, s->on->number));
	form = form_read(c, s->on->kind->name, typed, demo_fill, &filler);
	/* What moves have set is not typed. */
	for (size_t i = 0; i < form->n; i++)
		if (form->inputs[i].field->flags & DERIVED)
			form->inputs[i] = *form_input(rec->fields, form->inputs[i].field->name);
	if (!form->ok)
		return (demo_wrong(s, form));
	TRY(record_edit(c, rec, form, rec->version));
	if (!form->ok)
		return (demo_wrong(s, form));
	note(s, rec);
	return (OK);
}

static struct err *
on_record(struct ctx *c, struct story *s)
{
	const char *act = demo_verb(s);
	struct record *rec;

	TRY(demo_load(c, s, &rec));
	if (str_eq(act, "vote"))
		return (vote(c, s, rec));
	if (str_eq(act, "edit"))
		return (edit(c, s, rec));
	if (str_eq(act, "values"))
		return (demo_state(c, s, rec));
	if (str_eq(act, "recall")) {
		TRY(approval_take_back(c, rec));
		note(s, rec);
		return (OK);
	}
	return (move(c, s, rec));
}

static struct err *
perform(struct ctx *c, struct story *s)
{
	const char *act = demo_verb(s);

	if (str_eq(act, "make"))
		return (make(c, s));
	if (demo_is_entry(act))
		return (demo_entry(c, s));
	if (str_eq(act, "found"))
		return (demo_found(c, s));
	if (str_eq(act, "attach"))
		return (demo_attach(c, s));
	if (str_eq(act, "say"))
		return (demo_say(c, s, demo_value(c, s, &(struct field){ "text", FIELD_TEXT })));
	if (str_eq(act, "watch"))
		return (demo_watch(c, s));
	if (str_eq(act, "evidence"))
		return (demo_evidence(c, s));
	if (str_eq(act, "results"))
		return (demo_results(c, s));
	if (str_eq(act, "ask"))
		return (demo_ask(c, s));
	if (str_eq(act, "opine"))
		return (demo_answer(c, s));
	if (str_eq(act, "urge"))
		return (demo_urge(c, s));
	if (str_eq(act, "stand_in"))
		return (demo_stand_in(c, s));
	return (on_record(c, s));
}

struct err *
demo_act(struct story *s)
{
	const struct resident *who = demo_who(s, s->step->who);
	struct err *err;
	struct ctx *c;

	if (who == NULL && !str_eq(s->step->who, "clock"))
		return (RAISE(ERR_NOT_FOUND, "nobody is \"%s\"", s->step->who));
	err = demo_begin(s->town, who, s->at, &c);
	if (err == OK)
		err = perform(c, s);
	return (demo_end(s->town->demo, c, err));
}
