# SPDX-License-Identifier: ISC
noinst_LIBRARIES += src/record/librecord.a
src_record_librecord_a_SOURCES = \
	src/record/absence.c src/record/absence.h \
	src/record/article.h \
	src/record/approval.c src/record/approval.h src/record/approval_rule.c src/record/approval_rule.h \
	src/record/criteria.c src/record/criteria.h \
	src/record/cursor.c src/record/cursor.h \
	src/record/dates.c \
	src/record/disturb.c \
	src/record/duty.c src/record/duty.h \
	src/record/effect.c src/record/effect.h \
	src/record/entry.c src/record/entry_may.c src/record/entry_read.c src/record/entry.h \
	src/record/file_office.c src/record/file_office.h src/record/file_type.c src/record/file_type.h src/record/handover.c src/record/handover.h \
	src/record/kind.c src/record/kind.h \
	src/record/list.c src/record/list.h src/record/list_draft.h src/record/list_filter.c src/record/list_columns.c src/record/list_page.c \
	src/record/objection.c src/record/objection.h \
	src/record/official.c src/record/official.h \
	src/record/party.c src/record/party.h \
	src/record/period.c src/record/period.h \
	src/record/points.c src/record/points.h \
	src/record/proposal.c src/record/proposal.h \
	src/record/record.c src/record/record.h \
	src/record/report.h \
	src/record/resolve.c \
	src/record/round.c src/record/round.h \
	src/record/save.c \
	src/record/section.h \
	src/record/sql.c src/record/sql.h \
	src/record/stored.c src/record/stored.h \
	src/record/talk.c src/record/talk.h \
	src/record/term.c src/record/term.h \
	src/record/visibility.c src/record/visibility.h \
	src/record/vote.c src/record/vote.h \
	src/record/waiting.c src/record/waiting.h \
	src/record/who.c src/record/who.h \
	src/record/workflow.c src/record/workflow.h
