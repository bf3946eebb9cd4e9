/* SPDX-License-Identifier: ISC */
/*
 * gatehousectl permissions: who may do what, asked of the rules themselves
 * (record_may_create, record_editable, workflow_open) for every kind, state
 * and move as a holder of each built-in role and nothing else.  The matrix is kept in
 * tests/golden/permissions.txt, so that a change of anybody's rights is seen by whoever reviews it.
 */
#include "ctl/verb.h"

#include "access/permit.h"
#include "base/str.h"
#include "record/entry.h"
#include "record/party.h"
#include "record/record.h"
#include "record/workflow.h"

#include <string.h>

/* Who asks.  The record is another's, of another department, unless the column says otherwise. */
struct asker {
	const char *name;
	struct permits permits;
	const char *relation;           /* "author", "submitter", "owner" or a field; NULL: none */
	bool is_clock;
};

enum { ASKERS_MAX = 48, ME = 7, OURS = 1, THEIRS = 2 };

/* NULL: all there are. */
static struct permits
permits_of(const char *role)
{
	struct permits held = { 0 };

	for (enum permit p = PERMIT_NONE + 1; p < PERMIT_COUNT; p++)
		if (role == NULL || permit_is_default(p, role))
			permits_add(&held, p);
	return (held);
}

/* The ways of being party to a record (record/party.h), each with every right there is: what they may not do, no second role gives them. */
static const struct {
	const char *name, *relation;
} parties[] = {
	{ "every role, and author of the record", "author" },
	{ "every role, and submitter of the record", "submitter" },
	{ "every role, and owner of the record", "owner" },
	{ "every role, and named in it as responsible or concerned", "named" },
	{ "every role, and acted on it in an earlier step", "acted" },
};

/* The fields that moves and states name as "@field"; who is it is a member with one right more. */
static void
add_relations(struct ctx *c, struct asker *askers, size_t *n, const char *relations, enum permit more)
{
	char word[WORD_MAX];

	while (word_next(&relations, word)) {
		bool known = word[0] != '@';

		for (size_t i = 0; i < *n && !known; i++)
			known = str_eq(askers[i].relation, word + 1);
		if (known || *n >= ASKERS_MAX - 2)
			continue;
		askers[*n] = (struct asker){ .name = mem_str(c, word), .relation = mem_str(c, word + 1), .permits = permits_of("member") };
		if (more != PERMIT_NONE)
			permits_add(&askers[*n].permits, more);
		(*n)++;
	}
}

/* A department is acted for by its head. */
static void
add_who(struct ctx *c, struct asker *askers, size_t *n, const struct who who[WHO_MAX])
{
	for (size_t i = 0; i < WHO_MAX; i++)
		add_relations(c, askers, n, who[i].is, strstr(str_or(who[i].is, ""), "department_id") != NULL ? PERMIT_DEPARTMENT_HEAD : PERMIT_NONE);
}

static size_t
askers_of(struct ctx *c, struct asker *askers)
{
	size_t n = 0;

	for (const struct builtin_role *r = builtin_roles; r->key != NULL; r++)
		askers[n++] = (struct asker){ .name = r->key, .permits = permits_of(r->key) };
	for (size_t k = 0; kinds[k] != NULL; k++) {
		for (const struct state *s = kinds[k]->states; s->name != NULL; s++)
			if (s->voters != NULL)
				add_relations(c, askers, &n, mem_fmt(c, "@%s", s->voters), PERMIT_GROUP_DECIDE);
		for (const struct state *s = kinds[k]->states; s->name != NULL; s++)
			add_who(c, askers, &n, s->edit);
		for (const struct move *m = kinds[k]->moves; m->name != NULL; m++)
			add_who(c, askers, &n, m->who);
	}
	for (size_t i = 0; i < ARRAY_LEN(parties); i++)
		askers[n++] = (struct asker){ .name = parties[i].name, .relation = parties[i].relation, .permits = permits_of(NULL) };
	askers[n++] = (struct asker){ .name = "the clock", .is_clock = true };
	return (n);
}

static bool
is_department(const struct kind *kind, const char *field)
{
	const struct field *f = field_find(kind->fields, field);

	return (f != NULL && f->type == FIELD_DEPARTMENT);
}

