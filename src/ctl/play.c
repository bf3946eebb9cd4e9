/* SPDX-License-Identifier: ISC */
#include "ctl/act.h"
#include "ctl/play.h"

#include "base/str.h"
#include "view/words.h"
#include "web/post.h"

#include <stdlib.h>
#include <string.h>

/* Says where; takes ${err}. */
static struct err *
wrong(const struct step *s, struct err *err)
{
	const char *where = s->act == NULL ? s->story : mem_fmt(s->play, "%s, step %zu (%s)", s->story, s->nth, s->act);
	const char *text = mem_str(s->play, err_text(err)), *said = mem_str(s->play, str_or(err_said(err), ""));
	enum err_kind kind = err_kind(err);

	err_free(err);
	return (RAISE(kind, "%s: %s%s%s%s%s", s->file, str_or(where, ""), where == NULL ? "" : ": ", text, *said == '\0' ? "" : ": ", said));
}

/* ---- records of stories */

static const char *
key_of(const struct step *s, const char *name)
{
	return (str_join(s->play, s->site->slug, "/", s->story, *name == '\0' ? "" : "/", name));
}

static struct part *
part_of(const struct play *play, const char *key)
{
	struct part *p = play->parts;

	while (p != NULL && !str_eq(p->key, key))
		p = p->next;
	return (p);
}

struct part *
play_part(const struct step *s, const char *name)
{
	struct part *own = part_of(s->play, key_of(s, name));

	return (own != NULL ? own : part_of(s->play, str_join(s->play, s->site->slug, "/", name)));
}

static struct err *
add_part(const struct step *s, const char *name, const char *kind, struct part **out)
{
	struct part *p = *out = mem_new(s->play, struct part);

	*p = (struct part){ key_of(s, name), kind_named(kind), NULL, s->play->parts };
	s->play->parts = p;
	return (p->kind != NULL ? OK : RAISE(ERR_INVALID, "there is no kind \"%s\"; gatehousectl kinds shows them", kind));
}

/* ---- what files say */

static struct err *
add_step(struct step *s, const json_t *login)
{
	struct play *play = s->play;

	s->login = json_string_value(login);
	if (s->login == NULL || (!str_eq(s->login, "clock") && json_object_get(s->people, s->login) == NULL))
		return (RAISE(ERR_INVALID, "\"by\": \"%s\" is nobody here; allowed: login names of members of \"%s\", \"clock\"", str_or(s->login, ""), s->site->slug));
	/* Room is doubled at each power of two. */
	if ((play->n & (play->n - 1)) == 0)
		play->steps = mem_grow(play, play->steps, sizeof *s, play->n, 2 * play->n + 1);
	s->order = play->n;
	play->steps[play->n++] = *s;
	return (OK);
}

static struct err *
read_step(struct step *s, json_t *json)
{
	const char *at, *on = "";
	json_error_t error;
	json_t *by;

	if (json_unpack_ex(json, &error, 0, "{s:s,s:o,s:s,s?s,s?s,s?s,s?o!}", "at", &at, "by", &by, "do", &s->act, "on", &on, "of", &s->of, "entry", &s->entry,
	    "with", &s->with) != 0 || (s->with != NULL && !json_is_object(s->with)))
		return (RAISE(ERR_INVALID, "a step is not right: %s; allowed: at, by, do, on, of, entry, and with, an object of fields", error.text));
	s->on = part_of(s->play, key_of(s, on));
	if (s->on == NULL)
		TRY(add_part(s, on, mem_strn(s->play, on, strcspn(on, ".")), &s->on));
	TRY(play_moment(s, at, &s->at));
	if (!json_is_array(by))
		return (add_step(s, by));
	/* Several people do the same, a minute after one another. */
	for (size_t i = 0; i < json_array_size(by); i++) {
		s->at += i > 0;
		TRY(add_step(s, json_array_get(by, i)));
	}
	return (OK);
}

static struct err *
read_story(struct step *s, json_t *json)
{
	const char *kind;
	json_error_t error;
	json_t *steps, *step;
	size_t i;

	if (json_unpack_ex(json, &error, 0, "{s:s,s:s,s:o!}", "name", &s->story, "kind", &kind, "steps", &steps) != 0 || !json_is_array(steps))
		return (RAISE(ERR_INVALID, "a story is not right: %s; allowed: name, kind, and steps, a list", error.text));
	if (part_of(s->play, key_of(s, "")) != NULL)
		return (RAISE(ERR_INVALID, "another story has this name"));
	TRY(add_part(s, "", kind, &s->own));
	json_array_foreach(steps, i, step) {
		s->nth = i + 1;
		s->act = "?";
		s->of = s->entry = NULL;
		s->with = NULL;
		TRY(read_step(s, step));
	}
	return (OK);
}

