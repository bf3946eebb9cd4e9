/* SPDX-License-Identifier: ISC */
/*
 * A calendar as calendar programs fetch it: iCalendar (RFC 5545), written by libical, which escapes, and folds at 75 octets between
 * characters.  Moments are in UTC and whole days are dates, so that no program needs to know a time zone.  No other file includes
 * libical.
 */
#ifndef WEB_ICS_H
#define WEB_ICS_H

#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

struct ics;

struct ics_event {
	const char *uid;                /* the same for the same thing, whatever becomes of it */
	const char *title, *text;
	const char *url;                /* whole; may be NULL */
	const char *day, *until;        /* "2026-11-30", both included: whole days … */
	const char *begins, *ends;      /* … unless it begins at a moment, "20261130T143000Z"; ${ends} may be NULL */
	int64_t made, changed;          /* seconds since 1970 */
	int sequence;                   /* how often it was revised (RFC 5545, 3.8.7.4) */
	bool is_off;                    /* it was called off, or is not needed any more */
};

/* ${name}: what programs call it. */
struct ics *ics_new(const void *parent, const char *name);
/* What has a day that is none, or a moment that is none, is left out. */
void ics_add(struct ics *ics, const struct ics_event *event);
void ics_write(const struct ics *ics, struct buf *to);

#endif
