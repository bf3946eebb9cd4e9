/* SPDX-License-Identifier: ISC */
/* Absences (RX.3): while somebody is away, a delegate decides for them. */
#ifndef RECORD_ABSENCE_H
#define RECORD_ABSENCE_H

#include "access/ctx.h"
#include "form/form.h"

/* delegate_id, starts_on, ends_on, hands_over, reason */
extern const struct field absence_fields[];

/* The acting member is away as the form says. What is wrong appears in it as a complaint, and then nothing was written. */
struct err *absence_add(struct ctx *c, struct form *form) MUST_CHECK;

#endif
