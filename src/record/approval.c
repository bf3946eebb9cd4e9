/* SPDX-License-Identifier: ISC */
#include "record/approval.h"

#include "access/event.h"
#include "base/str.h"
#include "record/party.h"
#include "record/period.h"
#include "record/round.h"

/* ---- rounds */

static const struct {
	const char *name;
	enum permit right;
} rules[] = {
	[APPROVE_HEAD] = { "head", PERMIT_HEAD_DECIDE },
	[APPROVE_GROUP] = { "group", PERMIT_GROUP_DECIDE },
	[APPROVE_NAMED] = { "named" },
};

/* The quorum as it is now, kept with the round. */
static const char *
rule_now(struct ctx *c, const struct state *state)
{
	if (state->approval != APPROVE_GROUP)
		return ("");
	return (mem_fmt(c, "%lld/%d/%d", (long long)rule_int(c->site, RULE_GROUP_SHARE), rule_is_on(c->site, RULE_GROUP_PRESIDES),
	    rule_is_on(c->site, RULE_LEAD_VETO)));
}

static const char *
named_in(const struct record *rec, const struct state *state)
{
	return (state->voters == NULL ? "{}" : str_or(form_stored(rec->fields, state->voters), "{}"));
}

/* Before anybody has voted: can those who may vote bring it to an end? */
static struct err *
is_stuck(struct ctx *c, const struct record *rec, const struct state *state, bool *stuck)
{
	struct record opened = *rec;
	struct rows *voters;
	struct voter *v;
	struct quorum q;
	int needed, most;

	TRY(db_run(c->db, c, STMT_APPROVAL_OF, &voters, ARGS(c->site_id, rec->number)));
	opened.state = state->name;
	opened.approval = voters;
	opened.votes = NULL;
	q = round_quorum(&opened);
	TRY(db_run(c->db, c, STMT_APPROVAL_VOTERS_OF, &voters, ARGS(c->site_id, rec->number)));
	v = round_voters(c, &opened, voters);
	*stuck = (state->approval == APPROVE_NAMED ? approval_agreement(v, rows_count(voters), &needed, &most)
		: approval_verdict(v, rows_count(voters), &q, &needed)) == VERDICT_STUCK;
	return (OK);
}

struct err *
approval_open(struct ctx *c, struct record *rec, const struct state *state, bool *stuck)
{
	const char *opener = c->me->id_text, *id, *due = state->due == 0 ? ctx_days_ahead(c, rule_int(c->site, RULE_DECIDE_DAYS)) : rec->due;
	struct rows *next;

	if (state->due == 0)
		period_begin(c, &(struct record){ .id = rec->id, .state = state->name }, "round", rule_int(c->site, RULE_DECIDE_DAYS), 0);
	TRY(db_run(c->db, c, STMT_APPROVAL_NEXT_ID, &next, NO_ARGS));
	id = rows_text(next, 0, "id");
	db_ask(c->db, c, STMT_APPROVAL_OPEN, NULL,
	    ARGS(c->site_id, id, rec->id, state->name, rules[state->approval].name, c->now, opener, due, rule_now(c, state), named_in(rec, state)));
	if (state->approval == APPROVE_NAMED)
		db_ask(c->db, c, STMT_WAITING_NAMED, NULL, ARGS(c->site_id, rec->id, c->now, due));
	else
		db_ask(c->db, c, STMT_WAITING_DECIDE, NULL,
		    ARGS(c->site_id, rec->id, permissions[rules[state->approval].right].name, id, c->now, due, party_accounts(c, rec, state->name), party_departments(c, rec)));
	return (is_stuck(c, rec, state, stuck));
}

void
approval_ask(struct ctx *c, const char *record_number, struct rows **voters)
{
	db_ask(c->db, c, STMT_APPROVAL_VOTERS_OF, voters, ARGS(c->site_id, record_number));
}

