/* SPDX-License-Identifier: ISC */
/*
 * A record that states values of others, old and new (.states_of in kind.h): while it is in its first state its author
 * says what shall change, in the other's own form; on being handed in the portal takes the old values; what is reviewed
 * and decided on is exactly these; and when it is in force they are written, all or none, and nothing else is (R17.3).
 * Values of a record's own fields, of entries that are there, and of entries that will be made.
 */
#ifndef RECORD_PROPOSAL_H
#define RECORD_PROPOSAL_H

#include "record/entry.h"

/* What values are stated of: a record, or an entry of it. */
struct proposed {
	struct record *target;
	const struct entry *sort;       /* NULL: fields of the record */
	struct entry_row *row;          /* NULL: an entry that will be made */
	const char *no;                 /* "0": fields of the record; "3": that entry; "-1": the first that will be made */
};

/* May they state values in it now? */
bool proposal_may_state(struct ctx *c, const struct record *rec);
/* Is ${id} one of the records that ${rec} names for that? */
bool proposal_names(const struct record *rec, const char *id);
/* The fields that can be stated: what a person types, and of an entry also what the acts ask for that obey .locked and lead nowhere. */
const struct field *proposal_fields(struct ctx *c, const struct proposed *p);
/* What the record with this number states, for proposal_form. */
void proposal_ask(struct ctx *c, const char *number, struct rows **stated);
/* Does everything still have its old value? A fact of the kind says so. */
bool proposal_stands(const struct record *rec);
/* What is there, as a form of these fields: of the target or its entry, then with what ${rec} states of it in ${stated} (may be NULL). */
struct form *proposal_form(struct ctx *c, const struct proposed *p, const struct field *fields, const struct rows *stated);

/*
 * State what differs from what is there.  The form is checked as the target's own; complaints appear in it, and then
 * nothing was queued.  ${act}: one that leads to another value of "state", or NULL; its value is stated too.
 */
struct err *proposal_put(struct ctx *c, struct record *rec, const struct proposed *p, struct form *form, const struct act *act) MUST_CHECK;
void proposal_clear(struct ctx *c, const struct record *rec, const struct proposed *p);
/* ${text}: its values for people; a new version of the record. */
struct err *proposal_note(struct ctx *c, struct record *rec, const char *text) MUST_CHECK;
/* It is edited: what is stated of records that it names no more goes. */
struct err *proposal_settle(struct ctx *c, struct record *rec) MUST_CHECK;
/* It is handed in: what stands there now are the old values. */
struct err *proposal_take(struct ctx *c, struct record *rec, const struct form *form) MUST_CHECK;
/* It is in force: write them. ERR_CONFLICT (err_said): what was there, or what is right there, is not what it was. */
struct err *proposal_write(struct ctx *c, struct record *rec, const struct form *form) MUST_CHECK;

#endif
