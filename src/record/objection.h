/* SPDX-License-Identifier: ISC */
/* What is wrong with a form, by the rows of its kind (struct objection). */
#ifndef RECORD_OBJECTION_H
#define RECORD_OBJECTION_H

#include "record/record.h"

/* Complain in ${form} by the rows for ${at} ("form", "move:close", "entry:task", "act:task.finish"). */
void objection_check(struct ctx *c, const struct record *rec, struct form *form, const char *at);
/* What is stored is checked as at editing, because rules may have changed since; complaints are about the whole of ${form}. */
void objection_check_again(struct ctx *c, struct record *rec, struct form *form);

#endif
