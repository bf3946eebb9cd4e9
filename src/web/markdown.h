/* SPDX-License-Identifier: ISC */
/*
 * Markdown that people typed, as safe HTML: no scripts in links, nothing loaded from other hosts.  Raw HTML,
 * "&lt;" and "[a]: b" are shown as text.  Asterisks next to Chinese punctuation work as elsewhere, and bare web
 * addresses become links.  No other file uses libcmark.
 */
#ifndef WEB_MARKDOWN_H
#define WEB_MARKDOWN_H

#include <stddef.h>

/* At most this many characters are taken; the reader of the form checks it. */
enum { MARKDOWN_MAX = 20000 };

/* At most 128 KiB (or twice the text): a text that would exceed this is shown as typed. */
const char *markdown_html(const void *parent, const char *text);
/* The first ${chars} characters of it, and that it was cut. */
const char *markdown_cut(const void *parent, const char *text, size_t chars);

#endif
