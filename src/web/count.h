/* SPDX-License-Identifier: ISC */
/* What requests cost, for /metrics (base/tally.h). */
#ifndef WEB_COUNT_H
#define WEB_COUNT_H

#include "web/serve.h"

int64_t count_now(void);        /* microseconds since some moment */
/* One request with its status; before the reply is sent, so that whoever has an answer finds it counted. */
void count_request(struct worker *worker, int status);
/* And what it took since ${began}, after ${trips} round trips, the sending and what followed it included. */
void count_work(struct worker *worker, int64_t began, int64_t trips);

#endif
