/* SPDX-License-Identifier: ISC */
#include "web/release.h"

#include "base/str.h"
#include "view/words.h"

const char *
release_said(struct ctx *c, const struct rows *rows, size_t i)
{
	const char *kind = rows_str(rows, i, "kind"), *class = rows_str(rows, i, "class"), *parts[6] = { 0 };
	struct buf *said = buf_new(c);

	parts[0] = rows_str(rows, i, "at");
	parts[1] = mem_fmt(c, "%s %s", rows_str(rows, i, "platform"), rows_str(rows, i, "version"));
	parts[2] = str_empty(class) ? word(kind) : word_of(c, kind, "class", class);
	parts[3] = word_of(c, "release", "how", rows_str(rows, i, "how"));
	parts[4] = word_of(c, kind, "state", rows_str(rows, i, "state"));
	for (size_t k = 0; k < ARRAY_LEN(parts) && parts[k] != NULL; k++)
		if (*parts[k] != '\0')
			buf_fmt(said, "%s%s", said->len == 0 ? "" : " · ", parts[k]);
	return (said->data);
}
