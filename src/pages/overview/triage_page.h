/* SPDX-License-Identifier: ISC */
/* Inside the triage page only: what triage.c shows and triage_save.c reads. */
#ifndef PAGES_OVERVIEW_TRIAGE_PAGE_H
#define PAGES_OVERVIEW_TRIAGE_PAGE_H

#include "record/record.h"
#include "web/visit.h"

enum { TRIAGE_PAGE = 25 };

/*
 * What is typed per record, as "<name>.<number>"; for the ticked ones "bulk.<name>" where that is empty: "decision", and the inputs of
 * the kind (struct triage).
 */

/* One line of the posted form. */
struct triage_line {
	const char *number;
	const struct move *move;        /* NULL: nothing decided */
	struct form *form;              /* what the move asks, as typed; NULL without a move */
	const char *complaint;          /* about the line as a whole: word key, or NULL */
	struct record_asked asked;
	struct record *rec;
};

struct triage_post {
	struct triage_line lines[TRIAGE_PAGE];
	size_t n;
	const struct field *meeting_fields;
	struct form *meeting;           /* of a new meeting; NULL: results go to an existing one */
	const char *complaint;          /* about the form as a whole, or NULL */
	struct rows *rows;              /* triage_posted */
};

const struct kind *triage_kind(void);                               /* requirement */
const struct move *triage_move(const char *name);                   /* NULL: no decision of triage */
extern const struct field triage_meeting_fields[];
/* The value of one input of a line, as typed there or for all that are ticked. */
const char *triage_typed(const struct visit *v, const char *name, const char *number);

/* Queue what the page needs beside its lines. */
void triage_ask_page(struct visit *v);
/* The whole page; ${post} is what was sent, or NULL. */
void triage_put(struct visit *v, const struct rows *rows, const struct triage_post *post);

#endif
