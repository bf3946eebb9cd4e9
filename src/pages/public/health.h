/* SPDX-License-Identifier: ISC */
/*
 * For whoever watches the portal (R28.1): /healthz says that a worker answers,
 * /readyz that it reaches a database that can write and has this program's schema
 * (O7), and whether the clock stands still (O9), /metrics gives figures
 * of all workers of the host (base/tally.h).  These two are for the machine itself only (ROUTE_LOCAL).
 */
#ifndef PAGES_PUBLIC_HEALTH_H
#define PAGES_PUBLIC_HEALTH_H

#include "web/visit.h"

struct err *health_alive(struct visit *v) MUST_CHECK;
struct err *health_ready(struct visit *v) MUST_CHECK;
struct err *health_metrics(struct visit *v) MUST_CHECK;

#endif
