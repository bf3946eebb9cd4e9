/* SPDX-License-Identifier: ISC */
/*
 * A form as filled in: per field the values typed and, when they are wrong,
 * a complaint.  Reading never fails: mistakes are complaints, and the page is
 * shown again with everything typed (422).  Only the named fields are ever
 * taken from the request.
 */
#ifndef FORM_FORM_H
#define FORM_FORM_H

#include "base/mem.h"
#include "form/field.h"
#include <stdbool.h>
#include <stddef.h>

struct input {
	const struct field *field;
	const char *value;            /* normal, or as typed when wrong; several joined by "," */
	const char *typed;            /* what was typed for a question that is not asked, to show it again; else NULL */
	const char *stored;           /* for the database: NULL when empty, arrays as '{…}' */
	const char *complaint;        /* word key, or NULL */
	const char *complaint_arg;    /* %1 of the complaint, or NULL */
	struct lookup *lookup;        /* of what it names, asked for and not read yet (record/resolve.c); else NULL */
	const char *state;            /* of the record it names, once that was looked up, where field.in asks for it */
};

struct form {
	const char *name;             /* prefix of its words: a kind's name, "account" … */
	struct input *inputs;         /* in the order of the fields */
	size_t n;
	const char *complaint;        /* about the form as a whole: word key, or NULL */
	const char *complaint_arg;
	bool ok;                      /* no complaint anywhere */
};

/* One text outside a table of fields, as FIELD_TEXT and FIELD_LINE would keep it: "" when it shows nothing. */
char *form_text(const void *parent, const char *typed);
char *form_line(const void *parent, const char *typed);

/* How a form reads values: the first of a name (NULL: not sent), then each further one. */
typedef const char *form_source(void *arg, const char *name, size_t *from);

/*
 * An empty form, or one with values from ${source}: types and lengths are checked, references not
 * yet (access/ and record/ do).
 */
struct form *form_new(const void *parent, const char *name, const struct field *fields);
struct form *form_read(const void *parent, const char *name, const struct field *fields,
    form_source *source, void *arg);
struct input *form_input(struct form *form, const char *field);      /* NULL: no such field */
const char *form_shown(const struct input *input);                   /* what stands in the form when it is shown again */
const char *form_value(const struct form *form, const char *field);  /* "" when empty or absent */
const char *form_stored(const struct form *form, const char *field); /* NULL when empty or absent */
/* A value from the database. */
void form_set(struct form *form, const char *field, const char *value);
/* What stands in another form, each of whose fields this one has. */
void form_take_values(struct form *form, const struct form *typed);
/* Complaints of another form about fields of the same names. */
void form_take_complaints(struct form *form, const struct form *other);
/* ${field} NULL: about the whole form.  The first complaint stays. */
void form_complain(struct form *form, const char *field, const char *key, const char *arg);
/* A list "1,2,3" or a text with any bytes as a PostgreSQL array literal, safely quoted. */
char *form_array(const void *parent, char **values);
/* And back: the items of an array as PostgreSQL writes it, NULL-terminated. */
char **form_array_items(const void *parent, const char *array);
/* Is ${field} asked (field.when)?  Yes when the other field is not in the form. */
bool form_asks(const struct form *form, const struct field *field);

#endif
