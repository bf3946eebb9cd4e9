/* SPDX-License-Identifier: ISC */
/*
 * What is judged one by one in a decision (R16.1): a state's criteria as the fields of a ballot, and what a vote said of each,
 * kept with it as {"<criterion>": {"met": true, "text": "…"}}.
 */
#ifndef RECORD_CRITERIA_H
#define RECORD_CRITERIA_H

#include "record/record.h"

/*
 * Per criterion "<name>" (met or not_met) and "<name>_text"; no fields where nothing is judged.  A vote to approve or to reject judges all of
 * them; one that returns the record for revision says what it likes.  ${choice}: of the vote, NULL: not known yet.
 */
const struct field *criteria_fields(struct ctx *c, const struct state *state, const char *choice);
/* ${fields}, and those of all states of the kind: what a vote may say, whichever state it is cast in. */
const struct field *criteria_all(struct ctx *c, const struct kind *kind, const struct field *fields);
/* Who approves finds every criterion met, who rejects at least one not, and says why not: else complaints.  ${choice}: of the vote. */
void criteria_check(struct form *form, const char *choice);
/* Those that were judged; NULL: none. */
char *criteria_json(struct ctx *c, const struct form *form);

#endif
