/* SPDX-License-Identifier: ISC */
/*
 * Table of contents: the kinds of record, in the order of the menu inside their groups.
 *
 * TO ADD ONE:
 * 1. src/kinds/<kind>.c with its declaration, its line in kinds.h and in local.mk;
 * 2. its table in a new file of sql/migrate, a column per field that is not on the common row;
 * 3. if it has facts, its statement "<kind>_facts" in sql/query/kinds.sql;
 * 4. its words in po/zh_CN/kinds.po and po/en/kinds.po (record/kind.h lists the keys);
 * 5. a row here.
 * tests/unit/test_kind*.c say what was forgotten.
 */
#include "kinds/kinds.h"

const struct kind *const kinds[] = {
	&requirement_kind,
	&feedback_kind,
	&development_plan_kind,
	&quarter_plan_kind,
	&iteration_kind,
	&launch_kind,
	&defect_kind,
	&review_kind,
	&evaluation_kind,
	&change_kind,
	&hazard_kind,
	&incident_kind,
	&drill_kind,
	&document_kind,
	&legal_review_kind,
	&legal_advice_kind,
	&dispute_kind,
	&provider_kind,
	&budget_kind,
	&expense_kind,
	&platform_kind,
	&notice_kind,
	&training_kind,
	&inspection_kind,
	&rectification_kind,
	&reward_kind,
	&penalty_kind,
	&appeal_kind,
	&quarter_report_kind,
	&triage_meeting_kind,
	&escalation_kind,
	NULL
};
