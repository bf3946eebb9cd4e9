/* SPDX-License-Identifier: ISC */
#include "form/field.h"

#include "base/str.h"

const struct field *
field_find(const struct field *fields, const char *name)
{
	for (const struct field *f = fields; f != NULL && f->name != NULL; f++)
		if (str_eq(f->name, name))
			return (f);
	return (NULL);
}
