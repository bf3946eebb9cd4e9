/* SPDX-License-Identifier: ISC */
/*
 * What can be chosen in fields that name a person, a department or a
 * platform: one statement for each sort, asked only when such a field is there.
 */
#ifndef PAGES_CHOICES_H
#define PAGES_CHOICES_H

#include "pages/visit.h"

struct choices {
	struct rows *members, *departments, *platforms;
	bool has_members, has_departments, has_platforms;   /* asked for already */
};

/* Queue what the fields of ${fields} need that have all flags of ${with} and none of ${without}. */
void choices_ask(struct visit *v, struct choices *choices, const struct field *fields, unsigned with, unsigned without);
void choices_ask_members(struct visit *v, struct choices *choices);
/* Add the options to the fields that visit_put_form put under ${node} for ${form}. */
void choices_put(struct node *node, const struct form *form, const struct choices *choices);
/* The options of one such field under ${options}, ${value} selected; false when it is none of them. */
bool choices_put_field(struct node *options, const struct field *field, const char *value, const struct choices *choices);
/* What a chosen value is called; NULL when it is not among them. */
const char *choices_name(const struct field *field, const char *value, const struct choices *choices);

#endif
