/* SPDX-License-Identifier: ISC */
/* What requests cost, for /metrics (base/tally.h). */
#ifndef WEB_COUNT_H
#define WEB_COUNT_H

#include "web/serve.h"

int64_t count_now(void);        /* microseconds since some moment */
/*
 * Counts one request by its status, before the reply is sent, so that a client that has the
 * reply finds it counted.
 */
void count_request(struct worker *worker, int status);
/* Adds the time since ${began} and the number of round trips, including sending and the work after it. */
void count_work(struct worker *worker, int64_t began, int64_t trips);

#endif
