/* SPDX-License-Identifier: ISC */
/* The rules of approval (R6.1, R35.2) as pure functions: who could vote, who did, and what follows. Knows no record and no database. */
#ifndef RECORD_APPROVAL_RULE_H
#define RECORD_APPROVAL_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct voter {
	int64_t account_id;
	bool is_lead, is_deputy;
	bool barred;                    /* party to the record: counts as a member, cannot vote */
	char choice;                    /* 'a' approve, 'r' reject, 0 not yet; of those named a letter per judgement */
};
struct quorum {
	int share;                      /* percent; more than this */
	bool presides;                  /* lead or deputy among them */
	bool veto;                      /* lead's rejection ends it */
};
enum verdict { VERDICT_OPEN, VERDICT_APPROVED, VERDICT_REJECTED, VERDICT_STUCK };
/* VERDICT_STUCK: open, but those who may still vote cannot reach the quorum; *needed approvals in all. */
enum verdict approval_verdict(const struct voter *voters, size_t n, const struct quorum *q, int *needed);
int approval_count(const struct voter *voters, size_t n, char choice);
/* The same for those named: *most is how many agree on the judgement that most made, *needed more than half of all named. */
enum verdict approval_agreement(const struct voter *voters, size_t n, int *needed, int *most);

#endif
