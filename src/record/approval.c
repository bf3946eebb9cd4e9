/* SPDX-License-Identifier: ISC */
#include "record/approval.h"

#include "access/event.h"
#include "base/plant.h"
#include "base/str.h"
#include "record/workflow.h"

#include <string.h>

/* ---- rounds */

static struct quorum
quorum_of(const struct ctx *c, const char *by_rule)
{
	/* The head decides alone: any one decision is more than nothing. */
	if (str_eq(by_rule, "head"))
		return ((struct quorum){ .share = 0 });
	return ((struct quorum){ .share = (int)rule_int(c->site, RULE_GROUP_SHARE), .presides = rule_is_on(c->site, RULE_GROUP_PRESIDES),
	    .veto = rule_is_on(c->site, RULE_LEAD_VETO) });
}

bool
approval_bars(const struct record *rec, const struct state *state, const char *account)
{
	if (state != NULL && state->barred != NULL && str_eq(account, record_value(rec, state->barred)))
		return (true);
	return (str_eq(account, rec->author_id) || str_eq(account, rec->submitter_id));
}

/* In the state it is in. */
static bool
is_barred(const struct record *rec, const char *account)
{
	return (approval_bars(rec, kind_state(rec->kind, rec->state), account));
}

/* Those who are barred in ${state}, as an array. */
static const char *
barred_of(struct ctx *c, const struct record *rec, const struct state *state)
{
	const char *const ids[] = { rec->author_id, rec->submitter_id, state->barred == NULL ? NULL : form_stored(rec->fields, state->barred) };
	struct buf *b = buf_new(c);

	for (size_t i = 0; i < ARRAY_LEN(ids); i++)
		if (ids[i] != NULL)
			buf_fmt(b, "%s%s", b->len > 0 ? "," : "", ids[i]);
	return (mem_fmt(c, "{%s}", b->data));
}

static const struct {
	const char *name, *permission;
} rules[] = {
	[APPROVE_HEAD] = { "head", "head.decide" },
	[APPROVE_GROUP] = { "group", "group.decide" },
	[APPROVE_NAMED] = { "named", NULL },
};

/* The quorum as it is now, kept with the round. */
static const char *
rule_now(struct ctx *c, const struct state *state)
{
	if (state->approval != APPROVE_GROUP)
		return ("");
	return (mem_fmt(c, "%s/%s/%s", rule_text(c->site, RULE_GROUP_SHARE), rule_text(c->site, RULE_GROUP_PRESIDES), rule_text(c->site, RULE_LEAD_VETO)));
}

static const char *
named_in(const struct record *rec, const struct state *state)
{
	return (state->voters == NULL ? "{}" : str_or(form_stored(rec->fields, state->voters), "{}"));
}

struct err *
approval_open(struct ctx *c, struct record *rec, const struct state *state)
{
	const char *opener = c->me->id_text, *id, *due = state->due == 0 ? ctx_days_ahead(c, rule_int(c->site, RULE_DECIDE_DAYS)) : rec->due;
	struct rows *next;

	TRY(db_run(c->db, c, STMT_APPROVAL_NEXT_ID, &next, NO_ARGS));
	id = rows_text(next, 0, "id");
	db_ask(c->db, c, STMT_APPROVAL_OPEN, NULL,
	    ARGS(c->site_id, id, rec->id, state->name, rules[state->approval].name, c->now, opener, due, rule_now(c, state), named_in(rec, state)));
	if (state->approval == APPROVE_NAMED)
		db_ask(c->db, c, STMT_WAITING_NAMED, NULL, ARGS(c->site_id, rec->id, c->now, due));
	else
		db_ask(c->db, c, STMT_WAITING_DECIDE, NULL,
		    ARGS(c->site_id, rec->id, rules[state->approval].permission, id, c->now, due, str_or(rec->submitter_id, rec->author_id), barred_of(c, rec, state)));
	return (OK);
}

void
approval_ask(struct ctx *c, const char *record_number, struct rows **voters)
{
	db_ask(c->db, c, STMT_APPROVAL_VOTERS_OF, voters, ARGS(c->site_id, record_number));
}

/* A letter per choice; a judgement's is its place among the moves. */
static char
letter_of(const struct record *rec, const char *choice)
{
	const struct move *move = kind_move(rec->kind, choice);

	if (move != NULL && move->flags & MOVE_BALLOT)
		return ((char)(1 + (move - rec->kind->moves)));
	return (str_eq(choice, "approve") ? 'a' : 'r');
}

static char
choice_of(const struct record *rec, const char *account)
{
	for (size_t i = 0; i < rows_count(rec->votes); i++)
		if (str_eq(rows_text(rec->votes, i, "account_id"), account))
			return (letter_of(rec, rows_str(rec->votes, i, "choice")));
	return (0);
}

static bool
is_named(const struct record *rec)
{
	return (str_eq(rows_str(rec->approval, 0, "by_rule"), "named"));
}

