/* SPDX-License-Identifier: ISC */
/*
 * The articles of the regulation in their order, and who answers for each (RX.16).  The original breaks off in article 34; 35 stands for what
 * the site has set about penalties and appeals.  What proves an article stands in the kinds (.evidence), in duties.c and below.
 */
#include "kinds/kinds.h"
#include "record/article.h"

const struct article articles[] = {
	{ "1", { PERMIT_GROUP_DECIDE }, ARTICLE_GENERAL },
	{ "2", { PERMIT_PLATFORM_MANAGE } },
	{ "3", { PERMIT_GROUP_DECIDE }, ARTICLE_GENERAL },
	{ "4", { PERMIT_HEAD_DECIDE } },
	{ "5", { PERMIT_FINANCE_MANAGE } },
	{ "6", { PERMIT_GROUP_DECIDE } },
	{ "7", { PERMIT_HEAD_DECIDE } },
	{ "8", { PERMIT_DEPARTMENT_HEAD, PERMIT_REQUIREMENT_CONFIRM } },
	{ "9", { PERMIT_LAUNCH_MARKET } },
	{ "10", { PERMIT_FEEDBACK_HANDLE, PERMIT_ACTIVITY_MANAGE } },
	{ "11", { PERMIT_FINANCE_MANAGE } },
	{ "12", { PERMIT_LEGAL_REVIEW } },
	{ "13", { PERMIT_HAZARD_HANDLE } },
	{ "14", { PERMIT_LAUNCH_MANAGE } },
	{ "15", { PERMIT_LAUNCH_MANAGE } },
	{ "16", { PERMIT_GROUP_DECIDE } },
	{ "17", { PERMIT_LAUNCH_MANAGE } },
	{ "18", { PERMIT_LAUNCH_TEST } },
	{ "19", { PERMIT_REVIEW_MANAGE } },
	{ "20", { PERMIT_LAUNCH_DEPLOY } },
	{ "21", { PERMIT_EVALUATION_MANAGE } },
	{ "22", { PERMIT_ITERATION_MANAGE } },
	{ "23", { PERMIT_REQUIREMENT_TRIAGE } },
	{ "24", { PERMIT_PLAN_MANAGE } },
	{ "25", { PERMIT_ITERATION_MANAGE, PERMIT_LAUNCH_TEST } },
	{ "26", { PERMIT_ITERATION_MANAGE } },
	{ "27", { PERMIT_EVALUATION_MANAGE } },
	{ "28", { PERMIT_HEAD_DECIDE } },
	{ "29", { PERMIT_FINANCE_MANAGE, PERMIT_LAUNCH_RESOURCE } },
	{ "30", { PERMIT_DOCUMENT_MANAGE } },
	{ "31", { PERMIT_DRILL_MANAGE } },
	{ "32", { PERMIT_INSPECTION_MANAGE } },
	{ "33", { PERMIT_INCENTIVE_PROPOSE } },
	{ "34", { PERMIT_INCENTIVE_CARRY_OUT } },
	{ "35", { PERMIT_INCENTIVE_PROPOSE } },
	{ NULL }
};

const char article_fact_words[] = "inspection.fact";

const struct article_fact article_facts[] = {
	{ "late_tasks", "17" },
	{ "late_projects", NULL },
	{ "late_versions", "24" },
	{ "missed_reports", "17" },
	{ "changes_approved", "17", .is_fine = true },
	{ "changes_unapproved", "17" },
	{ "changes_overdue", NULL },
	{ "tests_not_applicable", "18", .is_fine = true },
	{ "tests_failed", "18" },
	{ "reviews_incomplete", "19" },
	{ "windows_missed", "20" },
	{ "windows_peak", "20" },
	{ "delegated_votes", "6", .is_fine = true },
	{ "imports", "7", .is_fine = true },
	{ "duties_overdue", NULL },
	{ "lines_overdrawn", "11" },
	{ "expenses_unbooked", "11" },
	{ "documents_missing", "30" },
	{ "documents_overdue", NULL },
	{ NULL }
};