static struct err *
read_file(struct step *s, json_t *json)
{
	const char *slug;
	json_error_t error;
	json_t *stories, *story, *names;
	struct rows *rows;
	size_t i;

	if (json_unpack_ex(json, &error, 0, "{s:s,s:o!}", "site", &slug, "stories", &stories) != 0 || !json_is_array(stories))
		return (RAISE(ERR_INVALID, "the file is not right: %s; allowed: site, and stories, a list", error.text));
	TRY(call_enter(s->play->call, slug));
	s->site = s->play->call->c->site;
	TRY(db_run(s->play->call->c->db, s->play->call->c, STMT_CTL_NAMES, &rows, ARGS(s->site->id_text)));
	names = json_loads(rows_str(rows, 0, "names"), 0, NULL);
	json_array_append_new(s->play->files, names);
	s->people = json_object_get(names, "people");
	s->departments = json_object_get(names, "departments");
	TRY(db_commit(s->play->call->c->db));
	json_array_foreach(stories, i, story) {
		s->story = s->act = NULL;
		s->at = 0;
		TRY(read_story(s, story));
	}
	return (OK);
}

static struct err *
read_path(struct play *play, const char *path)
{
	struct step s = { .play = play, .file = path };
	json_error_t error;
	json_t *json = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
	struct err *err = json == NULL ? RAISE(ERR_INVALID, "line %d: %s", error.line, error.text) : read_file(&s, json);

	json_array_append_new(play->files, json);
	return (err == OK ? OK : wrong(&s, err));
}

/* ---- in the order of time */

/* The earliest first, so that numbers and history follow time; of the same minute, in the order of the files. */
static int
by_time(const void *a, const void *b)
{
	const struct step *x = a, *y = b;

	return (x->at != y->at ? (x->at < y->at ? -1 : 1) : x->order < y->order ? -1 : 1);
}

static struct err *
play_step(const struct step *s)
{
	bool is_clock = str_eq(s->login, "clock");
	struct ctx *c = act_new(s->play->call, is_clock ? "clock" : s->play->request, s->at);
	struct visit *v = post_new(c);
	struct err *err = act_enter(c, s->site, is_clock ? NULL : json_string_value(json_object_get(s->people, s->login)));

	if (err == OK)
		err = play_send(v, s);
	err = act_commit(c, err);
	if (err == OK && str_eq(s->act, "make")) {
		visit_arrive(v);
		s->on->number = mem_str(s->play, strrchr(v->reply->location, '/') + 1);
	}
	mem_free(c);
	return (err == OK ? OK : wrong(s, err));
}

static struct err *
play_all(struct play *play, char **paths)
{
	struct db *db = play->call->c->db;
	size_t played = 0, next = 1;
	struct err *err;

	for (size_t i = 0; paths[i] != NULL; i++)
		TRY(read_path(play, paths[i]));
	for (size_t i = 0; i < play->n; i++)
		if ((err = play_check(&play->steps[i])) != OK)
			return (wrong(&play->steps[i], err));
	/* Thousands of small transactions, none of which anybody waits for. */
	TRY(db_run(db, play, STMT_CTL_MAY_BE_LOST, NULL, NO_ARGS));
	TRY(db_commit(db));
	play->has_begun = true;
	qsort(play->steps, play->n, sizeof *play->steps, by_time);
	for (; played < play->n && play->steps[played].at < play->now; played++) {
		TRY(play_step(&play->steps[played]));
		if (played + 1 < next)
			continue;
		/* Statements keep the plan that suited the almost empty tables of the beginning; this has them planned again. */
		next *= 4;
		TRY(db_run(db, play, STMT_CTL_LOOK_AGAIN, NULL, NO_ARGS));
		TRY(db_commit(db));
	}
	printf("%zu steps, %zu ahead\n", played, play->n - played);
	return (OK);
}

struct err *
play_files(struct call *call, const char *request, char **paths)
{
	struct play *play = mem_new(NULL, struct play);
	struct err *err;

	*play = (struct play){ call, request, .now = (int64_t)date_today(call->conf->timezone) * ACT_DAY, .files = json_array() };
	/* Texts that the portal writes are in the members' language. */
	words_use("zh_CN");
	err = play_all(play, paths);
	json_decref(play->files);
	mem_free(play);
	return (err);
}

struct err *
verb_play(struct call *call, int *exit_code)
{
	return (call->argc < 2 ? call_usage(call, exit_code) : play_files(call, "play", call->argv + 1));
}
