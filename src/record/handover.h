/* SPDX-License-Identifier: ISC */
/*
 * Handing over (RX.3): what somebody is responsible for, and the entries that are theirs to do, go to
 * another person, with a reason, told and in the history.  No power goes with it: votes, statements and
 * what only named people may judge stay where they are, and nothing changes hands while it is decided on.
 */
#ifndef RECORD_HANDOVER_H
#define RECORD_HANDOVER_H

#include "record/record.h"

/* The moves that come with being responsible, as an array of "kind/move"; with ${leaves} those of an author too, in whose place one then acts. */
const char *handover_actions(struct ctx *c, bool leaves);
/* One record. ERR_CONFLICT: it is being decided on, or over. */
struct err *handover_record(struct ctx *c, struct record *rec, const char *from, const char *to, const char *reason) MUST_CHECK;
/*
 * Entries of all open records, or of one (${record_id} not NULL), that are ${from}'s to do, go to ${to}; of what is being decided on
 * only when ${from} leaves.
 */
struct err *handover_entries(struct ctx *c, const char *from, const char *to, const char *record_id, bool leaves, const char *reason) MUST_CHECK;

#endif
