# SPDX-License-Identifier: ISC
bin_PROGRAMS += gatehousectl
# The addresses are those of the workers.
gatehousectl_SOURCES = src/app/routes.c \
	src/ctl/account.c src/ctl/act.c src/ctl/act.h src/ctl/audit.c src/ctl/backup.c src/ctl/call.c \
	src/ctl/check.c src/ctl/clock.c src/ctl/complain.c src/ctl/config.c src/ctl/doctor.c src/ctl/doctor_sockets.c src/ctl/export.c src/ctl/import.c src/ctl/kinds.c src/ctl/main.c src/ctl/migrate.c src/ctl/nginx_config.c src/ctl/permissions.c \
	src/ctl/program.c src/ctl/program.h src/ctl/restore.c src/ctl/role.c src/ctl/routes.c src/ctl/said.c src/ctl/setup.c src/ctl/site.c \
	src/ctl/verb.h \
	src/ctl/demo.c src/ctl/demo.h src/ctl/demo_act.c src/ctl/demo_change.c src/ctl/demo_data.c src/ctl/demo_dispute.c src/ctl/demo_entry.c \
	src/ctl/demo_file.c src/ctl/demo_incentive.c src/ctl/demo_launch.c src/ctl/demo_paper.c src/ctl/demo_part.c src/ctl/demo_people.c src/ctl/demo_requirement.c \
	src/ctl/demo_run.c src/ctl/demo_site.c src/ctl/demo_state.c src/ctl/demo_talk.c \
	src/ctl/demo_time.c src/ctl/demo_value.c src/ctl/demo_voice.c
gatehousectl_LDADD = $(LDADD)
