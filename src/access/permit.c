/* SPDX-License-Identifier: ISC */
#include "access/permit.h"

#include "base/str.h"

#include <string.h>

/* Those who decide for the site; and those who run the technical side of it. */
#define GROUP "group_member group_deputy group_lead"
#define TECH  "technical tech_head"

const struct permission permissions[PERMIT_COUNT] = {
	[PERMIT_RECORD_VIEW]         = { "record.view",         "record",      "member" },
	[PERMIT_RECORD_COMMENT]      = { "record.comment",      "record",      "member" },
	[PERMIT_LIST_EXPORT]         = { "list.export",         "record",      "member" },
	[PERMIT_FILTER_SHARE]        = { "filter.share",        "record",      "department_head operations site_admin " TECH },
	[PERMIT_RECORD_HANDOVER]     = { "record.handover",     "record",      "department_head tech_head" },
	[PERMIT_RECORD_IMPORT]       = { "record.import",       "record",      "site_admin tech_head" },
	[PERMIT_RESTRICTED_VIEW]     = { "restricted.view",     "record",      "tech_head " GROUP },
	[PERMIT_HISTORY_VIEW]        = { "history.view",        "record",      "site_admin" },
	[PERMIT_DEPARTMENT_HEAD]     = { "department.head",     "record",      "department_head tech_head", .in_department = true },

	[PERMIT_REQUIREMENT_SUBMIT]  = { "requirement.submit",  "requirement", "member" },
	[PERMIT_REQUIREMENT_TRIAGE]  = { "requirement.triage",  "requirement", TECH },
	[PERMIT_REQUIREMENT_CONFIRM] = { "requirement.confirm", "requirement", "liaison", .in_department = true },
	[PERMIT_FEEDBACK_SUBMIT]     = { "feedback.submit",     "requirement", "member" },
	[PERMIT_FEEDBACK_HANDLE]     = { "feedback.handle",     "requirement", "operations " TECH },
	[PERMIT_PLATFORM_MANAGE]     = { "platform.manage",     "requirement", TECH },
	[PERMIT_ACTIVITY_MANAGE]     = { "activity.manage",     "requirement", "marketing operations" },

	[PERMIT_PLAN_MANAGE]         = { "plan.manage",         "launch",      TECH },

	[PERMIT_CHANGE_SUBMIT]       = { "change.submit",       "change",      "member" },
	[PERMIT_CHANGE_REVIEW]       = { "change.review",       "change",      TECH },
	[PERMIT_CHANGE_CONFIRM]      = { "change.confirm",      "change",      TECH },

	[PERMIT_ITERATION_MANAGE]    = { "iteration.manage",    "launch",      TECH },

	[PERMIT_LAUNCH_MANAGE]       = { "launch.manage",       "launch",      TECH },
	[PERMIT_LAUNCH_RESEARCH]     = { "launch.research",     "launch",      "liaison department_head marketing operations " TECH },
	[PERMIT_LAUNCH_MARKET]       = { "launch.market",       "launch",      "marketing" },
	[PERMIT_LAUNCH_CONSULT]      = { "launch.consult",      "launch",      "liaison department_head marketing finance legal" },
	[PERMIT_LAUNCH_TEST]         = { "launch.test",         "launch",      "tester" },
	[PERMIT_LAUNCH_ACCEPT]       = { "launch.accept",       "launch",      "liaison", .in_department = true },
	[PERMIT_LAUNCH_DEPLOY]       = { "launch.deploy",       "launch",      "developer maintainer " TECH },
	[PERMIT_LAUNCH_CONFIRM]      = { "launch.confirm",      "launch",      "liaison department_head tester maintainer operations marketing " TECH },
	[PERMIT_LAUNCH_RESOURCE]     = { "launch.resource",     "launch",      "department_head " TECH },
	[PERMIT_LAUNCH_RISK]         = { "launch.risk",         "launch",      "legal" },
	[PERMIT_DEFECT_REPORT]       = { "defect.report",       "launch",      "liaison developer tester maintainer " TECH },
	[PERMIT_DEFECT_FIX]          = { "defect.fix",          "launch",      "developer" },
	[PERMIT_DEFECT_VERIFY]       = { "defect.verify",       "launch",      "tester" },
	[PERMIT_REVIEW_MANAGE]       = { "review.manage",       "launch",      TECH },
	[PERMIT_EVALUATION_MANAGE]   = { "evaluation.manage",   "launch",      TECH },

	[PERMIT_DOCUMENT_WRITE]      = { "document.write",      "document",    "member" },
	[PERMIT_DOCUMENT_APPROVE]    = { "document.approve",    "document",    "department_head " TECH },
	[PERMIT_DOCUMENT_MANAGE]     = { "document.manage",     "document",    TECH },
	[PERMIT_LEGAL_SUBMIT]        = { "legal.submit",        "document",    "member" },
	[PERMIT_LEGAL_REVIEW]        = { "legal.review",        "document",    "legal" },
	[PERMIT_DISPUTE_MANAGE]      = { "dispute.manage",      "document",    "legal" },
	[PERMIT_TRAINING_MANAGE]     = { "training.manage",     "document",    "department_head " TECH },

	[PERMIT_BUDGET_SUBMIT]       = { "budget.submit",       "finance",     "department_head operations marketing finance " TECH },
	[PERMIT_EXPENSE_SUBMIT]      = { "expense.submit",      "finance",     "member" },
	[PERMIT_FINANCE_MANAGE]      = { "finance.manage",      "finance",     "finance" },
	[PERMIT_FINANCE_VIEW]        = { "finance.view",        "finance",     "finance department_head " TECH " " GROUP },
	[PERMIT_PROVIDER_MANAGE]     = { "provider.manage",     "finance",     "department_head " TECH },

	[PERMIT_INCIDENT_REPORT]     = { "incident.report",     "incident",    "member" },
	[PERMIT_INCIDENT_HANDLE]     = { "incident.handle",     "incident",    "maintainer developer " TECH },
	[PERMIT_INCIDENT_CLOSE]      = { "incident.close",      "incident",    TECH },
	[PERMIT_HAZARD_HANDLE]       = { "hazard.handle",       "incident",    "maintainer " TECH },
	[PERMIT_DRILL_MANAGE]        = { "drill.manage",        "incident",    "maintainer " TECH },

	[PERMIT_GROUP_DECIDE]        = { "group.decide",        "decision",    GROUP },
	[PERMIT_GROUP_LEAD]          = { "group.lead",          "decision",    "group_lead" },
	[PERMIT_GROUP_DEPUTY]        = { "group.deputy",        "decision",    "group_deputy" },
	[PERMIT_HEAD_DECIDE]         = { "head.decide",         "decision",    "tech_head" },

	[PERMIT_INCENTIVE_NOMINATE]  = { "incentive.nominate",  "incentive",   "member" },
	[PERMIT_INCENTIVE_PROPOSE]   = { "incentive.propose",   "incentive",   TECH },
	[PERMIT_INCENTIVE_CARRY_OUT] = { "incentive.carry_out", "incentive",   "finance " TECH },
	[PERMIT_INCENTIVE_HEAR]      = { "incentive.hear",      "incentive",   "legal" },
	[PERMIT_POINTS_VIEW]         = { "points.view",         "incentive",   "tech_head " GROUP },
	[PERMIT_NOTICE_MANAGE]       = { "notice.manage",       "incentive",   TECH },

	[PERMIT_INSPECTION_MANAGE]   = { "inspection.manage",   "incentive",   TECH },
	[PERMIT_RECTIFICATION_MANAGE] = { "rectification.manage", "incentive", "finance legal " TECH },
	[PERMIT_COMPLIANCE_VIEW]     = { "compliance.view",     "incentive",   "department_head tech_head finance legal " GROUP },

	[PERMIT_MEMBERS_MANAGE]      = { "members.manage",      "site",        "site_admin" },
	[PERMIT_ROLES_MANAGE]        = { "roles.manage",        "site",        "site_admin" },
	[PERMIT_SETTINGS_MANAGE]     = { "settings.manage",     "site",        "site_admin" },
};

