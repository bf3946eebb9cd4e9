/* SPDX-License-Identifier: ISC */
/*
 * What an absence hands over (RX.3): while it lasts, what its person is responsible for and has to do goes to the delegate; when it has
 * ended, what the delegate still has of that comes back.  One record at a time, each in a transaction of its own, as the clock.
 */
#ifndef COURIER_LEND_H
#define COURIER_LEND_H

#include "courier/round.h"

/* All of a site. */
struct err *lend_round(struct courier *courier, const char *slug) MUST_CHECK;

#endif
