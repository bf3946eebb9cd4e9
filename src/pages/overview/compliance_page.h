/* SPDX-License-Identifier: ISC */
/* Inside pages/overview/compliance*.c: the map as it is shown, printed and filed. */
#ifndef PAGES_OVERVIEW_COMPLIANCE_PAGE_H
#define PAGES_OVERVIEW_COMPLIANCE_PAGE_H

#include "pages/overview/compliance_count.h"

struct compliance_state {
	struct compliance_period period;
	struct compliance_rows rows;
	struct compliance_count *counts;        /* filled by the answer */
	size_t n;
};

/* The choice of a period, whose form goes to ${path}. */
void compliance_put_period(struct visit *v, struct node *node, const struct compliance_period *p, const char *path);
/* compliance_archive.c: the reply becomes the archive of what stands in the view. */
struct err *compliance_send_archive(struct visit *v) MUST_CHECK;

#endif
