# SPDX-License-Identifier: ISC
noinst_LIBRARIES += src/app/libapp.a
src_app_libapp_a_SOURCES = src/app/count.c src/app/count.h src/app/guard.c src/app/guard.h src/app/intake.c src/app/intake.h \
	src/app/kinds.c src/app/resent.c src/app/resent.h src/app/route.c src/app/route.h src/app/routes.c src/app/serve.c \
	src/app/serve.h src/app/trouble.c src/app/trouble.h

bin_PROGRAMS += gatehouse
gatehouse_SOURCES = src/app/main.c src/app/start.c src/app/start.h
gatehouse_LDADD = $(LDADD)
