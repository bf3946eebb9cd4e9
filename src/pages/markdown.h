/* SPDX-License-Identifier: ISC */
/* Markdown that people typed, as safe HTML: no raw HTML, no scripts in links. The only file that knows libcmark. */
#ifndef PAGES_MARKDOWN_H
#define PAGES_MARKDOWN_H

/* At most this many characters are taken; the reader of the form checks it. */
enum { MARKDOWN_MAX = 20000 };

const char *markdown_html(const void *parent, const char *text);

#endif