static struct voter *
voters_of(struct ctx *c, const struct record *rec, const struct rows *rows)
{
	struct voter *v = mem_array(c, struct voter, rows_count(rows) + 1);

	for (size_t i = 0; i < rows_count(rows); i++) {
		const char *account = rows_text(rows, i, "account_id");

		v[i] = (struct voter){ .account_id = rows_int(rows, i, "account_id"), .is_lead = rows_bool(rows, i, "is_lead"),
		    .is_deputy = rows_bool(rows, i, "is_deputy"), .barred = is_barred(rec, account) || rows_bool(rows, i, "is_out"), .choice = choice_of(rec, account) };
	}
	return (v);
}

enum verdict
approval_state(struct ctx *c, const struct record *rec, const struct rows *voters, int *needed, int *so_far)
{
	struct quorum q = quorum_of(c, rows_str(rec->approval, 0, "by_rule"));
	struct voter *v = voters_of(c, rec, voters);

	if (is_named(rec))
		return (approval_agreement(v, rows_count(voters), needed, so_far));
	*so_far = approval_count(v, rows_count(voters), 'a');
	return (approval_verdict(v, rows_count(voters), &q, needed));
}

/* May I cast this member's vote: it is mine or I stand in for them, and neither of us submitted it. */
static bool
is_my_ballot(const struct ctx *c, const struct record *rec, const char *account)
{
	if (c->me->id_text == NULL || is_named(rec) || is_barred(rec, account) || (is_barred(rec, c->me->id_text) && !PLANTED(8)))
		return (false);
	if (choice_of(rec, account) != 0)
		return (false);
	if (str_eq(account, c->me->id_text))
		return (true);
	for (size_t i = 0; c->me->acts_for != NULL && c->me->acts_for[i] != NULL; i++)
		if (str_eq(account, c->me->acts_for[i]))
			return (true);
	return (false);
}

const char **
approval_ballots(struct ctx *c, const struct record *rec, const struct rows *voters)
{
	const char **ids = mem_array(c, const char *, rows_count(voters) + 1);
	size_t n = 0;

	for (size_t i = 0; i < rows_count(voters); i++)
		if (is_my_ballot(c, rec, rows_text(voters, i, "account_id")))
			ids[n++] = rows_text(voters, i, "account_id");
	return (ids);
}

/* ---- votes */

static struct voter *
find_voter(struct voter *v, size_t n, const char *account, const struct rows *rows)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(rows_text(rows, i, "account_id"), account))
			return (&v[i]);
	return (NULL);
}

static const char *
standing_of(const struct record *rec, const struct voter *v)
{
	if (!str_eq(rows_str(rec->approval, 0, "by_rule"), "group"))
		return (rows_str(rec->approval, 0, "by_rule"));
	return (v->is_lead ? "lead" : v->is_deputy ? "deputy" : "member");
}

static struct err *
close_round(struct ctx *c, struct record *rec, const char *outcome)
{
	struct rows *closed;

	TRY(db_run(c->db, c, STMT_APPROVAL_CLOSE, &closed, ARGS(c->site_id, rows_text(rec->approval, 0, "id"), outcome, c->now)));
	if (rows_count(closed) == 0)
		return (RAISE(ERR_CONFLICT, "the round of %s is closed", rec->number));
	return (OK);
}

/* The round is decided: it ends, and the record goes where its state says. */
static struct err *
conclude(struct ctx *c, struct record *rec, const char *outcome)
{
	const struct state *state = kind_state(rec->kind, rec->state);

	TRY(close_round(c, rec, outcome));
	event_say(rec->event, "outcome", outcome);
	return (workflow_enter(c, rec, str_eq(outcome, "approved") ? state->approved : workflow_refused(rec, state)));
}

static struct err *
vote_check(const struct ctx *c, const struct record *rec, const struct voter *mine, const char *account, const char *choice, const char *opinion)
{
	const struct state *state = kind_state(rec->kind, rec->state);

	if (rows_count(rec->approval) == 0 || state->approval == APPROVE_NONE)
		return (RAISE(ERR_CONFLICT, "no round is open for %s", rec->number));
	if (rows_int(rec->approval, 0, "version") != rec->version)
		return (RAISE(ERR_CONFLICT, "the round of %s is about an earlier version", rec->number));
	if (mine == NULL || !is_my_ballot(c, rec, account))
		return (RAISE(mine != NULL && mine->choice != 0 ? ERR_CONFLICT : ERR_FORBIDDEN, "vote on %s", rec->number));
	if (!str_has_word("approve reject return", choice))
		return (RAISE(ERR_INVALID, "no such choice"));
	if (!str_eq(choice, "approve") && str_empty(opinion))
		return (RAISE(ERR_INVALID, "a vote against needs a reason"));
	if (state->judged != NULL && rec->judgement == NULL && !str_eq(choice, "return"))
		return (RAISE(ERR_INVALID, "a vote on %s judges each criterion", rec->number));
	return (OK);
}

