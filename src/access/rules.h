/* SPDX-License-Identifier: ISC */
/*
 * What a site may decide for itself: quorum, periods, thresholds, the public form
 * (settings page "rules"). One table of fields with defaults; only the differences
 * are stored.
 */
#ifndef ACCESS_RULES_H
#define ACCESS_RULES_H

#include "access/site.h"
#include "form/field.h"

/* TO ADD ONE: a row in rules.c and in this enum at the same place; words "settings.rules.field.<name>" and ".hint.<name>". */
enum rule {
	RULE_GROUP_SHARE,          /* percent of all group members whose approval is needed, "more than" (R6.1) */
	RULE_GROUP_PRESIDES,       /* must the lead or the deputy be among them? */
	RULE_LEAD_VETO,            /* does a rejection by the lead end it? */
	RULE_DECIDE_DAYS,          /* working days for a decision */
	RULE_REVIEW_DAYS,          /* working days for the technical review of a change */
	RULE_STATEMENT_DAYS,       /* working days for the person concerned to be heard (R35.1) */
	RULE_APPEAL_DAYS,          /* working days to file an appeal (R35.2) */
	RULE_APPEAL_ACCEPT_DAYS,
	RULE_APPEAL_DECIDE_DAYS,
	RULE_APPEAL_SUSPENDS,      /* does an appeal suspend the penalty? */
	RULE_CONFIRM_DAYS,         /* working days for the liaison to confirm a delivery */
	RULE_TRIAGE_DAYS,          /* working days until a submitted requirement should be triaged */
	RULE_FINE_ALLOWED,         /* may a fine be chosen? off: it has no legal basis (R35.1) */
	RULE_WAGE_SHARE,           /* percent of a month's wage that compensation may take */
	RULE_LARGE_FUNDS,          /* CNY above which the group decides (R6.3) */
	RULE_PLATFORM_TAKEOVER,    /* may platforms that ran before the portal still be registered? off: only in the site's start-up period */
	RULE_PUBLIC_FEEDBACK,      /* is the public form open? (RX.11) */
	RULE_FEEDBACK_PER_HOUR,    /* from one address */
	RULE_CONTACT_MONTHS,       /* months after closing until contacts are removed (RX.15) */
	RULE_PENALTY_NOTICE,       /* how far a decision on a person is published: "none", "department", "all" */
	RULE_DOCUMENT_CODE,        /* what the numbers of official documents begin with (机关代字); empty: the code of the kind (RX.14) */
	RULE_ITERATION_MINUTES_1,  /* minutes around the clock from finding a fault of severity 1 to the release of its fix (R24.1) */
	RULE_ITERATION_MINUTES_2,
	RULE_ITERATION_MINUTES_3,
	RULE_ITERATION_MINUTES_4,
	RULE_TRAINING_DAYS,        /* working days to confirm having taken part in a training (R26.2) */
	RULE_RECTIFICATION_DAYS,   /* working days that whoever puts something right has at least (R32.2) */
	RULE_HAZARD_DAYS,          /* working days until a hazard should be taken over, and until it should be resolved (R13.1) */
	RULE_PLAN_APPROVAL,        /* who approves emergency plans: "tech_head", "group" (R31.1); sql/query/document.sql asks it */
	RULE_DUTY_TRIAGE,          /* how often a triage is held: monthly at least (R23.2) */
	RULE_DUTY_AHEAD_DAYS,      /* working days before a period begins until its duty is made (RX.2) */
	RULE_DUTY_FIRST_DAYS,      /* working days before a duty is due until the first reminder */
	RULE_DUTY_LAST_DAYS,       /* … and until the second */
	RULE_DUTY_AGAIN_DAYS,      /* days between the reminders of what is late */
	RULE_COUNT
};

extern const struct field rule_fields[];            /* RULE_COUNT rows and the end */
extern const char *const rule_defaults[];           /* same order */

const char *rule_text(const struct site *site, enum rule rule);
int64_t rule_int(const struct site *site, enum rule rule);
bool rule_is_on(const struct site *site, enum rule rule);

#endif
