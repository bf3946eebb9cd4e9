# SPDX-License-Identifier: ISC
bin_PROGRAMS += gatehousectl
gatehousectl_SOURCES = src/ctl/main.c src/ctl/migrate.c src/ctl/verb.h
gatehousectl_LDADD = $(LDADD)
