/* SPDX-License-Identifier: ISC */
/*
 * By whose time the courier acts (O9): the database's, while it goes on as time
 * does.  What the clock decides cannot be taken back: a hearing that ended, an
 * appeal that is too late.  So no more than a day passes unproved; proof is that
 * this machine has run as long (its clock may be set, its uptime cannot), or that
 * people were at work meanwhile (app.clock_tick).  Else nothing is decided until
 * the clocks agree again, or whoever runs the machine says that the time is
 * right: gatehousectl clock accept.
 */
#ifndef COURIER_CLOCK_H
#define COURIER_CLOCK_H

#include "access/ctx.h"

struct moment {
	char now[40];           /* as ctx.now */
	char today[DATE_TEXT];  /* in the portal's time zone */
};

/*
 * Says to the database that the clock is at work.  ${trusted}: what is due at ${moment} may be done.  Otherwise the log says
 * why at each tick, and the deployment's history when it began.
 */
struct err *clock_tick(struct db *db, const struct conf *conf, struct moment *moment, bool *trusted) MUST_CHECK;

#endif
