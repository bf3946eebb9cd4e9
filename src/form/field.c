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

bool
field_is_list(const struct field *field)
{
	return (field->type == FIELD_CHOICES || field->type == FIELD_ACCOUNTS || field->type == FIELD_RECORDS);
}

bool
field_has_choice(const struct field *field, const char *value)
{
	for (const char *const *c = field->choices; c != NULL && *c != NULL; c++)
		if (str_eq(*c, value))
			return (true);
	return (false);
}

char *
field_names(const void *parent, const struct field *fields)
{
	struct buf *all = buf_new(parent);

	for (const struct field *f = fields; f->name != NULL; f++)
		buf_fmt(all, "%s%s", f == fields ? "" : ", ", f->name);
	return (all->len > 0 ? all->data : mem_str(parent, "none"));
}
