/* SPDX-License-Identifier: ISC */
#include "record/who.h"

#include "base/str.h"

bool
who_is_nobody(const struct who who[WHO_MAX])
{
	for (size_t i = 0; i < WHO_MAX; i++)
		if (who[i].right != PERMIT_NONE || who[i].is != NULL)
			return (false);
	return (true);
}

bool
who_are_same(const struct who a[WHO_MAX], const struct who b[WHO_MAX])
{
	for (size_t i = 0; i < WHO_MAX; i++)
		if (a[i].right != b[i].right || !str_eq(str_or(a[i].is, ""), str_or(b[i].is, "")))
			return (false);
	return (true);
}

bool
who_is(const struct who who[WHO_MAX], const char *relation)
{
	for (size_t i = 0; i < WHO_MAX; i++)
		if (str_has_word(str_or(who[i].is, ""), relation))
			return (true);
	return (false);
}

bool
who_holds(const struct who who[WHO_MAX], enum permit right)
{
	for (size_t i = 0; i < WHO_MAX; i++)
		if (who[i].right == right)
			return (true);
	return (false);
}

const char *
who_text(const void *parent, const struct who who[WHO_MAX])
{
	struct buf *b = buf_new(parent);

	for (size_t i = 0; i < WHO_MAX; i++) {
		if (who[i].right != PERMIT_NONE)
			buf_fmt(b, "%s%s", b->len > 0 ? " " : "", permissions[who[i].right].name);
		if (who[i].is != NULL)
			buf_fmt(b, "%s%s", b->len > 0 ? " " : "", who[i].is);
	}
	return (b->len > 0 ? b->data : NULL);
}
