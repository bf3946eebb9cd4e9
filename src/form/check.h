/* SPDX-License-Identifier: ISC */
/*
 * Inside form/ only: checks one typed value by the type of its field and
 * converts it for the database.  Knows nothing of other fields.
 */
#ifndef FORM_CHECK_H
#define FORM_CHECK_H

#include "form/form.h"

/*
 * Check input->value, which is not empty and not a list, and make it normal.
 * Sets value and stored when right, complaint and complaint_arg when wrong.
 */
void check_value(struct form *form, struct input *input);
/* The same for a type that takes several: ${parts} are the values typed, trimmed, not empty. */
void check_values(struct form *form, struct input *input, char **parts);
/*
 * ${typed} as it is stored: "" when nothing is visible (case D); text with line ends as "\n" and none at its
 * ends, blanks as typed; everything else as one line (fold_line); a password as it is.
 */
char *check_clean(const void *parent, enum field_type type, const char *typed);

#endif
