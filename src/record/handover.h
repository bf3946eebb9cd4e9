/* SPDX-License-Identifier: ISC */
/*
 * Handing over (RX.3): what somebody is responsible for, and the entries that are theirs to do, go to
 * another person, with a reason, told and in the history.  No power goes with it: votes, statements and
 * what only named people may judge stay where they are, and nothing changes hands while it is decided on.  Whoever had it stays party to
 * it (record/party.h), also who had it for the time of an absence.
 */
#ifndef RECORD_HANDOVER_H
#define RECORD_HANDOVER_H

#include "record/record.h"
#include "record/sql.h"

/* Who hands over to whom. */
struct handing_over {
	enum handing how;
	const char *from, *to;
	const char *reason;             /* of what is for good, in the words of who does it; else NULL */
	const char *absence;            /* of a loan */
};

/* The moves that come with being responsible, as an array of "kind/move"; with ${leaves} those of an author too, in whose place one then acts. */
const char *handover_actions(struct ctx *c, bool leaves);
/* One record. ERR_CONFLICT: it is being decided on, or over. */
struct err *handover_record(struct ctx *c, struct record *rec, const struct handing_over *h) MUST_CHECK;
/*
 * Entries of all open records, or of one (${record_id} not NULL), that are ${h->from}'s to do, go to ${h->to}; of what is being decided on
 * only when they leave.
 */
struct err *handover_entries(struct ctx *c, const struct handing_over *h, const char *record_id) MUST_CHECK;

#endif
