/* SPDX-License-Identifier: ISC */
#include "record/vote.h"

#include "access/event.h"
#include "base/str.h"
#include "record/party.h"
#include "record/round.h"
#include "record/waiting.h"
#include "record/workflow.h"

/* ---- whose vote */

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

/* Neither the member nor who acts is party to the record. */
static bool
may_count(const struct ctx *c, const struct record *rec, const struct rows *voters, size_t i)
{
	return (c->me->id_text != NULL && !round_is_named(rec) && !round_bars(rec, voters, i) && !party_bars_me(c, rec));
}

/* May I cast this member's vote: it is mine or I stand in for them. */
static bool
is_my_ballot(const struct ctx *c, const struct record *rec, const struct rows *voters, size_t i)
{
	const char *account = rows_text(voters, i, "account_id");

	if (!may_count(c, rec, voters, i) || round_choice(rec, account) != 0)
		return (false);
	return (str_eq(account, c->me->id_text) || stands_in(c, rec, voters, account));
}

/* What a delegate chose in somebody's place stays: it was that member's one vote. */
bool
vote_may_change(const struct ctx *c, const struct record *rec, const struct rows *voters)
{
	size_t at = rows_find(voters, "account_id", c->me->id_text), vote = round_vote_at(rec, c->me->id_text);

	if (rows_count(rec->approval) == 0 || at == rows_count(voters) || vote == rows_count(rec->votes) || !may_count(c, rec, voters, at))
		return (false);
	return (str_eq(rows_text(rec->votes, vote, "cast_by"), c->me->id_text));
}

const char **
vote_ballots(struct ctx *c, const struct record *rec, const struct rows *voters)
{
	const char **ids = mem_array(c, const char *, rows_count(voters) + 1);
	size_t n = 0;

	for (size_t i = 0; i < rows_count(voters); i++)
		if (is_my_ballot(c, rec, voters, i))
			ids[n++] = rows_text(voters, i, "account_id");
	return (ids);
}

/* ---- casting it */

/* The round is decided: it ends, and the record goes where its state says. */
static struct err *
conclude(struct ctx *c, struct record *rec, const char *outcome)
{
	const struct state *state = kind_state(rec->kind, rec->state);
	struct rows *closed;

	round_ask_close(c, rec, outcome, &closed);
	/* What follows from entering is a move again, which ends no round that is ended here. */
	rec->approval = rec->votes = NULL;
	event_say(rec->event, "outcome", outcome);
	/* Entering waits: what the round says comes with it. */
	TRY(workflow_enter(c, rec, str_eq(outcome, "approved") ? state->approved : workflow_refused(rec, state)));
	return (round_check_close(rec, closed));
}

