/* SPDX-License-Identifier: ISC */
#include "pages/record/preview.h"

#include "base/str.h"
#include "web/markdown.h"

struct err *
preview_answer(struct visit *v)
{
	const char *text = visit_form(v, "text");

	if (str_chars(text) > MARKDOWN_MAX)
		return (RAISE(ERR_TOO_LARGE, "%zu characters to look at", str_chars(text)));
	v->page = NULL;
	buf_put(v->reply->body, markdown_html(v->c, text));
	return (OK);
}
