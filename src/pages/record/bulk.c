/* SPDX-License-Identifier: ISC */
/* What is chosen, and whether it may be decided on by this person. */
#include "pages/record/bulk.h"

#include "base/str.h"
#include "record/party.h"
#include "record/vote.h"
#include "record/workflow.h"
#include "view/words.h"
#include "web/subject.h"

#include <string.h>

const size_t bulk_state = sizeof(struct bulk_state);

/* ---- what is decided */

static const struct field approve_fields[] = {
	{ "opinion", FIELD_TEXT, WIDE, .max = 2000 },
	{ NULL }
};
static const struct field refuse_fields[] = {
	{ "opinion", FIELD_TEXT, REQUIRED | WIDE, .max = 2000 },
	{ NULL }
};

bool
bulk_votes_in(const struct state *state)
{
	return (state != NULL && (state->approval == APPROVE_HEAD || state->approval == APPROVE_GROUP) && state->judged == NULL &&
	    !(state->flags & (STATE_CIRCLE | STATE_PRIVATE)));
}

static bool
has_votes(const struct kind *kind)
{
	for (const struct state *s = kind->states; s->name != NULL; s++)
		if (bulk_votes_in(s))
			return (true);
	return (false);
}

static struct bulk_act
act_of(const struct kind *kind, const char *vote, const char *move)
{
	const struct move *m = kind_move(kind, move);

	if (str_has_word("approve reject return", vote) && has_votes(kind))
		return ((struct bulk_act){ .name = vote, .vote = vote });
	if (*vote == '\0' && m != NULL && m->flags & MOVE_BULK)
		return ((struct bulk_act){ .name = move, .move = m });
	return ((struct bulk_act){ .name = NULL });
}

const struct field *
bulk_asks(struct visit *v, const struct bulk_state *b)
{
	if (b->act.vote == NULL)
		return (workflow_asks(v->c, b->kind, b->act.move));
	return (str_eq(b->act.vote, "approve") ? approve_fields : refuse_fields);
}

const char *
bulk_label(struct visit *v, const struct bulk_state *b)
{
	return (b->act.vote != NULL ? word_of(v->c, "bulk.vote", b->act.vote, NULL) : word_of(v->c, b->kind->name, "move", b->act.name));
}

char *
bulk_path(struct visit *v, const struct kind *kind)
{
	return (visit_path(v, "%s/moves", kind->plural));
}

/* ---- which */

void
bulk_ask_line(struct visit *v, const struct bulk_state *b, struct bulk_line *line, bool to_change)
{
	record_ask(v->c, &line->asked, b->kind, line->number, to_change);
	if (b->act.vote != NULL)
		approval_ask(v->c, line->number, &line->voters);
}

static bool
is_there(const struct bulk_state *b, const char *number)
{
	for (size_t i = 0; i < b->n; i++)
		if (str_eq(b->lines[i].number, number))
			return (true);
	return (false);
}

static void
add_lines(struct bulk_state *b, const struct pairs *from, const char *name)
{
	const char *number;
	size_t at = 0;

	while ((number = pairs_next(from, name, &at)) != NULL)
		if (!is_there(b, number) && b->n == BULK_MAX)
			b->too_many = true;
		else if (!is_there(b, number))
			b->lines[b->n++] = (struct bulk_line){ .number = number };
}

/* All lines of a form that was shown before; of a list those that are ticked. */
static void
read_lines(struct bulk_state *b, const struct pairs *from)
{
	const char *number;
	size_t at = 0;

	add_lines(b, from, "row");
	add_lines(b, from, "record");
	while ((number = pairs_next(from, "record", &at)) != NULL)
		for (size_t i = 0; i < b->n; i++)
			b->lines[i].ticked = b->lines[i].ticked || str_eq(b->lines[i].number, number);
}

struct bulk_state *
bulk_begin(struct visit *v, const struct pairs *from)
{
	struct bulk_state *b = STATE_OF(v, bulk_state);
	size_t vote = 0, move = 0;

	b->lines = mem_array(v->c, struct bulk_line, BULK_MAX);
	b->kind = kind_of_plural(visit_arg(v, "kind"));
	if (b->kind == NULL)
		return (b);
	b->act = act_of(b->kind, str_or(pairs_next(from, "vote", &vote), ""), str_or(pairs_next(from, "move", &move), ""));
	read_lines(b, from);
	return (b);
}

/* ---- may it be decided on? */

static bool
is_asked(struct visit *v, const struct move *move, const char *name)
{
	return (str_has_word(move->asks, name) || str_has_word(move->asks, mem_fmt(v->c, "%s?", name)));
}

static const char *
missing_of(struct visit *v, const struct record *rec, const struct open_move *open)
{
	for (size_t i = 0; i < open->n_conditions; i++) {
		const struct condition *cond = &open->conditions[i];

		if (cond->met || is_asked(v, open->move, cond->name))
			continue;
		if (cond->is_field)
			return (wordf(v->c, N_("%1 is not filled in"), subject_label(v, rec->kind->name, cond->name), NULL));
		return (word_of(v->c, rec->kind->name, "todo", cond->name));
	}
	return (NULL);
}

