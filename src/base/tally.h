/* SPDX-License-Identifier: ISC */
/*
 * What the workers of a host have done, counted together (R28.1): a small file in the run folder that
 * all of them map, with a place for each. Only its worker writes to a place, so counting needs no
 * lock.  A kernel lock holds the place and is released when the worker dies.  The next worker
 * continues from the numbers found there, so totals never decrease.  The counts are lost with the run
 * folder, at the latest when the machine restarts.
 */
#ifndef BASE_TALLY_H
#define BASE_TALLY_H

#include "base/err.h"

#include <stdint.h>

/* TO ADD ONE: a row here and in pages/public/health.c, and a new number in the file's name (tally.c). */
enum tally_count {
	TALLY_2XX, TALLY_3XX, TALLY_4XX, TALLY_5XX,    /* requests by class of their status, in this order */
	TALLY_MICROSECONDS,                            /* spent on requests */
	TALLY_ROUND_TRIPS,                             /* to the database */
	TALLY_COUNTS
};

enum { TALLY_PLACES = 128 /* workers of a host that are counted */ };

struct tally;

/*
 * A place for this process, held until ${parent} is freed.  If there is none, the log says why
 * and counting does nothing.
 */
struct tally *tally_join(const void *parent, const char *run);
void tally_add(struct tally *tally, enum tally_count what, uint64_t n);

struct tally_sum {
	uint64_t counts[TALLY_COUNTS];    /* of all workers, those that have ended included */
	int workers;                      /* alive now … */
	long long memory;                 /* … and what they hold in memory, bytes */
};
/* ERR_UNAVAILABLE: nobody has counted anything here. */
struct err *tally_read(const char *run, struct tally_sum *sum) MUST_CHECK;

#endif
