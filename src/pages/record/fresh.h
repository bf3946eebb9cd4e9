/* SPDX-License-Identifier: ISC */
/*
 * The form of a new record has an address of its own (ROUTE_ONCE, web/once.h).  Whoever goes back to it after it was saved is told what
 * became of it, and a second sending is no second record without a word (issue 11, fault 5).
 */
#ifndef PAGES_RECORD_FRESH_H
#define PAGES_RECORD_FRESH_H

#include "web/visit.h"

struct fresh {
	const char *key;                /* of this form */
	struct rows *first;             /* whether it was saved before */
};

void fresh_ask(struct visit *v, struct fresh *f);
/* The key, and what was saved with it before, into the form (templates/record/form.cs). */
void fresh_put(struct visit *v, const struct fresh *f, struct node *form);
/* A form that was sent and is shown again is still the same form. */
void fresh_keep(struct visit *v, struct node *form);

#endif