static const char *
in_its_state(struct visit *v, const struct record *rec)
{
	return (wordf(v->c, N_("its state is \"%1\""), word_of(v->c, rec->kind->name, "state", rec->state), NULL));
}

/* Why they may not, and who may instead. */
static const char *
refusal_of(struct visit *v, const struct record *rec, const char *else_words)
{
	return (word(party_bars_me(v->c, rec) ? party_refusal(v->c) : else_words));
}

static const char *
why_not_moved(struct visit *v, const struct record *rec, const struct move *move)
{
	struct open_move *open;
	size_t n = workflow_open(v->c, rec, &open);

	for (size_t i = 0; i < n; i++)
		if (open[i].move == move)
			return (open[i].allowed ? missing_of(v, rec, &open[i]) : refusal_of(v, rec, N_("bulk.not_allowed")));
	return (in_its_state(v, rec));
}

/* Their own vote before that of an absent member; one of each record. */
static const char *
voter_of(struct visit *v, const struct bulk_line *line)
{
	const char **ids = vote_ballots(v->c, line->rec, line->voters);

	for (size_t i = 0; ids[i] != NULL; i++)
		if (str_eq(ids[i], v->c->me->id_text))
			return (ids[i]);
	return (ids[0]);
}

static const char *
why_not_voted(struct visit *v, struct bulk_line *line)
{
	const struct record *rec = line->rec;
	const struct state *state = kind_state(rec->kind, rec->state);

	if (rows_count(rec->approval) == 0 || state == NULL || state->approval == APPROVE_NONE)
		return (in_its_state(v, rec));
	if (state->judged != NULL)
		return (word(N_("bulk.judged")));
	if (!bulk_votes_in(state))
		return (word(N_("bulk.alone")));
	line->voter = voter_of(v, line);
	if (line->voter != NULL)
		return (NULL);
	return (rows_have(rec->votes, "account_id", v->c->me->id_text) ? word(N_("refusal.voted")) : refusal_of(v, rec, N_("refusal.no_ballot")));
}

struct err *
bulk_read_line(struct visit *v, const struct bulk_state *b, struct bulk_line *line)
{
	struct err *err = record_read(v->c, &line->asked, &line->rec);

	/* A record this person may not see answers exactly like one that does not exist. */
	if (err != OK && err_kind(err) == ERR_NOT_FOUND) {
		err_free(err);
		line->rec = NULL;
		line->reason = word(N_("not found"));
		return (OK);
	}
	TRY(err);
	if (line->rec->visible != VISIBLE_SITE)
		line->reason = word(N_("bulk.restricted"));
	else
		line->reason = b->act.vote != NULL ? why_not_voted(v, line) : why_not_moved(v, line->rec, b->act.move);
	return (OK);
}

const char *
bulk_shown(struct visit *v, const struct bulk_state *b, const struct bulk_line *line)
{
	if (b->act.vote == NULL)
		return (mem_fmt(v->c, "%lld", (long long)line->rec->version));
	return (mem_fmt(v->c, "%s/%s", rows_str(line->rec->approval, 0, "version"), rows_str(line->rec->approval, 0, "round")));
}

/* ---- what is asked and read of all of them */

void
bulk_ask_all(struct visit *v, struct bulk_state *b)
{
	for (size_t i = 0; i < b->n; i++) {
		bulk_ask_line(v, b, &b->lines[i], false);
		db_ask(v->c->db, v->c, STMT_BULK_ASKER, &b->lines[i].asker, ARGS(v->c->site_id, b->lines[i].number));
		if (b->kind->states_of != NULL)
			db_ask(v->c->db, v->c, STMT_PROPOSED_SHOWN, &b->lines[i].stated, ARGS(v->c->site_id, b->lines[i].number));
	}
	options_ask(v, &b->choices, bulk_asks(v, b), 0, 0);
}

void
bulk_ask(struct visit *v)
{
	struct bulk_state *b = bulk_begin(v, &v->req->query);

	if (b->kind != NULL && b->act.name != NULL)
		bulk_ask_all(v, b);
}

/* Is there something to do at all?  An error: no. */
struct err *
bulk_check(struct visit *v, const struct bulk_state *b)
{
	if (b->kind == NULL)
		return (RAISE(ERR_NOT_FOUND, "no kind \"%s\"", visit_arg(v, "kind")));
	if (b->act.name == NULL)
		return (RAISE(ERR_INVALID, "nothing that can be decided for several of %s", b->kind->plural));
	return (OK);
}

struct err *
bulk_read_all(struct visit *v, struct bulk_state *b)
{
	for (size_t i = 0; i < b->n; i++)
		TRY(bulk_read_line(v, b, &b->lines[i]));
	return (OK);
}
