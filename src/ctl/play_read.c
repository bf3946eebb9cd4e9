/* SPDX-License-Identifier: ISC */
#include "ctl/play.h"

#include "access/session.h"
#include "base/str.h"

#include <string.h>

struct err *
play_wrong(const struct step *s, struct err *err)
{
	const char *text = mem_str(s->play, err_text(err)), *said = mem_str(s->play, str_or(err_said(err), ""));
	enum err_kind kind = err_kind(err);

	err_free(err);
	if (s->act == NULL)
		return (RAISE(kind, "%s: %s%s%s", s->file, s->story == NULL ? "" : s->story, s->story == NULL ? "" : ": ", text));
	return (RAISE(kind, "%s: %s, step %zu (%s): %s%s%s", s->file, s->story, s->nth, s->act, text, *said == '\0' ? "" : ": ", said));
}

/* ---- sites and records */

static struct err *
stage_find(struct play *play, const char *slug, struct stage **out)
{
	struct call *call = play->call;
	struct ctx *c = ctx_new(play, call->c->db, call->directory, call->conf);
	struct rows *names;

	for (*out = play->stages; *out != NULL; *out = (*out)->next)
		if (str_eq((*out)->site->slug, slug))
			return (OK);
	*out = mem_new(play, struct stage);
	TRY(site_find(call->directory, c->db, slug, NULL, &(*out)->site));
	if ((*out)->site == NULL)
		return (RAISE(ERR_NOT_FOUND, "there is no site \"%s\"; gatehousectl site list shows them", slug));
	session_enter(c, (*out)->site->id_text, "", NULL);
	TRY(db_run(c->db, c, STMT_CTL_NAMES, &names, ARGS((*out)->site->id_text)));
	(*out)->people = json_loads(rows_str(names, 0, "people"), 0, NULL);
	(*out)->departments = json_loads(rows_str(names, 0, "departments"), 0, NULL);
	json_array_append_new(play->files, (*out)->people);
	json_array_append_new(play->files, (*out)->departments);
	(*out)->next = play->stages;
	play->stages = *out;
	return (db_commit(c->db));
}

static struct part *
part_of(const struct play *play, const struct stage *stage, const char *story, const char *name)
{
	for (struct part *p = play->parts; p != NULL; p = p->next)
		if (p->stage == stage && str_eq(p->name, name) && str_eq(p->story, story))
			return (p);
	return (NULL);
}

struct part *
play_part(const struct step *s, const char *name)
{
	struct part *p = part_of(s->play, s->stage, s->story, name);
	const char *slash = strchr(name, '/');

	if (p != NULL)
		return (p);
	return (slash == NULL ? part_of(s->play, s->stage, name, "") : part_of(s->play, s->stage, mem_strn(s->play, name, (size_t)(slash - name)), slash + 1));
}

/* One that is named for the first time. */
static struct err *
part_add(const struct step *s, const char *name, const char *kind, struct part **out)
{
	struct part *p = mem_new(s->play, struct part);

	*p = (struct part){ .stage = s->stage, .story = s->story, .name = name, .kind = kind_named(kind), .next = s->play->parts };
	if (p->kind == NULL)
		return (RAISE(ERR_INVALID, "there is no kind \"%s\"; gatehousectl kinds shows them", kind));
	s->play->parts = *out = p;
	return (OK);
}

/* ---- files, stories, steps */

static struct err *
add(struct step *s, const json_t *login)
{
	struct play *play = s->play;

	s->login = json_string_value(login);
	if (s->login == NULL || (!str_eq(s->login, "clock") && json_object_get(s->stage->people, s->login) == NULL))
		return (RAISE(ERR_INVALID, "\"by\": \"%s\" is nobody here; allowed: login names of members of \"%s\", \"clock\"", str_or(s->login, ""), s->stage->site->slug));
	if (play->n == play->room) {
		play->steps = mem_grow(play, play->steps, sizeof *s, play->room, 2 * play->room + 64);
		play->room = 2 * play->room + 64;
	}
	s->order = play->n;
	play->steps[play->n++] = *s;
	return (OK);
}

