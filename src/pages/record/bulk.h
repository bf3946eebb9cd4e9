/* SPDX-License-Identifier: ISC */
/*
 * One decision on several records of a kind with one set of answers (RX.13): a vote, or a move marked MOVE_BULK.  First a page
 * shows what will be decided on; then each record is judged by its own conditions and this person's rights in a transaction of its
 * own, as if it were decided on alone; then a report says what was done, what not and why.  What is judged by criteria and what is
 * restricted is decided on one by one only.  Triage (triage.h) is a page of its own, with answers for each line.
 */
#ifndef PAGES_RECORD_BULK_H
#define PAGES_RECORD_BULK_H

#include "record/record.h"
#include "web/options.h"

enum { BULK_MAX = 50 };

/* What is decided: one of the two, or neither when the address says none that exists. */
struct bulk_act {
	const char *name;               /* as typed: "approve", "accept" */
	const char *vote;               /* approve, reject, return; NULL: a move */
	const struct move *move;
};

struct bulk_line {
	const char *number;
	bool ticked;
	struct record_asked asked;
	struct rows *voters, *asker, *stated;
	struct record *rec;             /* NULL: not in sight */
	const char *voter;              /* whose vote it would be: theirs, else that of an absent member; NULL: none */
	const char *reason;             /* why it cannot be decided here; NULL: it can */
};

struct bulk_state {
	const struct kind *kind;        /* NULL: the address names none */
	struct bulk_act act;
	const struct form *form;        /* what is asked for all */
	struct bulk_line *lines;
	size_t n;
	bool too_many;                  /* more than BULK_MAX were sent: the rest is not among the lines */
	struct options choices;
};

/* May votes on records in this state be cast for several at once? */
bool bulk_votes_in(const struct state *state);
char *bulk_path(struct visit *v, const struct kind *kind);
/* What the ticked lines of a page can be decided by, as items {name, value, label, danger} of "bulk" under ${node}. */
void bulk_put_votes(struct node *node, struct ctx *c);
void bulk_put_move(struct node *node, struct ctx *c, const struct kind *kind, const struct move *move);

extern const size_t bulk_state;
void bulk_ask(struct visit *v);                                 /* record=<number>…, vote=<choice> or move=<verb> */
struct err *bulk_confirm(struct visit *v) MUST_CHECK;
struct err *bulk_answer(struct visit *v) MUST_CHECK;            /* the same, shown.<number>, and what is asked */
extern const size_t bulk_report_state;
void bulk_report_ask(struct visit *v);
struct err *bulk_report(struct visit *v) MUST_CHECK;
struct err *bulk_gather(struct visit *v) MUST_CHECK;            /* the answer of my work when record=<site>/<kind>/<number>… were ticked there */

/* Between its files: */
struct bulk_state *bulk_begin(struct visit *v, const struct pairs *from);       /* the page's own, with what is typed in ${from} */
struct err *bulk_check(struct visit *v, const struct bulk_state *b) MUST_CHECK;     /* an error: there is nothing that could be decided */
const struct field *bulk_asks(struct visit *v, const struct bulk_state *b);
const char *bulk_label(struct visit *v, const struct bulk_state *b);
void bulk_ask_line(struct visit *v, const struct bulk_state *b, struct bulk_line *line, bool to_change);
struct err *bulk_read_line(struct visit *v, const struct bulk_state *b, struct bulk_line *line) MUST_CHECK;
void bulk_ask_all(struct visit *v, struct bulk_state *b);
struct err *bulk_read_all(struct visit *v, struct bulk_state *b) MUST_CHECK;
/* What was looked at: the version, and the round where it is voted on. */
const char *bulk_shown(struct visit *v, const struct bulk_state *b, const struct bulk_line *line);
void bulk_put(struct visit *v, const struct bulk_state *b, const char *complaint);

#endif
