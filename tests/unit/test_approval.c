/* SPDX-License-Identifier: ISC */
/* Goal: the rule of group and head approvals and of those named, for every way a round can go. Proves R6.1, R35.2, RX.3. */
#include "base/str.h"
#include "record/approval_rule.h"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

/*
 * A round as one word, a letter per member: the first is the lead, the second
 * the deputy, the rest are members.  a approved, r rejected, . not yet, x may
 * not vote (submitted it).
 */
struct round_case {
	const char *votes;
	struct quorum q;
	enum verdict want;
	int needed;
};

#define DEFAULT { 50, true, true }

static const struct round_case cases[] = {
	/* More than half of all members, with lead or deputy. */
	{ ".......", DEFAULT, VERDICT_OPEN, 4 },
	{ "aaa....", DEFAULT, VERDICT_OPEN, 4 },
	{ "aaaa...", DEFAULT, VERDICT_APPROVED, 4 },
	{ ".aaaa..", DEFAULT, VERDICT_APPROVED, 4 },
	{ "..aaaa.", DEFAULT, VERDICT_OPEN, 4 },
	{ "..aaaaa", DEFAULT, VERDICT_OPEN, 4 },
	{ "..aaaaa", { 50, false, true }, VERDICT_APPROVED, 4 },
	/* Half is not more than half. */
	{ "aa..", DEFAULT, VERDICT_OPEN, 3 },
	{ "aaa.", DEFAULT, VERDICT_APPROVED, 3 },
	/* The lead's rejection ends it, where the site says so. */
	{ "raaaaaa", DEFAULT, VERDICT_REJECTED, 4 },
	{ "raaaaaa", { 50, true, false }, VERDICT_APPROVED, 4 },
	{ "araaaaa", DEFAULT, VERDICT_APPROVED, 4 },
	/* Too few are left to reach it. */
	{ "a.rrrr.", DEFAULT, VERDICT_REJECTED, 4 },
	{ "a.rrr..", DEFAULT, VERDICT_OPEN, 4 },
	/* Lead and deputy can both not approve any more. */
	{ "xraaaaa", DEFAULT, VERDICT_REJECTED, 4 },
	/* Who submitted it counts as a member and cannot vote. */
	{ "xaaaa..", DEFAULT, VERDICT_APPROVED, 4 },
	{ "xaaa", DEFAULT, VERDICT_APPROVED, 3 },
	{ "xa.", DEFAULT, VERDICT_OPEN, 2 },
	/* Nobody may decide: it stops and never passes by itself. */
	{ "x", DEFAULT, VERDICT_STUCK, 1 },
	{ "xx", DEFAULT, VERDICT_STUCK, 2 },
	{ "xx.....", DEFAULT, VERDICT_STUCK, 4 },
	{ "", DEFAULT, VERDICT_STUCK, 0 },
	/* Unanimity. */
	{ "aaaaaa.", { 100, true, true }, VERDICT_OPEN, 7 },
	{ "aaaaaaa", { 100, true, true }, VERDICT_APPROVED, 7 },
	/* A head alone. */
	{ "a", { 0, false, false }, VERDICT_APPROVED, 1 },
	{ ".a", { 0, false, false }, VERDICT_APPROVED, 1 },
	{ "x.", { 0, false, false }, VERDICT_OPEN, 1 },
	{ "x", { 0, false, false }, VERDICT_STUCK, 1 },
};

static size_t
voters_of(const char *votes, struct voter v[16])
{
	size_t n = strlen(votes);

	memset(v, 0, 16 * sizeof *v);
	for (size_t i = 0; i < n; i++) {
		v[i].account_id = (int64_t)i + 1;
		v[i].is_lead = i == 0;
		v[i].is_deputy = i == 1;
		v[i].barred = votes[i] == 'x';
		v[i].choice = votes[i] == '.' || votes[i] == 'x' ? 0 : votes[i];
	}
	return (n);
}

static void
every_round_ends_as_the_rule_says(void **state)
{
	struct voter v[16];
	int needed;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		size_t n = voters_of(cases[i].votes, v);
		enum verdict got = approval_verdict(v, n, &cases[i].q, &needed);

		if (got != cases[i].want || needed != cases[i].needed)
			fail_msg("round \"%s\": verdict %d with %d needed, not %d with %d", cases[i].votes, got, needed, cases[i].want, cases[i].needed);
	}
}

/* Whatever the votes of five are, a further approval never turns an approved round, and nothing passes without enough. */
static void
nothing_passes_without_enough(void **state)
{
	const struct quorum q = DEFAULT;
	char votes[6] = "";
	struct voter v[16];
	int needed;

	(void)state;
	for (int k = 0; k < 1024; k++) {
		int yes = 0;

		for (int i = 0, rest = k; i < 5; i++, rest /= 4) {
			votes[i] = "ar.x"[rest % 4];
			yes += votes[i] == 'a';
		}
		if (approval_verdict(v, voters_of(votes, v), &q, &needed) != VERDICT_APPROVED)
			continue;
		assert_true(yes >= 3);
		assert_true(votes[0] == 'a' || votes[1] == 'a');
		assert_true(votes[0] != 'r');
	}
}

/* Those named: u, c and r are judgements, x is no longer able to judge. */
static void
more_than_half_of_those_named_decide(void **state)
{
	static const struct {
		const char *votes;
		enum verdict want;
		int needed, most;
	} named[] = {
		{ ".", VERDICT_OPEN, 1, 0 }, { "u", VERDICT_APPROVED, 1, 1 }, { "u.", VERDICT_OPEN, 2, 1 },
		{ "uu", VERDICT_APPROVED, 2, 2 }, { "uc", VERDICT_STUCK, 2, 1 }, { "u.c", VERDICT_OPEN, 2, 1 },
		{ "ucr", VERDICT_STUCK, 2, 1 }, { "ucc", VERDICT_APPROVED, 2, 2 }, { "uucc", VERDICT_STUCK, 3, 2 },
		{ "uuc.", VERDICT_OPEN, 3, 2 }, { "ux", VERDICT_STUCK, 2, 1 }, { "u.x", VERDICT_OPEN, 2, 1 },
		{ "ucx", VERDICT_STUCK, 2, 1 }, { "rrr..", VERDICT_APPROVED, 3, 3 }, { "", VERDICT_STUCK, 1, 0 },
	};
	struct voter v[16];
	int needed, most;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(named); i++) {
		enum verdict got = approval_agreement(v, voters_of(named[i].votes, v), &needed, &most);

		if (got != named[i].want || needed != named[i].needed || most != named[i].most)
			fail_msg("named \"%s\": verdict %d, %d needed, %d agree; not %d, %d, %d", named[i].votes, got, needed, most,
			    named[i].want, named[i].needed, named[i].most);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_round_ends_as_the_rule_says),
		cmocka_unit_test(nothing_passes_without_enough),
		cmocka_unit_test(more_than_half_of_those_named_decide),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
