/* SPDX-License-Identifier: ISC */
/*
 * The time by which the courier acts (O9): the database's, as long as it is
 * plausible.  Decisions of the clock cannot be undone: a hearing that ended, an
 * appeal that came too late.  So at most one day may pass without evidence.
 * Evidence is that this machine has been up that long (its clock can be set, its
 * uptime cannot), or that people worked in the meantime (app.clock_tick).
 * Otherwise nothing is decided until the clocks agree again or the people who run
 * the machine confirm the time: gatehousectl clock accept.
 */
#ifndef COURIER_CLOCK_H
#define COURIER_CLOCK_H

#include "access/ctx.h"

struct moment {
	char now[40];           /* as ctx.now */
	char today[DATE_TEXT];  /* in the portal's time zone */
};

/*
 * Tells the database that the clock is running.  ${trusted}: the courier may act on what is due at ${moment}.
 * Otherwise the log gives the reason at each tick, and the deployment's history once.
 */
struct err *clock_tick(struct db *db, const struct conf *conf, struct moment *moment, bool *trusted) MUST_CHECK;

#endif
