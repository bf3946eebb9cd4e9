/* SPDX-License-Identifier: ISC */
/*
 * What can be chosen in fields that name a person, a department or a
 * platform: one statement for each sort, asked only when such a field is there.
 * For other records, which are typed as numbers, what is suggested.
 */
#ifndef PAGES_CHOICES_H
#define PAGES_CHOICES_H

#include "pages/visit.h"

struct suggestions {
	const struct field *field;
	struct rows *rows;
};

enum { CHOICES_SUGGESTED = 4 /* fields of one form */ };

struct choices {
	struct rows *members, *departments, *platforms;
	bool has_members, has_departments, has_platforms;   /* asked for already */
	struct suggestions suggested[CHOICES_SUGGESTED];
	size_t n_suggested;
};

/* Queue what the fields of ${fields} need that have all flags of ${with} and none of ${without}. */
void choices_ask(struct visit *v, struct choices *choices, const struct field *fields, unsigned with, unsigned without);
/* The same fields' suggestions: for a page that is there to fill in a form. */
void choices_suggest(struct visit *v, struct choices *choices, const struct field *fields, unsigned without);
void choices_ask_members(struct visit *v, struct choices *choices);
/* Add the options to the fields that visit_put_form put under ${node} for ${form}. */
void choices_put(struct node *node, const struct form *form, const struct choices *choices);
/* The options of one such field under ${options}, ${value} selected; false when it is none of them. */
bool choices_put_field(struct node *options, const struct field *field, const char *value, const struct choices *choices);
/* What a chosen value is called; NULL when it is not among them. */
const char *choices_name(const struct field *field, const char *value, const struct choices *choices);

#endif
