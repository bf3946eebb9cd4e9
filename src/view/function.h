/* SPDX-License-Identifier: ISC */
/*
 * Inside view/ only: the functions that templates may call:
 *
 *	_("…")                     a text
 *	_f("… %1 … %2", a, b)      a text with values
 *	_n("%1 day", "%1 days", n) singular and plural
 *	word_of("a", "b", c)       the word of a dotted key; see words.h
 *	_page()                    in a layout: the page itself
 */
#ifndef VIEW_FUNCTION_H
#define VIEW_FUNCTION_H

#include "base/str.h"
#include <ClearSilver.h>

/* One rendering; the parser's output context. */
struct rendering {
	void *mem;              /* parent of what functions make; freed after the rendering */
	struct buf *out;
	CSPARSE *page;          /* what _page() shows, or NULL */
};

NEOERR *function_write(void *rendering, char *text);    /* ClearSilver's output callback */
NEOERR *function_register(CSPARSE *tree);

#endif