enum verdict
approval_state(struct ctx *c, const struct record *rec, const struct rows *voters, int *needed, int *so_far)
{
	struct quorum q = round_quorum(rec);
	struct voter *v = round_voters(c, rec, voters);

	if (round_is_named(rec))
		return (approval_agreement(v, rows_count(voters), needed, so_far));
	*so_far = approval_count(v, rows_count(voters), 'a');
	return (approval_verdict(v, rows_count(voters), &q, needed));
}

/* ---- those named */

/* In person: who cannot is replaced by who named them. */
bool
approval_may_judge(const struct ctx *c, const struct record *rec)
{
	const struct state *state = kind_state(rec->kind, rec->state);

	/* Before any record is there (ctl permissions) no round is open either. */
	if (state == NULL || state->approval != APPROVE_NAMED || c->me->id_text == NULL)
		return (false);
	return (record_is(c, rec, mem_fmt(c, "@%s", state->voters)) && may(c, PERMIT_GROUP_DECIDE) && !party_bars_me(c, rec) &&
	    round_choice(rec, c->me->id_text) == 0);
}

struct err *
approval_judge(struct ctx *c, struct record *rec, const char *judgement, const char *reasons, enum verdict *out)
{
	struct rows *rows, *added, *closed;
	struct voter *v, *mine;
	int needed, most;
	size_t at;

	if (rows_count(rec->approval) == 0)
		return (RAISE(ERR_CONFLICT, "no round is open for %s", rec->number));
	TRY(db_run(c->db, c, STMT_APPROVAL_VOTERS_OF, &rows, ARGS(c->site_id, rec->number)));
	v = round_voters(c, rec, rows);
	at = rows_find(rows, "account_id", c->me->id_text);
	mine = &v[at];
	if (at == rows_count(rows) || mine->barred || mine->choice != 0)
		return (RAISE(ERR_FORBIDDEN, "judge %s", rec->number));
	round_ask_vote(c, rec, mine, c->me->id_text, judgement, reasons, &added);
	db_ask(c->db, c, STMT_WAITING_DONE, NULL, ARGS(c->site_id, rec->id, c->me->id_text));
	mine->choice = round_letter(rec, judgement);
	*out = approval_agreement(v, rows_count(rows), &needed, &most);
	if (*out == VERDICT_APPROVED)
		round_ask_close(c, rec, "judged", &closed);
	TRY(db_wait(c->db));
	TRY(round_check_vote(rec, added));
	return (*out == VERDICT_APPROVED ? round_check_close(rec, closed) : OK);
}

struct err *
approval_rename(struct ctx *c, struct record *rec)
{
	const struct state *state = kind_state(rec->kind, rec->state);
	const char *detail = mem_fmt(c, "{\"kind\":\"%s\",\"state\":\"%s\"}", rec->kind->name, rec->state);
	struct rows *added;

	db_ask(c->db, c, STMT_APPROVAL_RENAME, NULL, ARGS(c->site_id, rec->id, named_in(rec, state)));
	TRY(db_run(c->db, c, STMT_WAITING_NAMED, &added, ARGS(c->site_id, rec->id, c->now, rec->due)));
	for (size_t i = 0; i < rows_count(added); i++)
		db_ask(c->db, c, STMT_NOTIFY_ONE, NULL,
		    ARGS(c->site_id, rec->id, rows_text(added, i, "account_id"), "waiting", c->me->id_text, detail, c->now));
	return (OK);
}

/* ---- ends without a decision */

static struct err *
end_round(struct ctx *c, struct record *rec, const char *outcome)
{
	struct rows *closed;

	if (rec->event != NULL)
		event_say(rec->event, "outcome", outcome);
	round_ask_close(c, rec, outcome, &closed);
	TRY(db_wait(c->db));
	return (round_check_close(rec, closed));
}

struct err *
approval_cancel(struct ctx *c, struct record *rec)
{
	return (end_round(c, rec, "cancelled"));
}

struct err *
approval_leave(struct ctx *c, struct record *rec)
{
	return (end_round(c, rec, "taken_back"));
}
