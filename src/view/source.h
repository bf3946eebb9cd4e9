/* SPDX-License-Identifier: ISC */
/*
 * Inside view/ only: the text of a template as the parser gets it.
 * Indentation and lines that hold nothing but commands leave no trace in the
 * page; line numbers stay true, because such a line break moves into its
 * command.  Fixed words, <?cs var:_("…") ?>, are replaced by what they are in the
 * language in use, and fixed values (render_start) by themselves.
 */
#ifndef VIEW_SOURCE_H
#define VIEW_SOURCE_H

#include <ClearSilver.h>

/* ClearSilver's file loader; ${fixed}: what the parser reads. */
NEOERR *source_load(void *dir, HDF *fixed, const char *name, char **text);
void source_squeeze(char *text); /* in place */

#endif
