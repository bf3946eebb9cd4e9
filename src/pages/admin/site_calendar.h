/* SPDX-License-Identifier: ISC */
/*
 * Holidays and make-up working days as text, one line each, the way they are
 * announced: "2026-10-01 ~ 2026-10-07 休 国庆节", "2026-10-10 班".  Blanks,
 * tabs, commas and semicolons separate; "#" starts a remark.
 */
#ifndef PAGES_ADMIN_SITE_CALENDAR_H
#define PAGES_ADMIN_SITE_CALENDAR_H

#include "base/date.h"
#include "base/str.h"

enum { DAYS_MAX = 800 };

struct day_line {
	int32_t first, last;
	bool works;
	char *name;
};

/* The complaint (word key) about a line, or NULL; an empty line and a remark have first > last. */
const char *site_calendar_read_line(const void *parent, const char *line, struct day_line *out);

#endif
