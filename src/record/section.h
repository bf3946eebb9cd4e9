/* SPDX-License-Identifier: ISC */
/*
 * How the long page of a record is divided: a line for each row, which says how that part stands, open while the record is in its states.
 * What no row names stands where it always does.  The words of a section: "<kind>.section.<name>".
 */
#ifndef RECORD_SECTION_H
#define RECORD_SECTION_H

#include "record/kind.h"

/* TO ADD ONE: a row in the kind's .sections, its words; tests/unit/test_rows.c checks that what it names exists. */
struct section {
	const char *name;               /* on the page "#s-<name>" */
	const char *states;             /* the stages it belongs to; NULL: it accompanies all of them */
	const char *fields, *entries, *reports;         /* what stands in it, blank-separated; may be NULL */
	const char *counted;            /* the sort of its entries whose number stands in the bar; NULL: none */
	enum panel_sort panel;          /* 0: none */
};

#endif
