/* SPDX-License-Identifier: ISC */
#include "record/visibility.h"

const char *
visibility_text(enum visibility visibility)
{
	static const char *const texts[] = { [VISIBLE_SITE] = "0", [VISIBLE_CIRCLE] = "1", [VISIBLE_READERS] = "2", [VISIBLE_NOBODY] = "3" };

	return (texts[visibility]);
}

enum visibility
visibility_read(const struct rows *rows, size_t i)
{
	return ((enum visibility)rows_int(rows, i, "visible"));
}
