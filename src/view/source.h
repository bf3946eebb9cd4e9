/* SPDX-License-Identifier: ISC */
/*
 * Inside view/ only: the text of a template as the parser gets it.
 * Indentation, lines that hold nothing but commands, and line breaks behind the
 * tag of a cell (<td>, <dd>) leave no trace in the page: so an empty cell is
 * :empty, and the styles hide it together with its label.  Line numbers stay
 * true, because such a line break moves into a command.  Fixed words,
 * <?cs var:_("…") ?>, are replaced by what they are in the language in use, and
 * fixed values (render_start) by themselves.
 */
#ifndef VIEW_SOURCE_H
#define VIEW_SOURCE_H

#include <ClearSilver.h>

/* ClearSilver's file loader; ${fixed}: what the parser reads. */
NEOERR *source_load(void *dir, HDF *fixed, const char *name, char **text);
void source_squeeze(char *text); /* in place */
/* In place, after that: needless end tags, and white space between rows, cells and items, are left out.  The parser counts the lines
   of what is left. */
void source_trim(char *text);

#endif
