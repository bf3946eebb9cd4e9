/* SPDX-License-Identifier: ISC */
/*
 * How a spreadsheet program would read a text: as a formula that runs, or as a number.  The
 * writer of tables uses this to protect cells, the reader to remove that protection.
 */
#ifndef BASE_FORMULA_H
#define BASE_FORMULA_H

#include <stdbool.h>

/*
 * Does the first visible character make the text a formula, and is it not a number? Office programs trim what
 * they open and take full-width signs for the others. A beginning says it, unless nothing of that is seen.
 */
bool formula_runs(const char *text);
/* "-12", "3.50": a number, so that a sum can be made of it where the column holds numbers. */
bool formula_is_number(const char *text);

#endif
