/* SPDX-License-Identifier: ISC */
/*
 * What waits in my work, in groups (issue 11, 3): each line stands in one of them.  And what narrows it: a kind and a site, by the address.
 * Without an address that narrows, the kinds are offered with how many lines each has, as far as the lines were read.
 */
#ifndef PAGES_OVERVIEW_INBOX_GROUPS_H
#define PAGES_OVERVIEW_INBOX_GROUPS_H

#include "pages/overview/inbox_line.h"

/* The group's list of lines, "items"; its name and heading are put when it is asked for the first time, so the first of each group comes before those of later groups. */
struct node *inbox_group_of(struct node *work, struct ctx *c, const struct work_line *line);
/* After all lines: how many of them each group has. */
void inbox_groups_close(struct node *work, const struct work_line *lines, size_t n);
/* "filters" of the page. */
void inbox_groups_put_filters(struct visit *v, struct node *work, const struct work_line *lines, size_t n);
/* Is the site among those asked for? */
bool inbox_groups_wants(const struct visit *v, const struct site_link *site);
/* The kind asked for; NULL: any. */
const char *inbox_groups_kind(const struct visit *v);

#endif
