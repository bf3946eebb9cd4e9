/* SPDX-License-Identifier: ISC */
/* What people do beside forms of the record: they talk, follow, ask, stand in for one another, link, attach files, state values. */
#include "ctl/play.h"

#include "base/str.h"
#include "http/upload.h"
#include "pages/record/file.h"
#include "pages/record/stating.h"
#include "record/absence.h"
#include "record/proposal.h"
#include "record/talk.h"
#include "record/vote.h"
#include "view/words.h"

#include <string.h>

static struct err *
say(struct ctx *c, struct step *s)
{
	talk_say(c, s->rec, form_value(s->form, "text"));
	return (OK);
}

static struct err *
watch(struct ctx *c, struct step *s)
{
	talk_watch(c, s->rec, c->me->id_text);
	return (OK);
}

static struct err *
ask(struct ctx *c, struct step *s)
{
	struct rows *person;

	TRY(talk_person(c, s->rec, form_value(s->form, "whom"), &person));
	if (rows_count(person) == 0 || str_eq(rows_text(person, 0, "id"), c->me->id_text))
		return (RAISE(ERR_INVALID, "choose another member who may see %s", s->rec->number));
	talk_ask(c, s->rec, person, form_value(s->form, "question"));
	return (OK);
}

static struct err *
opine(struct ctx *c, struct step *s)
{
	return (talk_answer(c, s->rec, NULL, form_value(s->form, "opinion")));
}

static struct err *
urge(struct ctx *c, struct step *s)
{
	bool done;

	TRY(talk_urge(c, s->rec, &done));
	return (done ? OK : RAISE(ERR_CONFLICT, "a reminder was sent already on this day"));
}

static struct err *
recall(struct ctx *c, struct step *s)
{
	return (vote_take_back(c, s->rec));
}

static struct err *
stand_in(struct ctx *c, struct step *s)
{
	TRY(absence_add(c, s->form));
	return (play_form_check(s->form));
}

static struct err *
refer(struct ctx *c, struct step *s)
{
	json_t *one;
	size_t i;

	json_array_foreach(json_object_get(s->with, "to"), i, one) {
		const struct part *other = play_part(s, json_string_value(one));

		if (other->id == NULL || other == s->on)
			return (RAISE(ERR_CONFLICT, "\"%s\" is not made yet, or links to itself", json_string_value(one)));
		TRY(talk_link(c, s->rec, other->id, form_value(s->form, "as")));
	}
	return (OK);
}

/* As an upload: the same types, sizes and limits. */
static struct err *
attach(struct ctx *c, struct step *s)
{
	const char *text = form_value(s->form, "text"), *complaint, *name;
	struct visit v = { .c = c, .req = mem_new(c, struct request) };
	struct multipart_part part = { .type = "" };
	struct upload_writer *file;

	(void)snprintf(part.name, sizeof part.name, "%s", str_or(form_stored(s->form, "field"), "file"));
	(void)snprintf(part.filename, sizeof part.filename, "%s", form_value(s->form, "name"));
	if (!talk_may_attach(c, s->rec))
		return (RAISE(ERR_FORBIDDEN, "\"%s\" may attach nothing to %s", c->me->login, s->rec->number));
	TRY(upload_begin(v.req, c->conf->uploads, &part, &file));
	TRY(upload_write(file, text, strlen(text)));
	TRY(upload_end(file));
	TRY(file_check(&v, s->rec->id, &complaint, &name));
	if (complaint != NULL)
		return (RAISE(ERR_INVALID, "%s", wordf(c, complaint, name, NULL)));
	TRY(file_take(&v, s->rec));
	return (record_disturb(c, s->rec));
}

/* ---- what a change states of its target: { "goal": …, "task.3": { "due": … } } */