/* The record as this asker meets it. */
static struct record *
record_for(struct ctx *c, const struct kind *kind, const struct state *state,
    const struct asker *asker, int department)
{
	struct record *rec = mem_new(c, struct record);
	const char *mine = mem_fmt(c, "%d", ME);

	*c->me = (struct member){ .account_id = asker->is_clock ? 0 : ME,
		.id_text = asker->is_clock ? NULL : mine, .is_clock = asker->is_clock, .is_member = true,
		.permits = asker->permits, .department_id = OURS };
	rec->kind = kind;
	rec->state = state->name;
	rec->fields = form_new(c, kind->name, kind->fields);
	rec->author_id = str_eq(asker->relation, "author") ? mine : "1";
	rec->submitter_id = str_eq(asker->relation, "submitter") ? mine : "2";
	rec->owner_id = str_eq(asker->relation, "owner") ? mine : "3";
	rec->department_id = mem_fmt(c, "%d", department);
	if (str_eq(asker->relation, "acted"))
		rec->acted = mem_fmt(c, "%s:an_earlier_state", mine);
	for (const struct field *f = kind->fields; f->name != NULL && str_eq(asker->relation, "named"); f++)
		if (f->flags & PARTY)
			form_set(rec->fields, f->name, f->type == FIELD_DEPARTMENT ? mem_fmt(c, "%d", OURS) : mine);
	if (asker->relation != NULL && form_input(rec->fields, asker->relation) != NULL)
		form_set(rec->fields, asker->relation, is_department(kind, asker->relation) ? mem_fmt(c, "%d", OURS) : mine);
	return (rec);
}

/* What is asked: NULL state to make one; a vote; an entry to be added, or an act on one; a move; else to edit. */
struct question {
	const struct kind *kind;
	const struct state *state;
	const struct move *move;
	const struct entry *entry;
	const struct act *act;
	enum permit vote;               /* the right that it needs */
};

/* An entry that somebody else made, in whatever state the act is for. */
static bool
may_act(struct ctx *c, const struct record *rec, const struct question *q)
{
	struct entry_row row = { .sort = q->entry, .no = "1", .by_id = "1", .version = 2, .fields = form_new(c, q->entry->table, q->entry->fields) };
	char from[64] = "";

	if (q->act->from != NULL)
		(void)word_next(&(const char *){ q->act->from }, from);
	form_set(row.fields, "state", from);
	return (entry_may_act(c, rec, &row, q->act));
}

static bool
is_yes(struct ctx *c, const struct question *q, const struct asker *asker, int department)
{
	const struct state *state = q->state == NULL ? q->kind->states : q->state;
	struct record *rec = record_for(c, q->kind, state, asker, department);
	struct open_move *open;
	size_t n;

	if (q->state == NULL)
		return (record_may_create(c, q->kind));
	if (q->vote != PERMIT_NONE)
		return (may(c, q->vote) && !party_bars_me(c, rec));
	if (q->act != NULL)
		return (may_act(c, rec, q));
	if (q->entry != NULL)
		return (entry_may_add(c, rec, q->entry));
	if (q->move == NULL)
		return (record_editable(c, rec) != NULL);
	n = workflow_open(c, rec, &open);
	for (size_t i = 0; i < n; i++)
		if (open[i].move == q->move)
			return (open[i].allowed);
	return (false);
}

static void
put_row(struct ctx *c, const struct asker *askers, size_t n, const struct question *q,
    const char *what, const char *note)
{
	char cells[ASKERS_MAX + 1] = { 0 };

	for (size_t i = 0; i < n; i++)
		cells[i] = is_yes(c, q, &askers[i], THEIRS) ? '+' : is_yes(c, q, &askers[i], OURS) ? 'd' : '.';
	printf("%s  %-15s %-15s %-17s%s%s\n", cells, q->kind->name,
	    q->state == NULL ? "-" : q->state->name, what, *note == '\0' ? "" : " ", note);
}

static const char *
notes_of(struct ctx *c, const struct move *m)
{
	static const struct {
		unsigned flag;
		const char *note;
	} notes[] = {
		{ MOVE_NO_PARTY, "no-party" }, { MOVE_PARTY, "party" }, { MOVE_REASON, "reason" }, { MOVE_ONLY_RULES, "by-rules-only" },
		{ MOVE_BULK, "bulk" }, { MOVE_SUBMITS, "submits" }, { MOVE_BALLOT, "judgement" },
	};
	struct buf *b = buf_new(c);

	if (!who_is_nobody(m->who))
		buf_fmt(b, "[%s]", who_text(c, m->who));
	for (size_t i = 0; i < ARRAY_LEN(notes); i++)
		if (m->flags & notes[i].flag)
			buf_fmt(b, " %s", notes[i].note);
	if (m->not_by != NULL)
		buf_fmt(b, " not=@%s", m->not_by);
	return (b->data);
}

