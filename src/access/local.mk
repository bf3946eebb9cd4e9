# SPDX-License-Identifier: ISC
noinst_LIBRARIES += src/access/libaccess.a
src_access_libaccess_a_SOURCES = src/access/ctx.h src/access/event.h src/access/password.h src/access/people.h src/access/permit.h src/access/rules.h src/access/session.h src/access/site.h src/access/totp.h 
