/* SPDX-License-Identifier: ISC */
/* An open round as the rules see it: its own quorum, who may vote, and what they chose. */
#include "record/round.h"

#include "base/str.h"
#include "record/party.h"

#include <stdio.h>

struct quorum
round_quorum(const struct record *rec)
{
	struct quorum q = { .share = 0 };
	int presides = 0, veto = 0;

	/* The head decides alone: any one decision is more than nothing. */
	if (sscanf(rows_str(rec->approval, 0, "rule"), "%d/%d/%d", &q.share, &presides, &veto) == 3) {
		q.presides = presides != 0;
		q.veto = veto != 0;
	}
	return (q);
}

bool
round_bars(const struct record *rec, const struct rows *voters, size_t i)
{
	return (party_bars(rec, rec->state, rows_text(voters, i, "account_id"), rows_text(voters, i, "department_id")));
}

char
round_letter(const struct record *rec, const char *choice)
{
	const struct move *move = kind_move(rec->kind, choice);

	if (move != NULL && move->flags & MOVE_BALLOT)
		return ((char)(1 + (move - rec->kind->moves)));
	return (str_eq(choice, "approve") ? 'a' : 'r');
}

size_t
round_vote_at(const struct record *rec, const char *account)
{
	return (rows_find(rec->votes, "account_id", account));
}

char
round_choice(const struct record *rec, const char *account)
{
	size_t at = round_vote_at(rec, account);

	return (at == rows_count(rec->votes) ? 0 : round_letter(rec, rows_str(rec->votes, at, "choice")));
}

bool
round_is_named(const struct record *rec)
{
	return (str_eq(rows_str(rec->approval, 0, "by_rule"), "named"));
}

struct voter *
round_voters(struct ctx *c, const struct record *rec, const struct rows *rows)
{
	struct voter *v = mem_array(c, struct voter, rows_count(rows) + 1);

	for (size_t i = 0; i < rows_count(rows); i++) {
		const char *account = rows_text(rows, i, "account_id");

		v[i] = (struct voter){ .account_id = rows_int(rows, i, "account_id"), .is_lead = rows_bool(rows, i, "is_lead"),
		    .is_deputy = rows_bool(rows, i, "is_deputy"), .barred = round_bars(rec, rows, i) || rows_bool(rows, i, "is_out"),
		    .choice = round_choice(rec, account) };
	}
	return (v);
}

const char *
round_standing(const struct record *rec, const struct voter *v)
{
	if (!str_eq(rows_str(rec->approval, 0, "by_rule"), "group"))
		return (rows_str(rec->approval, 0, "by_rule"));
	return (v->is_lead ? "lead" : v->is_deputy ? "deputy" : "member");
}

void
round_ask_close(struct ctx *c, struct record *rec, const char *outcome, struct rows **closed)
{
	db_ask(c->db, c, STMT_APPROVAL_CLOSE, closed, ARGS(c->site_id, rows_text(rec->approval, 0, "id"), outcome, c->now));
}

struct err *
round_check_close(const struct record *rec, const struct rows *closed)
{
	return (rows_count(closed) > 0 ? OK : RAISE(ERR_CONFLICT, "the round of %s is closed", rec->number));
}

static void
ask_vote(struct ctx *c, struct record *rec, enum stmt stmt, const struct voter *mine, const char *account, const char *choice, const char *opinion, struct rows **added)
{
	db_ask(c->db, c, stmt, added,
	    ARGS(c->site_id, rows_text(rec->approval, 0, "id"), rec->id, account, c->me->id_text, choice, round_standing(rec, mine), opinion, c->now,
	    str_or(rec->judgement, "{}")));
}

void
round_ask_vote(struct ctx *c, struct record *rec, const struct voter *mine, const char *account, const char *choice, const char *opinion, struct rows **added)
{
	ask_vote(c, rec, STMT_VOTE_ADD, mine, account, choice, opinion, added);
}

void
round_ask_change(struct ctx *c, struct record *rec, const struct voter *mine, const char *account, const char *choice, const char *opinion, struct rows **added)
{
	ask_vote(c, rec, STMT_VOTE_CHANGE, mine, account, choice, opinion, added);
}

struct err *
round_check_vote(const struct record *rec, const struct rows *added)
{
	return (rows_count(added) > 0 ? OK : RAISE(ERR_CONFLICT, "that member has voted on %s", rec->number));
}
