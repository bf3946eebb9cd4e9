/* SPDX-License-Identifier: ISC */
#include "record/approval.h"

#include "access/event.h"
#include "base/str.h"
#include "record/party.h"
#include "record/period.h"
#include "record/round.h"
#include "record/waiting.h"
#include "record/workflow.h"

#include <string.h>

/* ---- rounds */

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
		    ARGS(c->site_id, rec->id, rules[state->approval].permission, id, c->now, due, party_accounts(c, rec, state->name), party_departments(c, rec)));
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

/* Did they cast an absent member's vote in this round already? */
static bool
has_stood_in(const struct record *rec, const char *account)
{
	for (size_t i = 0; i < rows_count(rec->votes); i++)
		if (str_eq(rows_text(rec->votes, i, "cast_by"), account) && !str_eq(rows_text(rec->votes, i, "account_id"), account))
			return (true);
	return (false);
}

/* A delegate is one of those who decide, and stands in for one of them in a round: many votes in one hand are no majority (RX.3). */
static bool
stands_in(const struct ctx *c, const struct record *rec, const struct rows *voters, const char *account)
{
	if (!rows_have(voters, "account_id", c->me->id_text) || has_stood_in(rec, c->me->id_text))
		return (false);
	for (size_t i = 0; c->me->acts_for != NULL && c->me->acts_for[i] != NULL; i++)
		if (str_eq(account, c->me->acts_for[i]))
			return (true);
	return (false);
}

/* May I cast this member's vote: it is mine or I stand in for them, and neither of us is party to the record. */
static bool
is_my_ballot(const struct ctx *c, const struct record *rec, const struct rows *voters, size_t i)
{
	const char *account = rows_text(voters, i, "account_id");

	if (c->me->id_text == NULL || round_is_named(rec) || round_bars(rec, voters, i) || party_bars_me(c, rec))
		return (false);
	if (round_choice(rec, account) != 0)
		return (false);
	return (str_eq(account, c->me->id_text) || stands_in(c, rec, voters, account));
}

const char **
approval_ballots(struct ctx *c, const struct record *rec, const struct rows *voters)
{
	const char **ids = mem_array(c, const char *, rows_count(voters) + 1);
	size_t n = 0;

	for (size_t i = 0; i < rows_count(voters); i++)
		if (is_my_ballot(c, rec, voters, i))
			ids[n++] = rows_text(voters, i, "account_id");
	return (ids);
}

/* ---- votes */

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

/* Is the ballot theirs to cast? */
static struct err *
ballot_check(const struct ctx *c, const struct record *rec, const struct rows *voters, size_t at)
{
	bool known = at < rows_count(voters);
	bool voted = known && round_choice(rec, rows_text(voters, at, "account_id")) != 0;

	if (known && is_my_ballot(c, rec, voters, at))
		return (OK);
	return (err_say(RAISE(voted ? ERR_CONFLICT : ERR_FORBIDDEN, "vote on %s", rec->number),
	    voted ? "refusal.voted" : party_bars_me(c, rec) ? party_refusal(c) : "refusal.no_ballot"));
}

static struct err *
vote_check(const struct ctx *c, const struct record *rec, const struct rows *voters, size_t at, const char *choice, const char *opinion)
{
	const struct state *state = kind_state(rec->kind, rec->state);

	if (rows_count(rec->approval) == 0 || state->approval == APPROVE_NONE)
		return (RAISE(ERR_CONFLICT, "no round is open for %s", rec->number));
	if (rows_int(rec->approval, 0, "version") != rec->version)
		return (RAISE(ERR_CONFLICT, "the round of %s is about an earlier version", rec->number));
	TRY(ballot_check(c, rec, voters, at));
	if (!str_has_word("approve reject return", choice))
		return (RAISE(ERR_INVALID, "no such choice"));
	if (!str_eq(choice, "approve") && !str_says(opinion))
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
	size_t n = rows_count(voters), at = rows_find(voters, "account_id", account);
	struct voter *v = round_voters(c, rec, voters), *mine = &v[at];
	struct quorum q = round_quorum(rec);
	enum verdict verdict;
	int needed;

	*outcome = "";
	TRY(vote_check(c, rec, voters, at, choice, opinion));
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
	return (record_is(c, rec, mem_fmt(c, "@%s", state->voters)) && may(c, "group.decide") && !party_bars_me(c, rec) &&
	    round_choice(rec, c->me->id_text) == 0);
}

struct err *
approval_judge(struct ctx *c, struct record *rec, const char *judgement, const char *reasons, enum verdict *out)
{
	struct rows *rows;
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
	TRY(put_vote(c, rec, mine, c->me->id_text, judgement, reasons));
	db_ask(c->db, c, STMT_WAITING_DONE, NULL, ARGS(c->site_id, rec->id, c->me->id_text));
	mine->choice = round_letter(rec, judgement);
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
	return (rows_count(rec->approval) > 0 && !round_is_named(rec) && rows_count(rec->votes) == 0 && record_is_self(c, rec));
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

/* ---- when who may vote has changed */

static struct err *
judge_again(struct ctx *c, const char *id, struct buf *stuck)
{
	struct record *rec;
	struct rows *voters;
	enum verdict verdict;
	int needed, so_far;

	TRY(record_load(c, id, &rec));
	if (rows_count(rec->approval) == 0)
		return (OK);
	TRY(db_run(c->db, c, STMT_APPROVAL_VOTERS_OF, &voters, ARGS(c->site_id, rec->number)));
	verdict = approval_state(c, rec, voters, &needed, &so_far);
	if (verdict == VERDICT_STUCK)
		buf_fmt(stuck, "%s%s", stuck->len > 1 ? "," : "", id);
	if (verdict == VERDICT_STUCK && round_is_named(rec))
		waiting_for_voters(c, rec);
	if (verdict == VERDICT_OPEN || verdict == VERDICT_STUCK || round_is_named(rec))
		return (OK);
	rec->event = event_new(c, "approval.judged_again", rec->id, NULL);
	event_say(rec->event, "kind", rec->kind->name);
	return (conclude(c, rec, verdict == VERDICT_APPROVED ? "approved" : "rejected"));
}

struct err *
approval_judge_all(struct ctx *c)
{
	struct buf *stuck = buf_new(c);
	struct rows *sight, *open;

	/* The portal looks, not the person: a round about a record that they do not see ends all the same. */
	TRY(db_run(c->db, c, STMT_SIGHT_SET, &sight, ARGS("2")));
	TRY(db_run(c->db, c, STMT_APPROVAL_OPEN_RECORDS, &open, ARGS(c->site_id)));
	buf_put(stuck, "{");
	for (size_t i = 0; i < rows_count(open); i++)
		TRY(judge_again(c, rows_text(open, i, "record_id"), stuck));
	buf_put(stuck, "}");
	db_ask(c->db, c, STMT_WAITING_NOBODY, NULL, ARGS(c->site_id, NULL, stuck->data, c->now));
	return (db_run(c->db, c, STMT_SIGHT_SET, &open, ARGS(rows_str(sight, 0, "was"))));
}