/* What is entered in this state, and the acts on it. */
static void
put_entries(struct ctx *c, const struct asker *askers, size_t n, struct question *q)
{
	for (q->entry = q->kind->entries; q->entry != NULL && q->entry->name != NULL; q->entry++) {
		const struct entry *e = q->entry;

		q->act = NULL;
		if (!who_is_nobody(e->who) && str_has_word(e->states, q->state->name))
			put_row(c, askers, n, q, mem_fmt(c, "+%s", e->name), mem_fmt(c, "[%s]%s", who_text(c, e->who), e->flags & ENTRY_DECIDES ? " no-party" : ""));
		for (q->act = e->acts; q->act != NULL && q->act->name != NULL; q->act++)
			if (str_has_word(str_or(q->act->states, e->states), q->state->name))
				put_row(c, askers, n, q, mem_fmt(c, "%s.%s", e->name, q->act->name),
				    mem_fmt(c, "[%s]%s%s%s", who_text(c, q->act->who), q->act->flags & ACT_DECIDES ? " no-party" : "", q->act->not_by == NULL ? "" : " not=",
					str_or(q->act->not_by, "")));
	}
}

static void
put_state(struct ctx *c, const struct asker *askers, size_t n, const struct kind *kind,
    const struct state *state)
{
	static const enum permit approvals[] = { [APPROVE_HEAD] = PERMIT_HEAD_DECIDE, [APPROVE_GROUP] = PERMIT_GROUP_DECIDE, [APPROVE_NAMED] = PERMIT_NONE };
	struct question q = { .kind = kind, .state = state };

	if (!who_is_nobody(state->edit))
		put_row(c, askers, n, &q, "(edit)", mem_fmt(c, "[%s]", who_text(c, state->edit)));
	for (q.move = kind->moves; q.move->name != NULL; q.move++)
		if (str_has_word(q.move->from, state->name))
			put_row(c, askers, n, &q, q.move->name, notes_of(c, q.move));
	q.move = NULL;
	q.vote = approvals[state->approval];
	if (q.vote != PERMIT_NONE)
		put_row(c, askers, n, &q, "(decide)", mem_fmt(c, "[%s] to \"%s\" or \"%s\" no-party", permissions[q.vote].name, state->approved, state->rejected));
	q.vote = PERMIT_NONE;
	put_entries(c, askers, n, &q);
}

static void
put_permits(const struct asker *askers, size_t n)
{
	printf("\n");
	for (enum permit p = PERMIT_NONE + 1; p < PERMIT_COUNT; p++) {
		for (size_t i = 0; i < n; i++)
			printf("%c", !permits_have(&askers[i].permits, p) ? '.' : permissions[p].in_department ? 'd' : '+');
		printf("  %s\n", permissions[p].name);
	}
}

static void
put_head(const struct asker *askers, size_t n)
{
	printf("# Written by gatehousectl permissions (make golden): who may do what from the start.  "
	    "A change here is a change of\n"
	    "# somebody's rights.  + may, d for records of the own department only, . may not; "
	    "conditions of a move aside.  Columns:\n");
	for (size_t i = 0; i < n; i++)
		printf("# %*s%s%s\n", (int)i, "", "| ", askers[i].name);
}

struct err *
verb_permissions(struct call *call, int *exit_code)
{
	struct ctx *c = call->c;
	struct asker askers[ASKERS_MAX];
	size_t n = askers_of(c, askers);

	if (call->argc != 1)
		return (call_usage(call, exit_code));
	put_head(askers, n);
	put_permits(askers, n);
	for (size_t k = 0; kinds[k] != NULL; k++) {
		struct question make = { .kind = kinds[k] };

		printf("\n");
		put_row(c, askers, n, &make, "(new)", kinds[k]->create == PERMIT_NONE ? "by-rules-only" :
		    mem_fmt(c, "[%s]", permissions[kinds[k]->create].name));
		for (const struct state *s = kinds[k]->states; s->name != NULL; s++)
			put_state(c, askers, n, kinds[k], s);
	}
	return (OK);
}
