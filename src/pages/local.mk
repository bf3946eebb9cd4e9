# SPDX-License-Identifier: ISC
# TO ADD ONE: a line, in order of the alphabet.
noinst_LIBRARIES += src/pages/libpages.a
src_pages_libpages_a_SOURCES = \
	src/pages/attempt.c \
	src/pages/attempt.h \
	src/pages/audit.c \
	src/pages/audit.h \
	src/pages/choices.c \
	src/pages/choices.h \
	src/pages/dashboard.c \
	src/pages/dashboard.h \
	src/pages/feedback.c \
	src/pages/feedback.h \
	src/pages/fields.c \
	src/pages/flow.c \
	src/pages/flow.h \
	src/pages/frame.c \
	src/pages/frame.h \
	src/pages/health.c \
	src/pages/health.h \
	src/pages/ledger.c \
	src/pages/ledger.h \
	src/pages/login.c \
	src/pages/login.h \
	src/pages/login_link.c \
	src/pages/login_step.c \
	src/pages/login_step.h \
	src/pages/notice_read.c \
	src/pages/notice_read.h \
	src/pages/notifications.c \
	src/pages/notifications.h \
	src/pages/over.c \
	src/pages/over.h \
	src/pages/points.c \
	src/pages/points.h \
	src/pages/search.c \
	src/pages/search.h \
	src/pages/sheet.c \
	src/pages/sheet.h \
	src/pages/stamp.c \
	src/pages/stamp.h \
	src/pages/subject.c \
	src/pages/subject.h \
	src/pages/triage.c \
	src/pages/triage.h \
	src/pages/triage_page.h \
	src/pages/triage_save.c \
	src/pages/value.c \
	src/pages/value.h \
	src/pages/visit.c \
	src/pages/visit.h \
	src/pages/work.c \
	src/pages/work.h
