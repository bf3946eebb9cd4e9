# SPDX-License-Identifier: ISC
bin_PROGRAMS += gatehouse
gatehouse_SOURCES = src/app/main.c src/app/routes.c src/app/start.c src/app/start.h
gatehouse_LDADD = $(LDADD)
