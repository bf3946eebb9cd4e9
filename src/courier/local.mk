# SPDX-License-Identifier: ISC
bin_PROGRAMS += gatehouse-courier
# The addresses are those of the workers: answers by mail are sent to the same pages.
gatehouse_courier_SOURCES = \
	src/app/routes.c \
	src/courier/answer.c \
	src/courier/answer.h \
	src/courier/carry.c \
	src/courier/carry.h \
	src/courier/clock.c \
	src/courier/clock.h \
	src/courier/inbox.c \
	src/courier/inbox.h \
	src/courier/leader.c \
	src/courier/leader.h \
	src/courier/lend.c \
	src/courier/lend.h \
	src/courier/letter.c \
	src/courier/letter.h \
	src/courier/main.c \
	src/courier/outbox.c \
	src/courier/outbox.h \
	src/courier/round.c \
	src/courier/round.h \
	src/courier/said.c \
	src/courier/said.h \
	src/courier/todo.c \
	src/courier/todo.h \
	src/courier/watch.c \
	src/courier/watch.h \
	src/courier/weekly.c \
	src/courier/weekly.h
# The only program that talks to the network.
gatehouse_courier_CPPFLAGS = $(AM_CPPFLAGS) $(COURIER_CFLAGS)
gatehouse_courier_LDADD = $(LDADD) $(COURIER_LIBS)
