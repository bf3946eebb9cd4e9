/* SPDX-License-Identifier: ISC */
/* A value of a record's field as people read it. */
#ifndef WEB_VALUE_H
#define WEB_VALUE_H

#include "record/kind.h"
#include "web/visit.h"

/*
 * ${value} as stored or typed; ${name} is what a reference is called (NULL:
 * unknown, then the value itself).  Never NULL.
 */
const char *value_text(struct visit *v, const struct kind *kind, const struct field *f, const char *value, const char *name);
/* Column "<field>.name" of rows that record/sql.c composed; NULL when the field is no reference. */
const char *value_name(struct visit *v, const struct field *f, const struct rows *rows, size_t row);
/*
 * A fact of a record or a cell of a list: text, and url or items {text, url} for
 * references to records.
 */
void value_put(struct visit *v, struct node *node, const struct kind *kind, const struct field *f, const struct rows *rows, size_t row);
/* One character that stands for a person: the last of a Chinese name, the first of any other. */
const char *value_initial(struct visit *v, const char *name);
const char *value_size(struct visit *v, int64_t bytes);   /* "1.2 MB" */
bool value_is_reference(const struct field *f);
bool value_is_number(const struct field *f);            /* aligned to the right in tables */
bool value_needs_label(const struct field *f);          /* in a row on a phone, where the head of the table is not: says little by itself */

#endif
