/* SPDX-License-Identifier: ISC */
#include "record/waiting.h"

#include "base/str.h"
#include "record/approval.h"
#include "record/party.h"

#include <string.h>

static void
wait_for_head(struct ctx *c, struct record *rec, const struct move *move, const char *department)
{
	if (department != NULL)
		db_ask(c->db, c, STMT_WAITING_ADD, NULL,
		    ARGS(c->site_id, rec->id, move->name, NULL, permissions[PERMIT_DEPARTMENT_HEAD].name, department, NULL, NULL, c->now, rec->due));
}

static void
wait_for_accounts(struct ctx *c, struct record *rec, const struct move *move, const char *relation)
{
	/* Whom it waits for is on its page: whoever made it anonymously is told instead. */
	const char *ids = str_eq(relation, "author") ? (record_is_anonymous(rec) ? NULL : rec->author_id) : str_eq(relation, "submitter") ? str_or(rec->submitter_id, rec->author_id) :
	    str_eq(relation, "owner") ? rec->owner_id : record_value(rec, relation);
	char **id = str_split(c, mem_str(c, str_or(ids, "")), ',');

	for (size_t i = 0; id[i] != NULL; i++)
		db_ask(c->db, c, STMT_WAITING_ADD, NULL,
		    ARGS(c->site_id, rec->id, move->name, id[i], NULL, NULL, NULL, NULL, c->now, rec->due));
}

/* Wait for whoever a relation names: "@liaison_id", "@deciders" … */
static void
wait_for_people(struct ctx *c, struct record *rec, const struct move *move, const char *relation)
{
	const struct field *f = field_find(rec->kind->fields, relation);

	if (f != NULL && f->type == FIELD_DEPARTMENT) {
		wait_for_head(c, rec, move, form_stored(rec->fields, relation));
		return;
	}
	wait_for_accounts(c, rec, move, relation);
}

static void
wait_for_right(struct ctx *c, struct record *rec, const struct state *state, const struct move *move, const struct permission *right)
{
	bool decides = (move->flags & MOVE_NO_PARTY) != 0;
	const char *concerned = move->not_by == NULL ? NULL : form_stored(rec->fields, move->not_by);

	db_ask(c->db, c, STMT_WAITING_RIGHT, NULL,
	    ARGS(c->site_id, rec->id, move->name, right->name, right->in_department ? rec->department_id : NULL, c->now, rec->due,
	    decides ? party_accounts(c, rec, state->name) : mem_fmt(c, "{%s}", str_or(concerned, "")), decides ? party_departments(c, rec) : "{}"));
}

/* Several moves may be open to the same people; they are waited for once, with the first. */
static bool
is_first_for(const struct record *rec, const struct state *state, const struct move *move)
{
	for (const struct move *m = rec->kind->moves; m < move; m++)
		if (m->flags & MOVE_WAITS && str_has_word(m->from, state->name) && who_are_same(m->who, move->who))
			return (false);
	return (true);
}

static void
wait_for_move(struct ctx *c, struct record *rec, const struct state *state, const struct move *move)
{
	char word[WORD_MAX];

	for (const struct who *who = move->who; who < move->who + WHO_MAX; who++) {
		if (who->right != PERMIT_NONE)
			wait_for_right(c, rec, state, move, &permissions[who->right]);
		for (const char *is = who->is; word_next(&is, word);)
			wait_for_people(c, rec, move, word + 1);
	}
}

static const char *
detail_of(struct ctx *c, const struct record *rec, const struct state *state)
{
	return (mem_fmt(c, "{\"kind\":\"%s\",\"state\":\"%s\"}", rec->kind->name, state->name));
}

static void
tell(struct ctx *c, const struct record *rec, const struct state *state)
{
	db_ask(c->db, c, STMT_NOTIFY_WAITING, NULL, ARGS(c->site_id, rec->id, c->me->id_text, detail_of(c, rec, state), c->now));
	record_tell_author(c, rec, "moved", detail_of(c, rec, state));
}

/* False: it waits for nobody. */
static bool
wait_for_moves(struct ctx *c, struct record *rec, const struct state *state)
{
	bool waits = false;

	for (const struct move *m = rec->kind->moves; m->name != NULL; m++)
		if (m->flags & MOVE_WAITS && str_has_word(m->from, state->name) && is_first_for(rec, state, m)) {
			wait_for_move(c, rec, state, m);
			waits = true;
		}
	return (waits);
}

struct err *
waiting_settle_quietly(struct ctx *c, struct record *rec, const struct state *state)
{
	if (state->approval != APPROVE_NONE)
		return (RAISE(ERR_INTERNAL, "a %s is not imported into \"%s\", where it is decided on", rec->kind->name, state->name));
	(void)wait_for_moves(c, rec, state);
	return (OK);
}

struct err *
waiting_settle(struct ctx *c, struct record *rec, const struct state *state)
{
	bool stuck = false, waits;

	if (!rec->is_newborn)
		db_ask(c->db, c, STMT_WAITING_CLEAR, NULL, ARGS(c->site_id, rec->id));
	if (state->approval != APPROVE_NONE)
		TRY(approval_open(c, rec, state, &stuck));
	waits = wait_for_moves(c, rec, state) || state->approval != APPROVE_NONE;
	if (!(state->flags & STATE_PRIVATE))
		tell(c, rec, state);
	if (waits)
		db_ask(c->db, c, STMT_WAITING_NOBODY, NULL, ARGS(c->site_id, rec->id, stuck ? mem_fmt(c, "{%s}", rec->id) : "{}", c->now));
	return (OK);
}

void
waiting_by_entries(struct ctx *c, const struct record *rec)
{
	if (rec->kind->waits != STMT_NONE)
		db_ask(c->db, c, rec->kind->waits, NULL, ARGS(c->site_id, rec->id, c->me->id_text, c->now));
}

void
waiting_for_voters(struct ctx *c, struct record *rec)
{
	const struct state *state = kind_state(rec->kind, rec->state);

	for (const struct move *m = rec->kind->moves; m->name != NULL; m++)
		if (m->flags & MOVE_VOTERS && str_has_word(m->from, rec->state))
			wait_for_move(c, rec, state, m);
	tell(c, rec, state);
}
