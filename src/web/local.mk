# SPDX-License-Identifier: ISC
# TO ADD ONE: a line, in order of the alphabet.
noinst_LIBRARIES += src/web/libweb.a
src_web_libweb_a_SOURCES = \
	src/web/again.c \
	src/web/again.h \
	src/web/asked.c \
	src/web/asked.h \
	src/web/browser.c \
	src/web/browser.h \
	src/web/count.c \
	src/web/count.h \
	src/web/difference.c \
	src/web/difference.h \
	src/web/export.c \
	src/web/export.h \
	src/web/fields.c \
	src/web/guard.c \
	src/web/guard.h \
	src/web/history.c \
	src/web/history.h \
	src/web/intake.c \
	src/web/intake.h \
	src/web/layout.c \
	src/web/layout.h \
	src/web/markdown.c \
	src/web/markdown.h \
	src/web/options.c \
	src/web/options.h \
	src/web/over.c \
	src/web/over.h \
	src/web/people.c \
	src/web/people.h \
	src/web/rate_limit.c \
	src/web/rate_limit.h \
	src/web/refusal.c \
	src/web/refusal.h \
	src/web/report.c \
	src/web/report.h \
	src/web/resent.c \
	src/web/resent.h \
	src/web/route.c \
	src/web/route.h \
	src/web/serve.c \
	src/web/serve.h \
	src/web/spreadsheet.c \
	src/web/spreadsheet.h \
	src/web/subject.c \
	src/web/subject.h \
	src/web/trouble.c \
	src/web/trouble.h \
	src/web/value.c \
	src/web/value.h \
	src/web/visit.c \
	src/web/visit.h \
	src/web/zip.c \
	src/web/zip.h
