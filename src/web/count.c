/* SPDX-License-Identifier: ISC */
#include "web/count.h"

#include <time.h>

int64_t
count_now(void)
{
	struct timespec now = { 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return ((int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000);
}

void
count_request(struct worker *worker, int status)
{
	int class = status / 100 - 2;

	worker->served++;
	if (class >= 0 && class <= TALLY_5XX - TALLY_2XX)
		tally_add(worker->tally, (enum tally_count)(TALLY_2XX + class), 1);
}

void
count_work(struct worker *worker, int64_t began, int64_t trips)
{
	tally_add(worker->tally, TALLY_MICROSECONDS, (uint64_t)(count_now() - began));
	tally_add(worker->tally, TALLY_ROUND_TRIPS, (uint64_t)(db_round_trips(worker->db) - trips));
}
