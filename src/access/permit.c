/* SPDX-License-Identifier: ISC */
#include "access/permit.h"

#include "base/str.h"

/* Those who decide for the site; and those who run the technical side of it. */
#define GROUP "group_member group_deputy group_lead"
#define TECH  "technical tech_head"

const struct permit permits[] = {
	{ "record.view",         "record",      "member" },
	{ "record.comment",      "record",      "member" },
	{ "list.export",         "record",      "member" },
	{ "filter.share",        "record",      "department_head operations site_admin " TECH },
	{ "record.handover",     "record",      "department_head tech_head" },
	{ "record.import",       "record",      "site_admin tech_head" },
	{ "restricted.view",     "record",      "tech_head " GROUP },
	{ "history.view",        "record",      "site_admin" },
	{ "department.head",     "record",      "department_head tech_head", .in_department = true },

	{ "requirement.submit",  "requirement", "member" },
	{ "requirement.triage",  "requirement", TECH },
	{ "requirement.confirm", "requirement", "liaison", .in_department = true },
	{ "feedback.submit",     "requirement", "member" },
	{ "feedback.handle",     "requirement", "operations " TECH },
	{ "platform.manage",     "requirement", TECH },

	{ "change.submit",       "change",      "member" },
	{ "change.review",       "change",      TECH },
	{ "change.confirm",      "change",      TECH },

	{ "launch.manage",       "launch",      TECH },
	{ "launch.research",     "launch",      "liaison department_head marketing operations " TECH },
	{ "launch.market",       "launch",      "marketing" },
	{ "launch.consult",      "launch",      "liaison department_head marketing finance legal" },
	{ "launch.test",         "launch",      "tester" },
	{ "launch.accept",       "launch",      "liaison", .in_department = true },
	{ "launch.deploy",       "launch",      "developer maintainer " TECH },
	{ "launch.confirm",      "launch",      "liaison department_head tester maintainer operations marketing " TECH },
	{ "launch.resource",     "launch",      "department_head " TECH },
	{ "launch.risk",         "launch",      "legal" },
	{ "defect.report",       "launch",      "liaison developer tester maintainer " TECH },
	{ "defect.fix",          "launch",      "developer" },
	{ "defect.verify",       "launch",      "tester" },
	{ "review.manage",       "launch",      TECH },
	{ "evaluation.manage",   "launch",      TECH },

	{ "document.write",      "document",    "member" },
	{ "document.approve",    "document",    "department_head " TECH },
	{ "document.manage",     "document",    TECH },
	{ "legal.submit",        "document",    "member" },
	{ "legal.review",        "document",    "legal" },

	{ "budget.submit",       "finance",     "department_head operations marketing finance " TECH },
	{ "expense.submit",      "finance",     "member" },
	{ "finance.manage",      "finance",     "finance" },
	{ "finance.view",        "finance",     "finance department_head " TECH " " GROUP },

	{ "incident.report",     "incident",    "member" },
	{ "incident.handle",     "incident",    "maintainer developer " TECH },
	{ "incident.close",      "incident",    TECH },

	{ "group.decide",        "decision",    GROUP },
	{ "group.lead",          "decision",    "group_lead" },
	{ "group.deputy",        "decision",    "group_deputy" },
	{ "head.decide",         "decision",    "tech_head" },

	{ "incentive.nominate",  "incentive",   "member" },
	{ "incentive.propose",   "incentive",   TECH },
	{ "incentive.carry_out", "incentive",   "finance " TECH },
	{ "incentive.hear",      "incentive",   "legal" },
	{ "points.view",         "incentive",   "tech_head " GROUP },
	{ "notice.manage",       "incentive",   TECH },

	{ "members.manage",      "site",        "site_admin" },
	{ "roles.manage",        "site",        "site_admin" },
	{ "settings.manage",     "site",        "site_admin" },
	{ NULL },
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

const struct permit *
permit_find(const char *name)
{
	for (const struct permit *p = permits; p->name != NULL; p++)
		if (str_eq(p->name, name))
			return (p);
	return (NULL);
}

bool
permit_is_default(const struct permit *permit, const char *role)
{
	return (str_has_word(permit->roles, role));
}
