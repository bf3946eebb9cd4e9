/* SPDX-License-Identifier: ISC */
#include "pages/markdown.h"

#include "base/str.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

const char *
markdown_html(const void *parent, const char *text)
{
	/* People mean the line breaks they type. */
	char *html = cmark_markdown_to_html(
	    text, strlen(text), CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_HARDBREAKS);
	char *copy = mem_str(parent, str_or(html, ""));

	free(html);
	return (copy);
}
