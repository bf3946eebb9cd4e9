/* SPDX-License-Identifier: ISC */
/*
 * The form of a new record has an address of its own ("…/new?once=…", with the key that web/once.h takes it by), so that whoever
 * goes back to it after it was saved comes to the same form.  Then it says what became of it, and a second sending is no second record
 * without a word (issue 11, fault 5).
 */
#ifndef PAGES_RECORD_FRESH_H
#define PAGES_RECORD_FRESH_H

#include "web/visit.h"

struct fresh {
	const char *key;                /* of this form; NULL: its address has none yet */
	struct rows *first;             /* whether it was saved before */
};

/* False: the address has no key, so nothing else need be asked; fresh_go answers. */
bool fresh_ask(struct visit *v, struct fresh *f);
/* To the same address with a new key. */
struct err *fresh_go(struct visit *v) MUST_CHECK;
/* The key, and what was saved with it before, into the form (templates/record/form.cs). */
void fresh_put(struct visit *v, const struct fresh *f, struct node *form);
/* A form that was sent and is shown again is still the same form. */
void fresh_keep(struct visit *v, struct node *form);

#endif
