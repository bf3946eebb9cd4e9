/* SPDX-License-Identifier: ISC */
#include "ctl/play.h"

#include "base/str.h"
#include "http/pairs.h"
#include "record/absence.h"
#include "record/criteria.h"
#include "record/proposal.h"
#include "record/workflow.h"
#include "web/post.h"

struct act_page {
	const char *name, *page;        /* the page: as in app/routes.c */
	const struct field *fields;     /* NULL: those of the kind */
	struct pair says;               /* what its form sends by itself */
};

static const char *const choices[] = { "approve", "reject", "return", NULL }, *const sorts[] = { "relates", "evidence", "result", NULL };
static const struct field none[] = { { 0 } }, say[] = { { "body", FIELD_TEXT, REQUIRED }, { 0 } }, opine[] = { { "answer", FIELD_TEXT, REQUIRED }, { 0 } };
static const struct field vote[] = { { "move", FIELD_CHOICE, REQUIRED, .choices = choices }, { "opinion", FIELD_TEXT }, { "voter", FIELD_ACCOUNT }, { 0 } };
static const struct field ask[] = { { "account", FIELD_ACCOUNT, REQUIRED }, { "question", FIELD_TEXT, REQUIRED }, { 0 } };
static const struct field refer[] = { { "sort", FIELD_CHOICE, REQUIRED, .choices = sorts }, { "other", FIELD_RECORDS, REQUIRED }, { 0 } };
static const struct field attach[] = { { "field", FIELD_LINE }, { "name", FIELD_LINE, REQUIRED }, { "text", FIELD_TEXT, REQUIRED }, { 0 } };

/* TO ADD ONE: a row, and its line in docs/stories.md. */
static const struct act_page acts[] = {
	{ "make", "/{site}/{kind}", NULL, { 0 } },
	{ "edit", "/{site}/{kind}/{number}/edit", NULL, { 0 } },
	{ "vote", "/{site}/{kind}/{number}/moves", vote, { 0 } },
	{ "recall", "/{site}/{kind}/{number}/moves", none, { "move", "take_back" } },
	{ "say", "/{site}/{kind}/{number}/comments", say, { 0 } },
	{ "watch", "/{site}/{kind}/{number}/watch", none, { "watch", "1" } },
	{ "ask", "/{site}/{kind}/{number}/opinions", ask, { 0 } },
	{ "opine", "/{site}/{kind}/{number}/opinions", opine, { 0 } },
	{ "urge", "/{site}/{kind}/{number}/urge", none, { 0 } },
	{ "refer", "/{site}/{kind}/{number}/links", refer, { 0 } },
	{ "attach", "/{site}/{kind}/{number}/files", attach, { 0 } },
	{ "stand_in", "/{site}/absence", absence_fields, { 0 } },
	{ 0 }
};

/* ---- which page it is */

/* Is this what the step does?  Else it is one more of those that are allowed. */
static bool
is(struct step *s, struct buf *allowed, const char *name, const char *page, struct pair says)
{
	buf_fmt(allowed, "%s%s", allowed->len > 0 ? ", " : "", name);
	s->page = page;
	s->says = says;
	return (str_eq(s->act, name));
}

/* One more entry of a sort, or an act on one. */
static const struct field *
find_entry(struct ctx *c, struct step *s, struct buf *allowed)
{
	if (s->no == NULL)
		return (is(s, allowed, "add", "/{site}/{kind}/{number}/entries/{entry}", (struct pair){ 0 }) ? entry_typed(c, s->sort) : NULL);
	for (const struct act *act = s->sort->acts; act != NULL && act->name != NULL; act++)
		if (is(s, allowed, act->name, "/{site}/{kind}/{number}/entries/{entry}/{no}", (struct pair){ "act", act->name }))
			return (entry_asks(c, s->sort, act));
	return (NULL);
}

/* What a change states of its target, or of an entry of that. */
static const struct field *
find_values(struct ctx *c, struct step *s, struct buf *allowed)
{
	struct record target = { .kind = s->target->kind };

	if (s->on->kind->states_of == NULL || !is(s, allowed, "values", s->sort == NULL ? "/{site}/{kind}/{number}/values/{target}" :
	    "/{site}/{kind}/{number}/values/{target}/{entry}/{no}", (struct pair){ 0 }))
		return (NULL);
	return (proposal_fields(c, &(struct proposed){ .target = &target, .sort = s->sort }));
}

/* The page, and what can be typed there; NULL: there is none for it. */
static const struct field *
find_page(struct ctx *c, struct step *s, struct buf *allowed)
{
	const struct kind *kind = s->on->kind;

	if (s->target != NULL || s->sort != NULL)
		return (s->target != NULL ? find_values(c, s, allowed) : find_entry(c, s, allowed));
	for (const struct act_page *act = acts; act->name != NULL; act++)
		/* In which state a vote will be cast is not known yet. */
		if (is(s, allowed, act->name, act->page, act->says))
			return (act->fields == vote ? criteria_all(c, kind, vote) : act->fields != NULL ? act->fields : record_typed(c, kind, NULL));
	for (const struct move *m = kind->moves; m->name != NULL; m++)
		if (is(s, allowed, m->name, "/{site}/{kind}/{number}/moves", (struct pair){ "move", m->name }))
			return (workflow_asks(c, kind, m));
	return (NULL);
}

