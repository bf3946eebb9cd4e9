/* SPDX-License-Identifier: ISC */
/*
 * Markdown that people typed, as safe HTML: no scripts in links, nothing that is loaded from elsewhere.  What was typed is shown: raw HTML,
 * "&lt;" and "[a]: b" are text.  Beside Chinese signs asterisks mean what they mean elsewhere; bare web addresses are links.
 * The only file that knows libcmark.
 */
#ifndef WEB_MARKDOWN_H
#define WEB_MARKDOWN_H

#include <stddef.h>

/* At most this many characters are taken; the reader of the form checks it. */
enum { MARKDOWN_MAX = 20000 };

/* At most 128 KiB (or twice the text): what would grow beyond that is shown as it was typed. */
const char *markdown_html(const void *parent, const char *text);
/* The first ${chars} characters of it, and that it was cut. */
const char *markdown_cut(const void *parent, const char *text, size_t chars);

#endif
