/* SPDX-License-Identifier: ISC */
/*
 * Inside pages/overview/compliance*.c: the period that a map is about, and what is counted in it for each article.  What is counted stands in the
 * declarations (record/article.h, record/duty.h); nobody is told of a record that they may not see, not even by a number.
 */
#ifndef PAGES_OVERVIEW_COMPLIANCE_COUNT_H
#define PAGES_OVERVIEW_COMPLIANCE_COUNT_H

#include "record/article.h"
#include "record/duty.h"
#include "record/kind.h"
#include "web/visit.h"

struct compliance_period {
	const char *year, *part;        /* "2026", "q4": see compliance_parts */
	const char *from, *to;          /* its first and last day */
	const char *first, *last;       /* its first and last month: "2026-10" */
	const char *label;              /* translated */
};

/* A year, its halves and its quarters. */
struct compliance_part {
	const char *name;               /* words "compliance.part.<name>", "compliance.of.<name>" (with the year) */
	int first, last;                /* months … */
	int day;                        /* … and the last day of the last one */
};
extern const struct compliance_part compliance_parts[]; /* ends with one without a name */

/* What the address asks for ("year", "part"); the present quarter if it asks for nothing. */
struct compliance_period compliance_period(struct visit *v);

/* What one site answered. */
struct compliance_rows {
	struct rows *records, *late, *duties, *facts;
};
void compliance_ask_rows(struct ctx *c, const char *site_id, const struct compliance_period *p, struct compliance_rows *rows);

/* One thing that is counted for an article. */
struct compliance_count {
	const struct article *article;
	const char *label;              /* translated */
	int64_t n;
	bool is_cut;                    /* there are more */
	bool deviates;
	const struct kind *kind;        /* records of it, by ${evidence} … */
	const struct evidence *evidence;
	const struct duty_rule *rule;   /* … or duties of a rule that stand so … */
	const char *standing;
	const char *fact;               /* … or a fact of inspections */
};

/* All that is counted in the period, in the order of the articles; their number in *n. */
struct compliance_count *compliance_counts(struct ctx *c, const struct compliance_rows *rows, size_t *n);
/* The list that one leads to, below the address of the site ${slug}. */
const char *compliance_url(struct ctx *c, const char *slug, const struct compliance_period *p, const struct compliance_count *count);
/* "12", "500+" */
const char *compliance_figure(struct ctx *c, int64_t n, bool is_cut);
bool compliance_is_general(const struct article *a);
/* Its states as an array for SQL. */
const char *compliance_states(const void *parent, const struct evidence *e);

#endif