/* What "of" and "entry" name. */
static struct err *
find_named(struct ctx *c, struct step *s)
{
	char **part = str_split(c, mem_str(c, str_or(s->entry, "")), '.');

	if (s->of != NULL && (s->target = play_part(s, s->of)) == NULL)
		return (RAISE(ERR_INVALID, "\"of\": no story makes \"%s\"", s->of));
	if (s->entry == NULL)
		return (OK);
	s->sort = kind_entry((s->target != NULL ? s->target : s->on)->kind, part[0]);
	s->no = part[1];
	return (s->sort != NULL && (s->target == NULL || s->no != NULL) ? OK : RAISE(ERR_INVALID, "\"entry\": there is no \"%s\"; allowed: as in \"task\", \"task.2\"", s->entry));
}

/* ---- its form */

static struct err *
fill(struct visit *v, const struct step *s)
{
	const char *name;
	json_t *value;

	json_object_foreach(s->with, name, value) {
		const struct field *field = field_find(s->fields, name);

		if (field == NULL)
			return (RAISE(ERR_INVALID, "there is no field \"%s\"; allowed: %s", name, field_names(v->c, s->fields)));
		TRY(play_type(v, s, field, value));
	}
	return (s->says.name == NULL ? OK : pairs_add(v->req, &v->req->form, s->says.name, s->says.value));
}

/* A page takes a file under any name, and one that is no field of the kind is an attachment; in a story that is a mistake. */
static struct err *
check_file(const struct step *s)
{
	const char *name = s->fields == attach ? json_string_value(json_object_get(s->with, "field")) : NULL;
	const struct field *field = name == NULL ? NULL : field_find(s->on->kind->fields, name);

	return (name == NULL || (field != NULL && field->type == FIELD_FILE) ? OK : RAISE(ERR_INVALID, "a %s has no field \"%s\" for a file", s->on->kind->name, name));
}

struct err *
play_check(struct step *s)
{
	struct ctx *c = s->play->call->c;
	struct buf *allowed = buf_new(c);

	TRY(find_named(c, s));
	s->fields = find_page(c, s, allowed);
	if (s->fields == NULL)
		return (RAISE(ERR_INVALID, "a %s knows no \"%s\"; allowed: %s", s->on->kind->name, s->act, str_or(allowed->data, "nothing")));
	if (str_eq(s->login, "clock") && !str_eq(s->says.name, "move"))
		return (RAISE(ERR_INVALID, "\"clock\" only makes moves"));
	TRY(fill(post_new(c), s));
	TRY(check_file(s));
	/* Whoever edits, or states values, keeps what they do not name. */
	for (const struct field *f = s->fields; s->target == NULL && !str_eq(s->act, "edit") && f->name != NULL; f++)
		if (f->flags & REQUIRED && f->when == NULL && json_object_get(s->with, f->name) == NULL)
			return (RAISE(ERR_INVALID, "\"%s\" is missing", f->name));
	return (OK);
}

/* ---- sending it */

/* What no step made, a rule did: it is the newest of its kind that is linked with the story's own, or with another record of the story. */
static struct err *
find_made(struct visit *v, const struct step *s)
{
	const char *own = str_join(v->c, s->site->slug, "/", s->story, "/");
	struct rows *rows = NULL;

	TRY(db_run(v->c->db, v->c, STMT_CTL_NEWEST_ABOUT, &rows, ARGS(v->c->site_id, s->own->number, s->on->kind->name)));
	for (const struct part *p = s->play->parts; p != NULL && rows_count(rows) == 0; p = p->next)
		if (p->number != NULL && str_starts(p->key, own))
			TRY(db_run(v->c->db, v->c, STMT_CTL_NEWEST_ABOUT, &rows, ARGS(v->c->site_id, p->number, s->on->kind->name)));
	if (rows_count(rows) == 0)
		return (RAISE(ERR_NOT_FOUND, "no %s was made", s->on->kind->name));
	s->on->number = mem_str(s->play, rows_str(rows, 0, "number"));
	return (OK);
}

/* The files that fields of an entry ask for: "name.txt: what it says". */
static struct err *
send_files(struct visit *v, const struct step *s)
{
	const char *name;
	json_t *value;

	json_object_foreach(s->with, name, value) {
		const struct field *field = field_find(s->fields, name);
		const char *text = json_string_value(value), *colon = text == NULL || field->type != FIELD_FILE ? NULL : strstr(text, ": ");

		if (colon != NULL)
			TRY(post_file(v, name, mem_strn(v->c, text, (size_t)(colon - text)), colon + 2, strlen(colon + 2)));
	}
	return (OK);
}

struct err *
play_send(struct visit *v, const struct step *s)
{
	bool makes = str_eq(s->act, "make");

	if (makes && s->on->number != NULL)
		return (RAISE(ERR_CONFLICT, "it is made already: %s", s->on->number));
	if (!makes && s->on->number == NULL)
		TRY(find_made(v, s));
	TRY(fill(v, s));
	if (s->fields == attach)
		TRY(post_file(v, str_or(visit_form(v, "field"), "file"), visit_form(v, "name"), visit_form(v, "text"), strlen(visit_form(v, "text"))));
	else
		TRY(send_files(v, s));
	return (post_send(v, s->page, (struct pair[]){ { "site", s->site->slug }, { "kind", s->on->kind->plural }, { "number", s->on->number },
	    { "target", s->target == NULL ? NULL : str_or(s->target->number, "?") }, { "entry", s->sort == NULL ? NULL : s->sort->name }, { "no", s->no }, { 0 } }));
}
