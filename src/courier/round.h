/* SPDX-License-Identifier: ISC */
/* One round of the courier: what is due in each site because time has passed, and files that nothing names. */
#ifndef COURIER_ROUND_H
#define COURIER_ROUND_H

#include "courier/clock.h"
#include "courier/outbox.h"

#include <signal.h>

struct courier {
	struct conf *conf;              /* the parent of the others */
	struct db *db;
	struct directory *directory;
	bool leads;
	struct outbox outbox;
	unsigned folder;        /* of stored files, that is looked at next */
	struct moment moment;   /* of this round, as the database has it */
};

/* Set by TERM and INT: what is under way is finished, nothing is begun. */
extern volatile sig_atomic_t stopping;

/* Decides nothing while the time cannot be trusted. What goes wrong in one site or record is logged and stops no other. */
void round_run(struct courier *courier);
/* A context in which the clock acts in a site, in the transaction that this begins; to be freed also after an error. */
struct err *round_enter(struct courier *courier, const char *slug, struct ctx **out) MUST_CHECK;
/* Logs and frees ${err}; OK says nothing. */
void round_warn(struct err *err, const char *what);

#endif
