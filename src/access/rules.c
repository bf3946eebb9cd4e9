/* SPDX-License-Identifier: ISC */
#include "access/rules.h"

#include "base/str.h"

static const char *const triage_choices[] = { "month", "half_month", "week", NULL };
static const char *const plan_choices[] = { "tech_head", "group", NULL };
static const char *const notice_choices[] = { "none", "department", "all", NULL };

#define MINUTES(name) { name, FIELD_INT, REQUIRED, .min = 15, .max = 43200, .article = "24" }
#define DAYS(name, article_) { name, FIELD_INT, REQUIRED, .min = 1, .max = 365, .article = article_ }

const struct field rule_fields[] = {
	[RULE_GROUP_SHARE] = { "group_share", FIELD_INT, REQUIRED, .min = 1, .max = 99, .article = "6" },
	[RULE_GROUP_PRESIDES] = { "group_presides", FIELD_FLAG, 0, .article = "6" },
	[RULE_LEAD_VETO] = { "lead_veto", FIELD_FLAG, 0, .article = "6" },
	[RULE_DECIDE_DAYS] = DAYS("decide_days", "6"),
	[RULE_REVIEW_DAYS] = DAYS("review_days", "17"),
	[RULE_STATEMENT_DAYS] = DAYS("statement_days", "35"),
	[RULE_APPEAL_DAYS] = DAYS("appeal_days", "35"),
	[RULE_APPEAL_ACCEPT_DAYS] = DAYS("appeal_accept_days", "35"),
	[RULE_APPEAL_DECIDE_DAYS] = DAYS("appeal_decide_days", "35"),
	[RULE_APPEAL_SUSPENDS] = { "appeal_suspends", FIELD_FLAG, 0, .article = "35" },
	[RULE_CONFIRM_DAYS] = DAYS("confirm_days", "8"),
	[RULE_TRIAGE_DAYS] = DAYS("triage_days", "23"),
	[RULE_FINE_ALLOWED] = { "fine_allowed", FIELD_FLAG, 0, .article = "35" },
	[RULE_WAGE_SHARE] = { "wage_share", FIELD_INT, REQUIRED, .min = 0, .max = 20, .article = "35" },
	[RULE_LARGE_FUNDS] = { "large_funds", FIELD_INT, REQUIRED, .min = 0, .max = 1000000000, .article = "6" },
	[RULE_PLATFORM_TAKEOVER] = { "platform_takeover", FIELD_FLAG, 0, .article = "14" },
	[RULE_PUBLIC_FEEDBACK] = { "public_feedback", FIELD_FLAG, 0 },
	[RULE_FEEDBACK_PER_HOUR] = { "feedback_per_hour", FIELD_INT, REQUIRED, .min = 1, .max = 1000 },
	[RULE_CONTACT_MONTHS] = { "contact_months", FIELD_INT, REQUIRED, .min = 1, .max = 120 },
	[RULE_PENALTY_NOTICE] = { "penalty_notice", FIELD_CHOICE, REQUIRED, .choices = notice_choices, .article = "35" },
	[RULE_DOCUMENT_CODE] = { "document_code", FIELD_LINE, 0, .max = 20 },
	[RULE_ITERATION_MINUTES_1] = MINUTES("iteration_minutes_1"),
	[RULE_ITERATION_MINUTES_2] = MINUTES("iteration_minutes_2"),
	[RULE_ITERATION_MINUTES_3] = MINUTES("iteration_minutes_3"),
	[RULE_ITERATION_MINUTES_4] = MINUTES("iteration_minutes_4"),
	[RULE_TRAINING_DAYS] = DAYS("training_days", "26"),
	[RULE_RECTIFICATION_DAYS] = DAYS("rectification_days", "32"),
	[RULE_HAZARD_DAYS] = DAYS("hazard_days", "13"),
	[RULE_PLAN_APPROVAL] = { "plan_approval", FIELD_CHOICE, REQUIRED, .choices = plan_choices, .article = "31" },
	/* A site is as strict as it likes, and no less than the regulation: the choices end where that does. */
	[RULE_DUTY_TRIAGE] = { "duty_triage", FIELD_CHOICE, REQUIRED, .choices = triage_choices, .article = "23" },
	[RULE_DUTY_AHEAD_DAYS] = { "duty_ahead_days", FIELD_INT, REQUIRED, .min = 5, .max = 60 },
	[RULE_DUTY_FIRST_DAYS] = { "duty_first_days", FIELD_INT, REQUIRED, .min = 2, .max = 20 },
	[RULE_DUTY_LAST_DAYS] = { "duty_last_days", FIELD_INT, REQUIRED, .min = 0, .max = 10 },
	[RULE_DUTY_AGAIN_DAYS] = { "duty_again_days", FIELD_INT, REQUIRED, .min = 1, .max = 7 },
	[RULE_COUNT] = { NULL },
};

