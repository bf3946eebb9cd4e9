/* SPDX-License-Identifier: ISC */
/*
 * The table of permissions and which built-in role holds which (workflows.md,
 * "Built-in roles"). In C a permission is a constant, so that a misspelt one does
 * not compile; its name, like "requirement.triage", is what the database and the
 * words say, and stands in the table alone. The route table and the moves of the
 * kinds define what it allows. Sites tick permissions for roles of their own (RX.8).
 */
#ifndef ACCESS_PERMIT_H
#define ACCESS_PERMIT_H

#include <stdbool.h>
#include <stdint.h>

/* TO ADD ONE: its constant here and its row in permit.c; words "permit.<name>" in both catalogues; ask for it in a route or a move. */
enum permit {
	PERMIT_NONE,             /* no permission is required */

	PERMIT_RECORD_VIEW, PERMIT_RECORD_COMMENT, PERMIT_LIST_EXPORT, PERMIT_FILTER_SHARE,
	PERMIT_RECORD_HANDOVER, PERMIT_RECORD_IMPORT, PERMIT_RESTRICTED_VIEW, PERMIT_HISTORY_VIEW,
	PERMIT_DEPARTMENT_HEAD,

	PERMIT_REQUIREMENT_SUBMIT, PERMIT_REQUIREMENT_TRIAGE, PERMIT_REQUIREMENT_CONFIRM,
	PERMIT_FEEDBACK_SUBMIT, PERMIT_FEEDBACK_HANDLE, PERMIT_PLATFORM_MANAGE, PERMIT_ACTIVITY_MANAGE,

	PERMIT_PLAN_MANAGE, PERMIT_CHANGE_SUBMIT, PERMIT_CHANGE_REVIEW, PERMIT_CHANGE_CONFIRM,

	PERMIT_ITERATION_MANAGE,

	PERMIT_LAUNCH_MANAGE, PERMIT_LAUNCH_RESEARCH, PERMIT_LAUNCH_MARKET, PERMIT_LAUNCH_CONSULT,
	PERMIT_LAUNCH_TEST, PERMIT_LAUNCH_ACCEPT, PERMIT_LAUNCH_DEPLOY, PERMIT_LAUNCH_CONFIRM,
	PERMIT_LAUNCH_RESOURCE, PERMIT_LAUNCH_RISK, PERMIT_DEFECT_REPORT, PERMIT_DEFECT_FIX,
	PERMIT_DEFECT_VERIFY, PERMIT_REVIEW_MANAGE, PERMIT_EVALUATION_MANAGE,

	PERMIT_DOCUMENT_WRITE, PERMIT_DOCUMENT_APPROVE, PERMIT_DOCUMENT_MANAGE, PERMIT_LEGAL_SUBMIT,
	PERMIT_LEGAL_REVIEW, PERMIT_DISPUTE_MANAGE, PERMIT_TRAINING_MANAGE,

	PERMIT_BUDGET_SUBMIT, PERMIT_EXPENSE_SUBMIT, PERMIT_FINANCE_MANAGE, PERMIT_FINANCE_VIEW, PERMIT_PROVIDER_MANAGE,

	PERMIT_INCIDENT_REPORT, PERMIT_INCIDENT_HANDLE, PERMIT_INCIDENT_CLOSE, PERMIT_HAZARD_HANDLE,
	PERMIT_DRILL_MANAGE,

	PERMIT_GROUP_DECIDE, PERMIT_GROUP_LEAD, PERMIT_GROUP_DEPUTY, PERMIT_HEAD_DECIDE,

	PERMIT_INCENTIVE_NOMINATE, PERMIT_INCENTIVE_PROPOSE, PERMIT_INCENTIVE_CARRY_OUT,
	PERMIT_INCENTIVE_HEAR, PERMIT_POINTS_VIEW, PERMIT_NOTICE_MANAGE,

	PERMIT_INSPECTION_MANAGE, PERMIT_RECTIFICATION_MANAGE, PERMIT_COMPLIANCE_VIEW,

	PERMIT_MEMBERS_MANAGE, PERMIT_ROLES_MANAGE, PERMIT_SETTINGS_MANAGE,

	PERMIT_COUNT
};

struct permission {
	const char *name;
	const char *area;        /* heading on the roles page: words "permit.area.<area>" */
	const char *roles;       /* built-in roles that hold it from the start, blank-separated */
	bool in_department;      /* holds for records of the holder's own department only */
};
extern const struct permission permissions[PERMIT_COUNT];       /* PERMIT_NONE has no name */

/* Built-in roles in the order of the roles page. */
struct builtin_role {
	const char *key;
	bool second_factor;      /* asked for from the start? */
};
extern const struct builtin_role builtin_roles[];   /* ends with a row without a key */

/* PERMIT_COUNT, which nobody holds: this release has no such permission. */
enum permit permit_named(const char *name);
bool permit_is_default(enum permit permit, const char *role);

/* Which of them somebody holds. */
struct permits {
	uint64_t bits[PERMIT_COUNT / 64 + 1];
};
/* From their names, blank-separated, as the database gives them; names that this release does not know are left out. NULL: none. */
struct permits permits_read(const char *names);
void permits_add(struct permits *held, enum permit permit);
/* Is it one of them?  Never true of PERMIT_NONE and PERMIT_COUNT. */
bool permits_have(const struct permits *held, enum permit permit);

#endif