static struct err *
read_step(struct step *s, json_t *json)
{
	const char *at, *on = "";
	json_error_t wrong;
	json_t *by;

	if (json_unpack_ex(json, &wrong, 0, "{s:s,s:o,s:s,s?s,s?o!}", "at", &at, "by", &by, "do", &s->act, "on", &on, "with", &s->with) != 0 ||
	    (s->with != NULL && !json_is_object(s->with)))
		return (RAISE(ERR_INVALID, "a step is not right: %s; allowed: at, by, do, on, and with, an object of fields", wrong.text));
	s->on = part_of(s->play, s->stage, s->story, on);
	if (s->on == NULL)
		TRY(part_add(s, on, mem_strn(s->play, on, strcspn(on, ".")), &s->on));
	TRY(play_moment(s, at, &s->at));
	if (!json_is_array(by))
		return (add(s, by));
	/* Several people do the same, a minute after one another. */
	for (size_t i = 0; i < json_array_size(by); i++) {
		s->at += i > 0;
		TRY(add(s, json_array_get(by, i)));
	}
	return (OK);
}

static struct err *
read_story(struct step *s, json_t *json)
{
	const char *kind;
	json_error_t wrong;
	json_t *steps, *step;
	size_t i;

	if (json_unpack_ex(json, &wrong, 0, "{s:s,s:s,s:o!}", "name", &s->story, "kind", &kind, "steps", &steps) != 0 || !json_is_array(steps))
		return (RAISE(ERR_INVALID, "a story is not right: %s; allowed: name, kind, and steps, a list", wrong.text));
	if (part_of(s->play, s->stage, s->story, "") != NULL)
		return (RAISE(ERR_INVALID, "another story has this name"));
	TRY(part_add(s, "", kind, &s->own));
	json_array_foreach(steps, i, step) {
		s->nth = i + 1;
		s->act = "?";
		s->with = NULL;
		TRY(read_step(s, step));
	}
	return (OK);
}

static struct err *
read_file(struct step *s, json_t *json)
{
	const char *slug;
	json_error_t wrong;
	json_t *stories, *story;
	size_t i;

	if (json_unpack_ex(json, &wrong, 0, "{s:s,s:o!}", "site", &slug, "stories", &stories) != 0 || !json_is_array(stories))
		return (RAISE(ERR_INVALID, "the file is not right: %s; allowed: site, and stories, a list", wrong.text));
	TRY(stage_find(s->play, slug, &s->stage));
	json_array_foreach(stories, i, story) {
		*s = (struct step){ .play = s->play, .file = s->file, .stage = s->stage };
		TRY(read_story(s, story));
	}
	return (OK);
}

struct err *
play_read(struct play *play, const char *path)
{
	struct step s = { .play = play, .file = path };
	struct err *err;
	json_error_t error;
	json_t *json = json_load_file(path, JSON_REJECT_DUPLICATES, &error);

	if (json == NULL)
		return (RAISE(ERR_INVALID, "%s: line %d: %s", path, error.line, error.text));
	json_array_append_new(play->files, json);
	err = read_file(&s, json);
	return (err == OK ? OK : play_wrong(&s, err));
}

/* ---- what is typed */

struct err *
play_no_field(struct ctx *c, const char *name, const struct field *const *tables)
{
	struct buf *all = buf_new(c);

	for (; *tables != NULL; tables++)
		for (const struct field *f = *tables; f->name != NULL; f++)
			buf_fmt(all, "%s%s", all->len > 0 ? ", " : "", f->name);
	return (RAISE(ERR_INVALID, "there is no field \"%s\"; allowed: %s", name, str_or(all->data, "none")));
}

struct err *
play_check(struct step *s)
{
	struct ctx *c = s->play->call->c;
	const struct field *tables[PLAY_TABLES] = { NULL };
	const char *key, *text;
	char word[WORD_MAX];
	json_t *value;

	TRY(play_tables(c, s, tables));
	json_object_foreach(s->with, key, value) {
		const struct field *field = NULL;

		for (size_t i = 0; field == NULL && tables[i] != NULL; i++)
			field = field_find(tables[i], key);
		if (field == NULL && tables[0] != NULL)
			return (play_no_field(c, key, tables));
		if (field != NULL)
			TRY(play_value(c, s, field, value, &text));
	}
	/* Forms of kinds say themselves what they lack. */
	for (const char *needs = s->own_act == NULL ? NULL : s->own_act->needs; word_next(&needs, word);)
		if (json_string_length(json_object_get(s->with, word)) == 0 && json_array_size(json_object_get(s->with, word)) == 0)
			return (RAISE(ERR_INVALID, "\"%s\" is missing", word));
	return (OK);
}
