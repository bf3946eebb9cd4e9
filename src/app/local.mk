# SPDX-License-Identifier: ISC
bin_PROGRAMS += gatehouse
gatehouse_SOURCES = src/app/main.c src/app/routes.c src/app/start.c src/app/start.h src/app/stamp.c src/app/stamp.h
gatehouse_LDADD = $(LDADD)
