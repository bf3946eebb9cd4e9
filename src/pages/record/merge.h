/* SPDX-License-Identifier: ISC */
/* Two people edited the same record: what a form shown again holds of each. */
#ifndef PAGES_RECORD_MERGE_H
#define PAGES_RECORD_MERGE_H

#include "record/record.h"
#include "web/options.h"
#include "web/visit.h"

#include <jansson.h>

/*
 * Three ways: what only they changed is taken over into ${form}, what only I changed
 * stays, and what both changed is put side by side ("Form.theirs") with mine in the
 * form.  ${base} is the version both began with, ${rec} what is stored now.
 */
void merge_edits(struct visit *v, const struct record *rec, const struct options *choices, struct form *form,
    const json_t *base);

#endif