static struct err *
state_form(struct ctx *c, struct step *s, const struct proposed *p, json_t *said)
{
	const struct field *fields = proposal_fields(c, p);
	struct form *form = proposal_form(c, p, fields, NULL);
	const char *key, *text;
	json_t *value;

	json_object_foreach(said, key, value) {
		const struct field *field = field_find(fields, key);

		if (json_is_object(value))
			continue;
		if (field == NULL)
			return (play_no_field(c, key, (const struct field *const[]){ fields, NULL }));
		TRY(play_value(c, s, field, value, &text));
		form_set(form, key, text);
	}
	TRY(proposal_put(c, s->rec, p, form, NULL));
	return (play_form_check(form));
}

static struct err *
state_entry(struct ctx *c, struct step *s, struct record *target, const char *name, json_t *said)
{
	size_t n = strcspn(name, ".");
	struct proposed p = { .target = target, .sort = kind_entry(target->kind, mem_strn(c, name, n)), .no = name + n + (name[n] != '\0') };
	struct rows *rows;

	if (p.sort == NULL)
		return (RAISE(ERR_INVALID, "a %s has no entry \"%s\"; allowed: as in \"task.3\"", target->kind->name, name));
	entry_ask_one(c, p.sort, target->number, p.no, &rows);
	TRY(db_wait(c->db));
	TRY(entry_read(c, p.sort, rows, &p.row));
	return (state_form(c, s, &p, said));
}

static struct err *
state(struct ctx *c, struct step *s)
{
	const char *names = s->rec->kind->states_of, *key;
	struct proposed p = { .no = "0" };
	struct rows *stated;
	json_t *value;

	if (names == NULL)
		return (RAISE(ERR_INVALID, "a %s changes no other record", s->rec->kind->name));
	TRY(record_load(c, form_stored(s->rec->fields, mem_strn(c, names, strcspn(names, " "))), &p.target));
	TRY(state_form(c, s, &p, s->with));
	json_object_foreach(s->with, key, value)
		if (json_is_object(value))
			TRY(state_entry(c, s, p.target, key, value));
	TRY(db_run(c->db, c, STMT_PROPOSED_SHOWN, &stated, ARGS(c->site_id, s->rec->number)));
	return (proposal_note(c, s->rec, stating_text(&(struct visit){ .c = c }, stated)));
}

/* ---- the table */

static const char *const links[] = { "relates", "evidence", "result", NULL };
static const struct field nothing[] = { { 0 } };
static const struct field say_fields[] = { { "text", FIELD_TEXT }, { 0 } };
static const struct field ask_fields[] = { { "whom", FIELD_ACCOUNT }, { "question", FIELD_TEXT, .max = 2000 }, { 0 } };
static const struct field opine_fields[] = { { "opinion", FIELD_TEXT, .max = 2000 }, { 0 } };
/* "to" is not typed: a story names records that have no number yet. */
static const struct field refer_fields[] = { { "as", FIELD_CHOICE, .choices = links }, { "to", FIELD_RECORDS, DERIVED }, { 0 } };
static const struct field attach_fields[] = { { "field", FIELD_LINE }, { "name", FIELD_LINE }, { "text", FIELD_TEXT }, { 0 } };

const struct play_act play_acts[] = {
	{ "make", PERMIT_NONE, NULL, NULL, play_make },
	{ "edit", PERMIT_NONE, NULL, NULL, play_edit },
	{ "vote", PERMIT_NONE, "choice", play_vote_fields, play_vote },
	{ "recall", PERMIT_NONE, NULL, nothing, recall },
	{ "say", PERMIT_RECORD_COMMENT, "text", say_fields, say },
	{ "watch", PERMIT_RECORD_COMMENT, NULL, nothing, watch },
	{ "ask", PERMIT_RECORD_COMMENT, "whom question", ask_fields, ask },
	{ "opine", PERMIT_RECORD_COMMENT, "opinion", opine_fields, opine },
	{ "urge", PERMIT_RECORD_VIEW, NULL, nothing, urge },
	{ "stand_in", PERMIT_NONE, "delegate_id starts_on ends_on", absence_fields, stand_in },
	{ "refer", PERMIT_RECORD_COMMENT, "as to", refer_fields, refer },
	{ "attach", PERMIT_RECORD_COMMENT, "name text", attach_fields, attach },
	{ "values", PERMIT_NONE, NULL, NULL, state },
	{ 0 }
};
