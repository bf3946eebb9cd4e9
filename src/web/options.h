/* SPDX-License-Identifier: ISC */
/*
 * The choices of fields that name a person, a department or a platform: those
 * that the worker keeps of the site (access/site.h), or, for whoever is no
 * member, a statement for each type. Other records are typed as numbers and get
 * suggestions.
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
	const struct ctx *c;                                /* of whoever asked */
	struct rows *members, *departments, *platforms;     /* what this page has read itself */
	bool has_members, has_departments, has_platforms;   /* asked for already */
	const char *of;                                     /* the record whose forms they are, or that a new one is about; NULL: none */
	struct rows *contained;                             /* what that one contains; NULL: not asked for */
	struct suggestions suggested[OPTIONS_SUGGESTED];
	size_t n_suggested;
};

/* Queue what the fields of ${fields} need that have all flags of ${with} and none of ${without}. */
void options_ask(struct visit *v, struct options *choices, const struct field *fields, unsigned with, unsigned without);
/* Queue what those of ${fields} choose from that are CONTAINED (form/field.h), for the record ${choices}->of. */
void options_ask_contained(struct visit *v, struct options *choices, const struct field *fields);
/* The same fields' suggestions, those included: for a page that is there to fill in a form. */
void options_suggest(struct visit *v, struct options *choices, const struct field *fields, unsigned without);
void options_ask_members(struct visit *v, struct options *choices);
const struct rows *options_members(const struct options *choices);      /* rows of STMT_OVER_MEMBERS, when the page answers */
/* One more option under ${options}, for templates/part/options.cs. */
struct node *options_add(struct node *options, const char *value, const char *label, bool selected);
/* Add the options to the fields that visit_put_form put under ${node} for ${form}. */
void options_put(struct node *node, const struct form *form, const struct options *choices);
/* The options of one such field under ${options}, ${value} selected; false when it is none of them. */
bool options_put_field(struct node *options, const struct field *field, const char *value, const struct options *choices);
/* What a department of the site is called, in the reader's language; "" without one. */
const char *options_department(const struct ctx *c, const char *id);
/* What a chosen value is called; NULL when it is not among them. */
const char *options_name(const struct field *field, const char *value, const struct options *choices);
/* Which members, departments and platforms these are: what a piece that offers them is made of (view/piece.h). */
void options_write(const struct options *choices, struct buf *to);

#endif