/* What is decided on is what was looked at, and a vote says why it is against. */
static struct err *
vote_check(const struct record *rec, const char *choice, const char *opinion)
{
	const struct state *state = kind_state(rec->kind, rec->state);

	if (rows_count(rec->approval) == 0 || state->approval == APPROVE_NONE)
		return (RAISE(ERR_CONFLICT, "no round is open for %s", rec->number));
	if (rows_int(rec->approval, 0, "version") != rec->version)
		return (RAISE(ERR_CONFLICT, "the round of %s is about an earlier version", rec->number));
	if (!str_has_word("approve reject return", choice))
		return (RAISE(ERR_INVALID, "no such choice"));
	if (!str_eq(choice, "approve") && !str_says(opinion))
		return (RAISE(ERR_INVALID, "a vote against needs a reason"));
	if (state->judged != NULL && rec->judgement == NULL && !str_eq(choice, "return"))
		return (RAISE(ERR_INVALID, "a vote on %s judges each criterion", rec->number));
	return (OK);
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

/* ${was}: what it had been, NULL for a first vote. */
static void
say_vote(struct ctx *c, struct record *rec, const char *account, const char *choice, const char *opinion, const char *was)
{
	rec->event = event_new(c, was == NULL ? "approval.vote" : "approval.vote_again", rec->id, NULL);
	if (!str_eq(account, c->me->id_text))
		event_for(rec->event, account);
	event_say(rec->event, "kind", rec->kind->name);
	event_say(rec->event, "choice", choice);
	if (was != NULL)
		event_say(rec->event, "was", was);
	event_say(rec->event, "opinion", opinion);
	event_say(rec->event, "version", rows_text(rec->approval, 0, "version"));
}

/* Returning for revision is the lead's, the deputy's and the head's to do at once; from a member it is a vote against. */
static bool
returns_at_once(const struct record *rec, const struct voter *v, const char *choice)
{
	return (str_eq(choice, "return") && (v->is_lead || v->is_deputy || str_eq(round_standing(rec, v), "head")));
}

const char *
vote_outcome(struct ctx *c, const struct record *rec, const struct rows *voters, const char *account, const char *choice)
{
	size_t n = rows_count(voters);
	struct voter *v = round_voters(c, rec, voters), *mine = &v[rows_find(voters, "account_id", account)];
	struct quorum q = round_quorum(rec);
	enum verdict verdict;
	int needed;

	mine->choice = str_eq(choice, "approve") ? 'a' : 'r';
	if (returns_at_once(rec, mine, choice))
		return ("returned");
	verdict = approval_verdict(v, n, &q, &needed);
	if (verdict == VERDICT_APPROVED)
		return ("approved");
	return (verdict == VERDICT_REJECTED || (q.share == 0 && mine->choice == 'r') ? "rejected" : "");
}

/* The vote is queued: draw the consequence, and see that it was kept. */
static struct err *
count(struct ctx *c, struct record *rec, const char *outcome, struct rows *const *added)
{
	if (*outcome == '\0')
		db_ask(c->db, c, STMT_RECORD_TOUCH, NULL, ARGS(c->site_id, rec->id, c->now));
	TRY(*outcome != '\0' ? conclude(c, rec, outcome) : db_wait(c->db));
	return (round_check_vote(rec, *added));
}

struct err *
vote_cast(struct ctx *c, struct record *rec, const struct rows *voters, const char *account, const char *choice, const char *opinion,
    const char **outcome)
{
	size_t at = rows_find(voters, "account_id", account);
	struct rows *added;

	*outcome = "";
	TRY(vote_check(rec, choice, opinion));
	TRY(ballot_check(c, rec, voters, at));
	round_ask_vote(c, rec, &round_voters(c, rec, voters)[at], account, choice, opinion, &added);
	say_vote(c, rec, account, choice, opinion, NULL);
	*outcome = vote_outcome(c, rec, voters, account, choice);
	return (count(c, rec, *outcome, &added));
}

struct err *
vote_change(struct ctx *c, struct record *rec, const struct rows *voters, const char *choice, const char *opinion, const char **outcome)
{
	const char *me = c->me->id_text;
	struct rows *added;

	*outcome = "";
	TRY(vote_check(rec, choice, opinion));
	if (!vote_may_change(c, rec, voters))
		return (err_say(RAISE(ERR_FORBIDDEN, "change a vote on %s", rec->number), party_bars_me(c, rec) ? party_refusal(c) : "refusal.no_ballot"));
	round_ask_change(c, rec, &round_voters(c, rec, voters)[rows_find(voters, "account_id", me)], me, choice, opinion, &added);
	say_vote(c, rec, me, choice, opinion, rows_str(rec->votes, round_vote_at(rec, me), "choice"));
	*outcome = vote_outcome(c, rec, voters, me, choice);
	return (count(c, rec, *outcome, &added));
}

/* ---- taking a round back */

bool
vote_may_take_back(const struct ctx *c, const struct record *rec)
{
	return (rows_count(rec->approval) > 0 && !round_is_named(rec) && rows_count(rec->votes) == 0 && record_is_self(c, rec));
}

struct err *
vote_take_back(struct ctx *c, struct record *rec)
{
	if (!vote_may_take_back(c, rec))
		return (RAISE(ERR_FORBIDDEN, "take back %s", rec->number));
	rec->event = event_new(c, "approval.take_back", rec->id, NULL);
	return (conclude(c, rec, "taken_back"));
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
vote_judge_all(struct ctx *c)
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
