/* SPDX-License-Identifier: ISC */
#include "form/field.h"

#include "base/str.h"

size_t
field_count(const struct field *fields)
{
	size_t n = 0;

	while (fields != NULL && fields[n].name != NULL)
		n++;
	return (n);
}

const struct field *
field_find(const struct field *fields, const char *name)
{
	for (const struct field *f = fields; f != NULL && f->name != NULL; f++)
		if (str_eq(f->name, name))
			return (f);
	return (NULL);
}
