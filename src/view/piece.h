/* SPDX-License-Identifier: ISC */
/*
 * Parts of pages that are rendered once for many requests.  The caller says what a piece is made of: a text that holds every value
 * that its template is given, rights and names among them, each read by the request that asks.  A kept piece is shown only if that
 * text is the same to the byte, so it is what rendering would give.  It knows of no site and no person, and nothing has to be told
 * when something changes.  The pieces used last are kept, up to a limit.
 */
#ifndef VIEW_PIECE_H
#define VIEW_PIECE_H

#include "view/view.h"

/* The piece of ${template}, in the language in use, that was made of ${of}; owned by ${parent}. NULL: there is none, or no longer. */
const char *piece_find(const void *parent, const char *template, const struct buf *of);
/* Renders ${template} alone, with the data of ${view}; kept as made of ${of}, unless that is NULL. *html is owned by ${view}. */
struct err *piece_render(struct view *view, const char *template, const struct buf *of, const char **html) MUST_CHECK;

#endif
