# SPDX-License-Identifier: ISC
# Who acts, where, with which rights; and what they did.
noinst_LIBRARIES += src/access/libaccess.a
src_access_libaccess_a_SOURCES = src/access/ctx.c src/access/ctx.h src/access/event.c src/access/event.h \
	src/access/password.c src/access/password.h src/access/people.c src/access/people.h \
	src/access/permit.c src/access/permit.h src/access/power.c src/access/power.h src/access/rules.c src/access/rules.h \
	src/access/session.c src/access/session.h src/access/site.c src/access/site.h \
	src/access/totp.c src/access/totp.h src/access/turn.c src/access/turn.h
