/* SPDX-License-Identifier: ISC */
/* Between the two files of the dashboard: its first page (dashboard.c), which fits one screen, and all the rest (dashboard_rest.c). */
#ifndef PAGES_OVERVIEW_DASHBOARD_PAGE_H
#define PAGES_OVERVIEW_DASHBOARD_PAGE_H

#include "pages/overview/dashboard.h"
#include "record/kind.h"
#include "web/running.h"

enum { DASHBOARD_BOARDS = 2 };

struct dashboard_state {
	struct rows *counts, *mine, *late, *duties, *waits, *flow, *budgets;
	struct running *running;                                /* of the first page alone */
	struct rows *approvals, *notices, *activity;            /* of the rest alone */
	struct rows *items[DASHBOARD_BOARDS];                   /* NULL: that board is on the other page */
};

/* How many are open, how many of them are late, and whether counting stopped. */
struct tally {
	int64_t n, late;
	bool cut, late_cut;
};

bool dashboard_is_all(const struct visit *v);           /* is all the rest asked for? */
/* A figure; one that stopped counting says so: "500+". */
char *dashboard_figure(struct visit *v, int64_t n, bool cut);
char *dashboard_figure_of(struct visit *v, const struct rows *rows, size_t i);          /* how many are in a state */
void dashboard_add(struct tally *sum, const struct rows *rows, size_t i);
struct tally dashboard_tally(const struct visit *v, bool only_decided);          /* what is open, or being decided on, of all kinds */
/* "3 more" than the ${shown} of ${all} (${cut}: or more); NULL: there are none. */
const char *dashboard_more(struct visit *v, int64_t all, size_t shown, bool cut);
void dashboard_put_waits(struct visit *v, struct node *list, size_t lines);             /* at most ${lines} */
void dashboard_put_duties(struct visit *v, struct node *dash);    /* how many are late */
void dashboard_ask_rest(struct visit *v);
void dashboard_put_rest(struct visit *v, struct node *dash);

#endif
