# SPDX-License-Identifier: ISC
bin_PROGRAMS += gatehousectl
gatehousectl_SOURCES = src/ctl/main.c src/ctl/migrate.c src/ctl/permissions.c src/ctl/routes.c src/ctl/verb.h \
	src/ctl/demo.c src/ctl/demo.h src/ctl/demo_act.c src/ctl/demo_change.c src/ctl/demo_data.c src/ctl/demo_incentive.c \
	src/ctl/demo_people.c src/ctl/demo_requirement.c src/ctl/demo_run.c src/ctl/demo_site.c src/ctl/demo_talk.c \
	src/ctl/demo_time.c src/ctl/demo_value.c src/ctl/demo_voice.c
gatehousectl_LDADD = $(LDADD)
