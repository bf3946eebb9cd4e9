# SPDX-License-Identifier: ISC
noinst_LIBRARIES += src/kinds/libkinds.a
src_kinds_libkinds_a_SOURCES = \
	src/kinds/appeal.c src/kinds/appeal.h src/kinds/appeal_checks.c src/kinds/budget.c src/kinds/budget.h src/kinds/change.c \
	src/kinds/defect.c src/kinds/development_plan.c src/kinds/dispute.c src/kinds/document.c src/kinds/escalation.c src/kinds/evaluation.c \
	src/kinds/expense.c src/kinds/feedback.c src/kinds/incident.c src/kinds/inspection.c src/kinds/inspection.h src/kinds/inspection_entries.c src/kinds/iteration.c src/kinds/iteration.h src/kinds/iteration_entries.c \
	src/kinds/kinds.c src/kinds/kinds.h src/kinds/launch.c src/kinds/launch.h src/kinds/launch_checks.c src/kinds/launch_entries.c \
	src/kinds/launch_reports.c src/kinds/launch_stage.c src/kinds/ledgers.c src/kinds/ledgers.h src/kinds/legal_advice.c src/kinds/legal_review.c src/kinds/notice.c src/kinds/penalty.c src/kinds/penalty.h src/kinds/penalty_acts.c \
	src/kinds/penalty_rules.c src/kinds/plans.c src/kinds/plans.h src/kinds/platform.c src/kinds/platform.h src/kinds/platform_life.c src/kinds/project.c src/kinds/project.h src/kinds/provider.c \
	src/kinds/quarter_plan.c src/kinds/requirement.c src/kinds/review.c src/kinds/review.h src/kinds/review_entries.c \
	src/kinds/rectification.c src/kinds/reward.c src/kinds/trace.c src/kinds/trace.h src/kinds/training.c src/kinds/triage_meeting.c
