/* SPDX-License-Identifier: ISC */
/*
 * The calendar of releases (R20.1, R26.1): a month of all platforms, with each release and launch that was done, has a window or is planned,
 * as far as the reader sees it, and the freezes of the site.  It states no rule: what a freeze keeps back is said by the conditions.
 */
#ifndef PAGES_OVERVIEW_RELEASES_H
#define PAGES_OVERVIEW_RELEASES_H

#include "web/visit.h"

extern const size_t releases_state;
void releases_ask(struct visit *v);
struct err *releases_answer(struct visit *v) MUST_CHECK;

/* For the calendar of everything: what is released at a day, and why nothing is (rows of release_month and of freeze_list). */
void releases_put_day(struct visit *v, struct node *day, const char *date, const struct rows *found, const struct rows *freezes);

#endif