static struct err *
put_vote(struct ctx *c, struct record *rec, const struct voter *mine, const char *account, const char *choice, const char *opinion)
{
	struct rows *added;

	TRY(db_run(c->db, c, STMT_VOTE_ADD, &added,
	    ARGS(c->site_id, rows_text(rec->approval, 0, "id"), rec->id, account, c->me->id_text, choice, standing_of(rec, mine), opinion, c->now,
	    str_or(rec->judgement, "{}"))));
	if (rows_count(added) == 0)
		return (RAISE(ERR_CONFLICT, "that member has voted on %s", rec->number));
	return (OK);
}

static void
say_vote(struct ctx *c, struct record *rec, const char *account, const char *choice, const char *opinion)
{
	rec->event = event_new(c, "approval.vote", rec->id, NULL);
	if (!str_eq(account, c->me->id_text))
		event_for(rec->event, account);
	event_say(rec->event, "kind", rec->kind->name);
	event_say(rec->event, "choice", choice);
	event_say(rec->event, "opinion", opinion);
	event_say(rec->event, "version", rows_text(rec->approval, 0, "version"));
}

struct err *
approval_vote(struct ctx *c, struct record *rec, const struct rows *voters, const char *account, const char *choice, const char *opinion,
    const char **outcome)
{
	size_t n = rows_count(voters);
	struct voter *v = voters_of(c, rec, voters), *mine = find_voter(v, n, account, voters);
	struct quorum q = quorum_of(c, rows_str(rec->approval, 0, "by_rule"));
	enum verdict verdict;
	int needed;

	*outcome = "";
	TRY(vote_check(c, rec, mine, account, choice, opinion));
	TRY(put_vote(c, rec, mine, account, choice, opinion));
	say_vote(c, rec, account, choice, opinion);
	mine->choice = str_eq(choice, "approve") ? 'a' : 'r';
	/* Returning for revision is the lead's, the deputy's and the head's to do at once; from a member it is a vote against. */
	if (str_eq(choice, "return") && (mine->is_lead || mine->is_deputy || str_eq(standing_of(rec, mine), "head")))
		*outcome = "returned";
	else if ((verdict = approval_verdict(v, n, &q, &needed)) == VERDICT_APPROVED)
		*outcome = "approved";
	else if (verdict == VERDICT_REJECTED || (q.share == 0 && mine->choice == 'r'))
		*outcome = "rejected";
	if (**outcome != '\0')
		return (conclude(c, rec, *outcome));
	db_ask(c->db, c, STMT_RECORD_TOUCH, NULL, ARGS(c->site_id, rec->id, c->now));
	return (OK);
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
	return (record_is(c, rec, mem_fmt(c, "@%s", state->voters)) && may(c, "group.decide") && !is_barred(rec, c->me->id_text) &&
	    choice_of(rec, c->me->id_text) == 0);
}

struct err *
approval_judge(struct ctx *c, struct record *rec, const char *judgement, const char *reasons, enum verdict *out)
{
	struct rows *rows;
	struct voter *v, *mine;
	int needed, most;

	if (rows_count(rec->approval) == 0)
		return (RAISE(ERR_CONFLICT, "no round is open for %s", rec->number));
	TRY(db_run(c->db, c, STMT_APPROVAL_VOTERS_OF, &rows, ARGS(c->site_id, rec->number)));
	v = voters_of(c, rec, rows);
	mine = find_voter(v, rows_count(rows), c->me->id_text, rows);
	if (mine == NULL || mine->barred || mine->choice != 0)
		return (RAISE(ERR_FORBIDDEN, "judge %s", rec->number));
	TRY(put_vote(c, rec, mine, c->me->id_text, judgement, reasons));
	db_ask(c->db, c, STMT_WAITING_DONE, NULL, ARGS(c->site_id, rec->id, c->me->id_text));
	mine->choice = letter_of(rec, judgement);
	*out = approval_agreement(v, rows_count(rows), &needed, &most);
	return (*out == VERDICT_APPROVED ? close_round(c, rec, "judged") : OK);
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

bool
approval_may_take_back(const struct ctx *c, const struct record *rec)
{
	return (rows_count(rec->approval) > 0 && !is_named(rec) && rows_count(rec->votes) == 0 && record_is_self(c, rec));
}

struct err *
approval_take_back(struct ctx *c, struct record *rec)
{
	if (!approval_may_take_back(c, rec))
		return (RAISE(ERR_FORBIDDEN, "take back %s", rec->number));
	rec->event = event_new(c, "approval.take_back", rec->id, NULL);
	return (conclude(c, rec, "taken_back"));
}

static struct err *
end_round(struct ctx *c, struct record *rec, const char *outcome)
{
	if (rec->event != NULL)
		event_say(rec->event, "outcome", outcome);
	return (close_round(c, rec, outcome));
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
