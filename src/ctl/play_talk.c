/* SPDX-License-Identifier: ISC */
/* What people do beside forms of the record: they talk, follow, ask, stand in for one another, link, attach files, state values. */
#include "ctl/play.h"

#include "access/event.h"
#include "base/random.h"
#include "base/str.h"
#include "pages/record/stating.h"
#include "record/proposal.h"
#include "record/talk.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static struct err *
say(struct ctx *c, struct step *s, struct record *rec)
{
	talk_say(c, rec, play_said(c, s, "text"));
	return (OK);
}

static struct err *
watch(struct ctx *c, struct step *s, struct record *rec)
{
	(void)s;
	talk_watch(c, rec, c->me->id_text);
	return (OK);
}

static struct err *
ask(struct ctx *c, struct step *s, struct record *rec)
{
	const char *login = json_string_value(json_object_get(s->with, "whom"));

	talk_ask(c, rec, play_said(c, s, "whom"), login, play_said(c, s, "question"));
	return (OK);
}

static struct err *
opine(struct ctx *c, struct step *s, struct record *rec)
{
	return (talk_answer(c, rec, NULL, play_said(c, s, "opinion")));
}

static struct err *
urge(struct ctx *c, struct step *s, struct record *rec)
{
	bool done;

	(void)s;
	return (talk_urge(c, rec, &done));
}

static struct err *
stand_in(struct ctx *c, struct step *s, struct record *rec)
{
	struct event *e = event_new(c, "delegation.add", NULL, c->me->login);

	(void)rec;
	db_ask(c->db, c, STMT_DELEGATION_ADD, NULL, ARGS(c->site_id, c->me->id_text, play_said(c, s, "delegate"), c->today, play_said(c, s, "until"),
	    play_said(c, s, "reason"), c->now));
	event_say(e, "delegate", json_string_value(json_object_get(s->with, "delegate")));
	event_say(e, "from", c->today);
	event_say(e, "to", play_said(c, s, "until"));
	return (OK);
}

static struct err *
refer(struct ctx *c, struct step *s, struct record *rec)
{
	json_t *one;
	size_t i;

	json_array_foreach(json_object_get(s->with, "to"), i, one) {
		const struct part *other = play_part(s, json_string_value(one));

		if (other->id == NULL)
			return (RAISE(ERR_CONFLICT, "\"%s\" is not made yet", json_string_value(one)));
		TRY(talk_link(c, rec, other->id, play_said(c, s, "as")));
	}
	return (OK);
}

/* ---- files */

static struct err *
store(struct ctx *c, const char *name, const char *text)
{
	const char *path = str_join(c, c->conf->files, "/", name);
	FILE *file;
	bool written;

	mkdir(mem_fmt(c, "%s/%.2s", c->conf->files, name), 0750);
	file = fopen(path, "wxe");
	written = file != NULL && fputs(text, file) >= 0;
	if (file != NULL && fclose(file) != 0)
		written = false;
	return (written ? OK : RAISE(ERR_INTERNAL, "cannot write \"%s\": %s", path, strerror(errno)));
}

static struct err *
attach(struct ctx *c, struct step *s, struct record *rec)
{
	const char *token = random_token(c), *stored = mem_fmt(c, "%.2s/%s", token, token), *text = play_said(c, s, "text");

	TRY(store(c, stored, text));
	talk_attach(c, rec, play_said(c, s, "field"), play_said(c, s, "name"), "text/plain", mem_fmt(c, "%zu", strlen(text)), digest_hex(c, text), stored);
	db_ask(c->db, c, STMT_RECORD_TOUCH, NULL, ARGS(c->site_id, rec->id, c->now));
	return (OK);
}

/* ---- what a change states of its target: { "goal": …, "task.3": { "due": … } } */

static struct err *
state_form(struct ctx *c, struct step *s, struct record *rec, const struct proposed *p, json_t *said)
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
	TRY(proposal_put(c, rec, p, form, NULL));
	return (form->ok ? OK : play_form_wrong(form));
}

static struct err *
state_entry(struct ctx *c, struct step *s, struct record *rec, struct record *target, const char *name, json_t *said)
{
	size_t n = strcspn(name, ".");
	struct proposed p = { .target = target, .sort = kind_entry(target->kind, mem_strn(c, name, n)), .no = name + n + (name[n] != '\0') };
	struct rows *rows;

	if (p.sort == NULL)
		return (RAISE(ERR_INVALID, "a %s has no entry \"%s\"; allowed: as in \"task.3\"", target->kind->name, name));
	entry_ask_one(c, p.sort, target->number, p.no, &rows);
	TRY(db_wait(c->db));
	TRY(entry_read(c, p.sort, rows, &p.row));
	return (state_form(c, s, rec, &p, said));
}

static struct err *
state(struct ctx *c, struct step *s, struct record *rec)
{
	struct proposed p = { .no = "0" };
	struct rows *stated;
	const char *key;
	json_t *value;

	if (rec->kind->states_of == NULL)
		return (RAISE(ERR_INVALID, "a %s changes no other record", rec->kind->name));
	TRY(record_load(c, form_stored(rec->fields, mem_strn(c, rec->kind->states_of, strcspn(rec->kind->states_of, " "))), &p.target));
	TRY(state_form(c, s, rec, &p, s->with));
	json_object_foreach(s->with, key, value)
		if (json_is_object(value))
			TRY(state_entry(c, s, rec, p.target, key, value));
	TRY(db_run(c->db, c, STMT_PROPOSED_SHOWN, &stated, ARGS(c->site_id, rec->number)));
	return (proposal_note(c, rec, stating_text(&(struct visit){ .c = c }, stated)));
}

/* ---- the table */

static const char *const links[] = { "relates", "evidence", "result", NULL };
static const struct field nothing[] = { { 0 } };
static const struct field say_fields[] = { { "text", FIELD_TEXT, REQUIRED }, { 0 } };
static const struct field ask_fields[] = { { "whom", FIELD_ACCOUNT, REQUIRED }, { "question", FIELD_TEXT, REQUIRED }, { 0 } };
static const struct field opine_fields[] = { { "opinion", FIELD_TEXT, REQUIRED }, { 0 } };
static const struct field stand_in_fields[] = { { "delegate", FIELD_ACCOUNT, REQUIRED }, { "until", FIELD_DATE, REQUIRED }, { "reason", FIELD_LINE }, { 0 } };
static const struct field refer_fields[] = { { "as", FIELD_CHOICE, REQUIRED, .choices = links }, { "to", FIELD_RECORDS, REQUIRED }, { 0 } };
static const struct field attach_fields[] = { { "field", FIELD_LINE }, { "name", FIELD_LINE, REQUIRED }, { "text", FIELD_TEXT, REQUIRED }, { 0 } };

const struct play_act play_talks[] = {
	{ "say", say_fields, say },
	{ "watch", nothing, watch },
	{ "ask", ask_fields, ask },
	{ "opine", opine_fields, opine },
	{ "urge", nothing, urge },
	{ "stand_in", stand_in_fields, stand_in },
	{ "refer", refer_fields, refer },
	{ "attach", attach_fields, attach },
	{ "values", NULL, state },
	{ 0 }
};
