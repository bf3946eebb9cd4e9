/* SPDX-License-Identifier: ISC */
/*
 * The kinds of record of this release, one file each.  A kind is a
 * declaration (record/kind.h); it has a function only where it has a rule of its
 * own.  src/kinds/kinds.c is the table of contents.
 */
#ifndef KINDS_KINDS_H
#define KINDS_KINDS_H

#include "record/kind.h"

/* What documents, reviews and budgets belong to: the kinds of project there are, and platforms. */
#define PROJECTS "platform launch iteration"
/* Parameters of statements that tell somebody: actor, detail, now. */
#define TOLD ":me :detail :now"
/* Of a notice that a rule makes and publishes at once: nobody types the day of issue. */
#define ANNOUNCED_BY_RULE "issuer=:site source_id=@number issued_on=:today"

/* What emergency plans are for (R31.1); a new one stands in the constraints of 0079_emergency.sql, too. */
extern const char *const emergency_scenarios[];
/* Where an emergency plan holds. */
#define PLAN_HOLDS "approved published archived"

/* What is published and read: how far each department has learned it (training.c; R8.2). */
extern const struct report learning_reports[];

/* The records behind a number, and how often each was counted (report_table.behind). */
extern const struct report_column counted_records[];

/* Why something came to be wrong: one list, so that what is repeated is recognised (R32.2). */
extern const char *const rectification_causes[];

extern const struct kind requirement_kind;
extern const struct kind feedback_kind;
extern const struct kind development_plan_kind;
extern const struct kind quarter_plan_kind;
extern const struct kind iteration_kind;
extern const struct kind launch_kind;
extern const struct kind defect_kind;
extern const struct kind review_kind;
extern const struct kind evaluation_kind;
extern const struct kind change_kind;
extern const struct kind hazard_kind;
extern const struct kind incident_kind;
extern const struct kind drill_kind;
extern const struct kind document_kind;
extern const struct kind legal_review_kind;
extern const struct kind legal_advice_kind;
extern const struct kind dispute_kind;
extern const struct kind provider_kind;
extern const struct kind budget_kind;
extern const struct kind expense_kind;
extern const struct kind platform_kind;
extern const struct kind notice_kind;
extern const struct kind training_kind;
extern const struct kind inspection_kind;
extern const struct kind rectification_kind;
extern const struct kind reward_kind;
extern const struct kind penalty_kind;
extern const struct kind appeal_kind;
extern const struct kind quarter_report_kind;
extern const struct kind triage_meeting_kind;
extern const struct kind escalation_kind;

#endif
