/* SPDX-License-Identifier: ISC */
/*
 * The choices of fields that name a person, a department or a platform: one
 * statement for each type, queued only if the form has such a field. Other
 * records are typed as numbers and get suggestions.
 */
#ifndef WEB_OPTIONS_H
#define WEB_OPTIONS_H

#include "web/visit.h"

struct suggestions {
	const struct field *field;
	struct rows *rows;
};

enum { OPTIONS_SUGGESTED = 4 /* fields of one form */ };

struct options {
	struct rows *members, *departments, *platforms;
	bool has_members, has_departments, has_platforms;   /* asked for already */
	struct suggestions suggested[OPTIONS_SUGGESTED];
	size_t n_suggested;
};

/* Queue what the fields of ${fields} need that have all flags of ${with} and none of ${without}. */
void options_ask(struct visit *v, struct options *choices, const struct field *fields, unsigned with, unsigned without);
/* The same fields' suggestions: for a page that is there to fill in a form. */
void options_suggest(struct visit *v, struct options *choices, const struct field *fields, unsigned without);
void options_ask_members(struct visit *v, struct options *choices);
/* One more option under ${options}, for templates/part/options.cs. */
struct node *options_add(struct node *options, const char *value, const char *label, bool selected);
/* Add the options to the fields that visit_put_form put under ${node} for ${form}. */
void options_put(struct node *node, const struct form *form, const struct options *choices);
/* The options of one such field under ${options}, ${value} selected; false when it is none of them. */
bool options_put_field(struct node *options, const struct field *field, const char *value, const struct options *choices);
/* What a chosen value is called; NULL when it is not among them. */
const char *options_name(const struct field *field, const char *value, const struct options *choices);
/* Everything that was read of members, departments and platforms: what a piece that offers them is made of (view/piece.h). */
void options_write(const struct options *choices, struct buf *to);

#endif
