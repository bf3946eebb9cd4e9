# SPDX-License-Identifier: ISC
bin_PROGRAMS += gatehousectl
# The addresses are those of the workers.
gatehousectl_SOURCES = src/app/routes.c \
	src/ctl/account.c src/ctl/act.c src/ctl/act.h src/ctl/audit.c src/ctl/backup.c src/ctl/call.c \
	src/ctl/check.c src/ctl/clock.c src/ctl/complain.c src/ctl/config.c src/ctl/doctor.c src/ctl/doctor_sockets.c src/ctl/export.c src/ctl/import.c src/ctl/kinds.c src/ctl/main.c src/ctl/migrate.c src/ctl/nginx_config.c src/ctl/permissions.c \
	src/ctl/program.c src/ctl/program.h src/ctl/restore.c src/ctl/role.c src/ctl/routes.c src/ctl/said.c src/ctl/setup.c src/ctl/site.c \
	src/ctl/verb.h \
	src/ctl/company.c src/ctl/company.h src/ctl/demo.c src/ctl/play.c src/ctl/play.h src/ctl/play_act.c src/ctl/play_value.c
gatehousectl_LDADD = $(LDADD)
