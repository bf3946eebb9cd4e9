# SPDX-License-Identifier: ISC
bin_PROGRAMS += gatehouse-courier
gatehouse_courier_SOURCES = src/courier/clock.c src/courier/clock.h src/courier/leader.c src/courier/leader.h src/courier/main.c
gatehouse_courier_LDADD = $(LDADD)
