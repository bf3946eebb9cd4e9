/* SPDX-License-Identifier: ISC */
/* The records of one story, and what is written of them in its topic. */
#include "ctl/demo.h"

#include "base/str.h"

#include <string.h>

/* ---- records */

struct part *
demo_part(struct story *s, const char *name, size_t n)
{
	struct part *p = &s->own;

	for (; p != NULL; p = p->next)
		if (strncmp(p->name, name, n) == 0 && p->name[n] == '\0')
			return (p);
	p = mem_new(s, struct part);
	p->name = mem_strn(s, name, n);
	p->kind = kind_named(mem_strn(s, name, strcspn(p->name, ".")));
	p->next = s->own.next;
	s->own.next = p;
	return (p);
}

const char *
demo_verb(const struct story *s)
{
	const char *colon = strchr(s->step->act, ':');

	return (colon == NULL ? s->step->act : colon + 1);
}

/* How often the same was done before. */
static size_t
done_before(const struct story *s)
{
	size_t n = 0;

	for (const struct step *step = s->plot->steps; step < s->step; step++)
		n += str_eq(step->act, s->step->act);
	return (n);
}

void
demo_turn(struct story *s)
{
	const char *verb = demo_verb(s), *dot = strchr(verb, '.');
	int64_t no;

	s->on = demo_part(s, s->step->act, verb == s->step->act ? 0 : (size_t)(verb - s->step->act) - 1);
	s->nth = 0;
	if (!demo_is_entry(verb))
		return;
	if (*verb == '+' && dot == NULL)
		s->nth = done_before(s);
	if (*verb != '+' && dot != NULL && str_to_int(mem_strn(s, dot + 1, strcspn(dot + 1, "/")), 1, 999, &no))
		s->nth = (size_t)no - 1;
}

/* One that a rule made: the newest of its kind that is linked with the story's own. */
struct err *
demo_found(struct ctx *c, struct story *s)
{
	struct rows *rows;

	TRY(db_run(c->db, c, STMT_CTL_NEWEST_ABOUT, &rows, ARGS(c->site_id, s->own.id, s->on->kind->name)));
	if (rows_count(rows) == 0)
		return (RAISE(ERR_NOT_FOUND, "no %s is about %s", s->on->kind->name, s->own.number));
	s->on->id = mem_str(s, rows_text(rows, 0, "id"));
	s->on->number = mem_str(s, rows_text(rows, 0, "number"));
	return (OK);
}

/* ---- what a story is about */

static const struct made *
platform_named(const struct town *town, const char *title)
{
	for (size_t i = 0; i < town->n_made; i++)
		if (str_eq(town->made[i].kind->name, "platform") && str_eq(demo_text(town->made[i].topic, "title"), title))
			return (&town->made[i]);
	return (NULL);
}

bool
demo_begin_named(struct story *s)
{
	json_t *topic = demo_named(s->town, s->plot);
	const char *platform = demo_text(topic, "platform"), *of = demo_text(topic, "of");
	const struct made *about = platform_named(s->town, platform);

	if (s->topic != NULL || (*platform != '\0' && about == NULL))
		return (s->topic != NULL);
	s->topic = topic;
	s->author = demo_who(s, ".by");
	if (about != NULL)
		s->about = s->platform = about->number;
	s->department_id = *of != '\0' ? demo_department_id(s->town, of) : s->author == NULL ? NULL : s->author->department_id;
	return (s->author != NULL && s->department_id != NULL);
}

/* ---- texts */

/* In the story's topic, else in what all stories of its kind have in common. */
static json_t *
written_of(const struct story *s, const char *key)
{
	json_t *own = json_object_get(s->topic, key);
	const json_t *common = json_object_get(s->town->demo->data, "common");

	return (own != NULL ? own : json_object_get(json_object_get(common, s->own.kind->name), key));
}

/* What is written of several of a kind stands under its name alone. */
static json_t *
part_written(const struct story *s)
{
	json_t *of_this = written_of(s, s->on->name);

	return (of_this != NULL ? of_this : written_of(s, s->on->kind->name));
}

const char *
demo_own_wording(const struct story *s, const char *key)
{
	return (str_or(json_string_value(written_of(s, key)), ""));
}

const char *
demo_wording(const struct story *s, const char *key)
{
	const char *text = demo_text(demo_written(s), key);

	return (str_empty(text) && s->on == &s->own ? demo_own_wording(s, key) : text);
}

static json_t *
entries_written(const struct story *s)
{
	const char *list = str_or(demo_with(s, s, "list"), demo_sort(s, demo_verb(s)));

	return (str_empty(s->on->name) ? written_of(s, list) : json_object_get(part_written(s), list));
}

size_t
demo_written_count(const struct story *s)
{
	return (json_array_size(entries_written(s)));
}

json_t *
demo_written(const struct story *s)
{
	size_t n;

	if (!demo_is_entry(demo_verb(s)))
		return (s->on == &s->own ? s->topic : part_written(s));
	n = demo_written_count(s);
	return (n == 0 ? NULL : json_array_get(entries_written(s), s->nth % n));
}
