/* SPDX-License-Identifier: ISC */
/* A duty (record/duty.h) as people read it: on its page, in my work, in the calendar and where somebody is told of it. */
#ifndef WEB_DUTY_H
#define WEB_DUTY_H

#include "record/duty.h"
#include "web/visit.h"

/* "Monthly triage", "Operation of the platform: backup". */
const char *duty_title(struct ctx *c, const char *rule, const char *part);
/* "2026-11-01 – 2026-11-30" */
const char *duty_period(struct ctx *c, const struct rows *rows, size_t i);
/*
 * Where one begins the record that satisfies the duty in row ${i}, which has rule, starts_on and, of what it is about, kind and number;
 * ${slug}: of its site.  The list of duties where there is no such place.
 */
const char *duty_begin(struct ctx *c, const char *slug, const struct rows *rows, size_t i);

#endif