const char *const rule_defaults[] = {
	[RULE_GROUP_SHARE] = "50",
	[RULE_GROUP_PRESIDES] = "1",
	[RULE_LEAD_VETO] = "1",
	[RULE_DECIDE_DAYS] = "5",
	[RULE_REVIEW_DAYS] = "3",
	[RULE_STATEMENT_DAYS] = "3",
	[RULE_APPEAL_DAYS] = "5",
	[RULE_APPEAL_ACCEPT_DAYS] = "5",
	[RULE_APPEAL_DECIDE_DAYS] = "15",
	[RULE_APPEAL_SUSPENDS] = "1",
	[RULE_CONFIRM_DAYS] = "5",
	[RULE_TRIAGE_DAYS] = "10",
	[RULE_FINE_ALLOWED] = "0",
	[RULE_WAGE_SHARE] = "20",
	[RULE_LARGE_FUNDS] = "100000",
	[RULE_PLATFORM_TAKEOVER] = "0",
	[RULE_PUBLIC_FEEDBACK] = "0",
	[RULE_FEEDBACK_PER_HOUR] = "10",
	[RULE_CONTACT_MONTHS] = "12",
	[RULE_PENALTY_NOTICE] = "none",
	[RULE_DOCUMENT_CODE] = "",
	[RULE_ITERATION_MINUTES_1] = "240",
	[RULE_ITERATION_MINUTES_2] = "480",
	[RULE_ITERATION_MINUTES_3] = "1440",
	[RULE_ITERATION_MINUTES_4] = "4320",
	[RULE_TRAINING_DAYS] = "5",
	[RULE_RECTIFICATION_DAYS] = "3",
	[RULE_HAZARD_DAYS] = "3",
	[RULE_PLAN_APPROVAL] = "tech_head",
	[RULE_DUTY_TRIAGE] = "month",
	[RULE_DUTY_AHEAD_DAYS] = "20",
	[RULE_DUTY_FIRST_DAYS] = "3",
	[RULE_DUTY_LAST_DAYS] = "1",
	[RULE_DUTY_AGAIN_DAYS] = "7",
	[RULE_COUNT] = NULL,
};

const char *
rule_text(const struct site *site, enum rule rule)
{
	if (site == NULL || site->rules == NULL || site->rules[rule] == NULL)
		return (rule_defaults[rule]);
	return (site->rules[rule]);
}

int64_t
rule_int(const struct site *site, enum rule rule)
{
	int64_t n;

	/* A stored value that no longer fits its field is replaced by the default. */
	if (str_to_int(rule_text(site, rule), rule_fields[rule].min, rule_fields[rule].max, &n))
		return (n);
	if (str_to_int(rule_defaults[rule], INT64_MIN, INT64_MAX, &n))
		return (n);
	return (0);
}

bool
rule_is_on(const struct site *site, enum rule rule)
{
	return (str_eq(rule_text(site, rule), "1"));
}
