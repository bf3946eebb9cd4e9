/* SPDX-License-Identifier: ISC */
/* Entries of a record: what is written in the topic is entered by the forms and rules that people use. */
#include "ctl/demo.h"

#include "base/str.h"
#include "record/entry.h"

#include <string.h>

bool
demo_is_entry(const char *verb)
{
	return (*verb == '+' || strchr(verb, '/') != NULL);
}

const char *
demo_sort(const void *parent, const char *verb)
{
	verb += *verb == '+';
	return (mem_strn(parent, verb, strcspn(verb, "./")));
}

static struct err *
add(struct ctx *c, struct story *s, struct record *rec, const struct entry *sort)
{
	struct filler filler = { c, s, sort->fields, NULL };
	struct form *form = form_read(c, sort->table, entry_typed(c, sort), demo_fill, &filler);
	bool done = false;

	if (form->ok)
		TRY(entry_add(c, rec, sort, form, &done));
	return (done ? OK : demo_wrong(s, form));
}

static struct err *
act(struct ctx *c, struct story *s, struct record *rec, const struct entry *sort)
{
	const struct act *act = entry_act_named(sort, strchr(demo_verb(s), '/') + 1);
	struct filler filler = { c, s, sort->fields, NULL };
	struct entry_row *row;
	struct rows *rows;
	struct form *form;
	bool done = false;

	if (act == NULL)
		return (RAISE(ERR_INTERNAL, "%s has no such act", sort->table));
	entry_ask_one(c, sort, rec->number, mem_fmt(c, "%zu", s->nth + 1), &rows);
	TRY(db_wait(c->db));
	TRY(entry_read(c, sort, rows, &row));
	form = form_read(c, sort->table, entry_asks(c, sort, act), demo_fill, &filler);
	if (form->ok)
		TRY(entry_do(c, rec, row, act, form, &done));
	return (done ? OK : demo_wrong(s, form));
}

static struct err *
one(struct ctx *c, struct story *s, struct record *rec, const struct entry *sort)
{
	return (*demo_verb(s) == '+' ? add(c, s, rec, sort) : act(c, s, rec, sort));
}

struct err *
demo_entry(struct ctx *c, struct story *s)
{
	const char *verb = demo_verb(s);
	const struct entry *sort = kind_entry(s->on->kind, demo_sort(c, verb));
	struct record *rec;

	if (sort == NULL)
		return (RAISE(ERR_INTERNAL, "%s has no such entries", s->on->kind->name));
	TRY(demo_load(c, s, &rec));
	if (strstr(verb, ".all") == NULL)
		return (one(c, s, rec, sort));
	for (s->nth = 0; s->nth < demo_written_count(s); s->nth++)
		TRY(one(c, s, rec, sort));
	return (OK);
}
