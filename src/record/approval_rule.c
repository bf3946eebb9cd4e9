/* SPDX-License-Identifier: ISC */
#include "record/approval_rule.h"

int
approval_count(const struct voter *v, size_t n, char choice)
{
	int k = 0;

	for (size_t i = 0; i < n; i++)
		k += v[i].choice == choice;
	return (k);
}

/* Has somebody who presides approved, or could they still? */
static bool
presides(const struct voter *v, size_t n, bool already)
{
	for (size_t i = 0; i < n; i++)
		if ((v[i].is_lead || v[i].is_deputy) && (v[i].choice == 'a' || (!already && v[i].choice == 0 && !v[i].barred)))
			return (true);
	return (false);
}

static bool
lead_rejected(const struct voter *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (v[i].is_lead && v[i].choice == 'r')
			return (true);
	return (false);
}

enum verdict
approval_verdict(const struct voter *voters, size_t n, const struct quorum *q, int *needed)
{
	int yes = approval_count(voters, n, 'a'), no = approval_count(voters, n, 'r'), open = 0;

	/* "More than": with 50 % of 7 members, 4. All of them count, also who may not vote. */
	*needed = (int)n * q->share / 100 + 1;
	if (*needed > (int)n)
		*needed = (int)n;
	for (size_t i = 0; i < n; i++)
		open += voters[i].choice == 0 && !voters[i].barred;
	if (q->veto && lead_rejected(voters, n))
		return (VERDICT_REJECTED);
	if (n > 0 && yes >= *needed && (!q->presides || presides(voters, n, true)))
		return (VERDICT_APPROVED);
	if (yes + open >= *needed && (!q->presides || presides(voters, n, false)))
		return (VERDICT_OPEN);
	/* It cannot pass any more: because somebody refused, or because nobody may. */
	return (no > 0 ? VERDICT_REJECTED : VERDICT_STUCK);
}

enum verdict
approval_agreement(const struct voter *voters, size_t n, int *needed, int *most)
{
	int open = 0;

	*needed = (int)n / 2 + 1;
	*most = 0;
	for (size_t i = 0; i < n; i++) {
		int same = voters[i].choice == 0 ? 0 : approval_count(voters, n, voters[i].choice);

		open += voters[i].choice == 0 && !voters[i].barred;
		*most = same > *most ? same : *most;
	}
	if (n > 0 && *most >= *needed)
		return (VERDICT_APPROVED);
	return (*most + open >= *needed ? VERDICT_OPEN : VERDICT_STUCK);
}