/*
 * No role requires a second factor from the start: the first people of a new site must
 * be able to log in before they have set one up. The roles page offers it for each role.
 */
const struct builtin_role builtin_roles[] = {
	{ "member" },
	{ "liaison" },
	{ "department_head" },
	{ "technical" },
	{ "tech_head" },
	{ "developer" },
	{ "tester" },
	{ "maintainer" },
	{ "marketing" },
	{ "operations" },
	{ "finance" },
	{ "legal" },
	{ "group_member" },
	{ "group_deputy" },
	{ "group_lead" },
	{ "site_admin" },
	{ NULL },
};

static enum permit
named(const char *name, size_t n)
{
	for (enum permit p = PERMIT_NONE + 1; p < PERMIT_COUNT; p++)
		if (*permissions[p].name == *name && strncmp(permissions[p].name, name, n) == 0 && permissions[p].name[n] == '\0')
			return (p);
	return (PERMIT_COUNT);
}

enum permit
permit_named(const char *name)
{
	return (named(name, strlen(name)));
}

bool
permit_is_default(enum permit permit, const char *role)
{
	return (str_has_word(permissions[permit].roles, role));
}

void
permits_add(struct permits *held, enum permit permit)
{
	held->bits[permit / 64] |= UINT64_C(1) << permit % 64;
}

bool
permits_have(const struct permits *held, enum permit permit)
{
	return ((held->bits[permit / 64] >> permit % 64 & 1) != 0);
}

struct permits
permits_read(const char *names)
{
	struct permits held = { 0 };
	size_t n;

	for (names = str_or(names, ""); *(names += strspn(names, " ")) != '\0'; names += n) {
		enum permit permit = named(names, n = strcspn(names, " "));

		if (permit != PERMIT_COUNT)
			permits_add(&held, permit);
	}
	return (held);
}
