/* SPDX-License-Identifier: ISC */
#include "pages/record/show.h"

#include "base/str.h"
#include "record/vote.h"

struct show_state {
	struct show show;
};

const size_t show_state = sizeof(struct show_state);

/* The page, from above. */
static const struct show_part *const page[] = {
	&show_head,
	&show_sections,
	&show_next,
	&show_waiting,
	&show_ballot,
	&show_facts,
	&show_readers,
	&show_values,
	&show_entries,
	&show_reports,
	&show_intake,
	&show_documents,
	&show_budget,
	&show_rounds,
	&show_opinions,
	&show_links,
	&show_files,
	&show_comments,
	&show_history,
	&show_sums,
	&show_steps,
	&show_way,
	NULL
};

/* ---- for the parts */

void *
show_part_state(const struct show *s, const struct show_part *part)
{
	for (size_t i = 0; s->parts[i] != NULL; i++)
		if (s->parts[i] == part)
			return (s->states[i]);
	return (NULL);
}

void
show_ask_rows(struct visit *v, const struct show *s, enum stmt stmt, struct rows **rows)
{
	db_ask(v->c->db, v->c, stmt, rows, ARGS(v->c->site_id, s->subject.number));
}

bool
show_is_again(const struct show *s, const char *part)
{
	return (s->typed != NULL && str_eq(s->typed->part, part));
}

bool
show_may_add(const struct visit *v, const struct record *rec)
{
	(void)rec;
	return (may(v->c, PERMIT_RECORD_COMMENT));
}

/* ---- all of them */

static void
begin(const struct visit *v, struct show *s, const struct show_part *const *parts)
{
	size_t n = 0;

	while (parts[n] != NULL)
		n++;
	s->parts = parts;
	s->states = mem_array(v->c, void *, n + 1);
	for (size_t i = 0; i < n; i++)
		s->states[i] = mem_array(v->c, char, parts[i]->state);
}

/* Everything at once: one round trip. */
void
show_ask_parts(struct visit *v, struct show *s, const struct show_part *const *parts)
{
	begin(v, s, parts);
	subject_ask(v, &s->subject, false);
	for (size_t i = 0; s->subject.kind != NULL && parts[i] != NULL; i++)
		if (parts[i]->ask != NULL)
			parts[i]->ask(v, s);
}

void
show_put_parts(struct visit *v, const struct show *s)
{
	for (size_t i = 0; s->parts[i] != NULL; i++)
		s->parts[i]->show(v, s);
}

/* ---- the page */

void
show_ask(struct visit *v)
{
	show_ask_parts(v, &STATE_OF(v, show_state)->show, page);
}

static struct err *
fill(struct visit *v, struct show *s)
{
	TRY(subject_read(v, &s->subject, &s->rec));
	s->n_moves = workflow_open(v->c, s->rec, &s->moves);
	s->ballots = vote_ballots(v->c, s->rec, s->voters);
	show_put_parts(v, s);
	return (OK);
}

struct err *
show_answer(struct visit *v)
{
	struct show *s = &STATE_OF(v, show_state)->show;

	TRY(fill(v, s));
	return (visit_show(v, "record/show", mem_fmt(v->c, "%s %s", s->rec->number, s->rec->title)));
}

struct err *
show_again(struct visit *v, const struct show_typed *typed)
{
	struct show *s = mem_new(v->c, struct show);

	TRY(visit_complain(v, typed->form, typed->complaint, typed->value));
	s->typed = typed;
	subject_restart(v);
	show_ask_parts(v, s, page);
	TRY(db_wait(v->c->db));
	TRY(fill(v, s));
	TRY(visit_again(v, "record/show", mem_fmt(v->c, "%s %s", s->rec->number, s->rec->title)));
	v->reply->status = typed->status;
	return (OK);
}
