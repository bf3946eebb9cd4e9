/* SPDX-License-Identifier: ISC */
/* What a spreadsheet would make of a text: a formula that runs, or a number.  Writing a table guards by it, reading it back takes the guard away. */
#ifndef BASE_FORMULA_H
#define BASE_FORMULA_H

#include <stdbool.h>

/*
 * Does the first sign that can be seen make a formula of it, and is it no number?  Office programs trim what they open and take
 * full-width signs for the others.  A beginning says it, unless nothing of that is seen.
 */
bool formula_runs(const char *text);
/* "-12", "3.50": a number, so that a sum can be made of it where the column holds numbers. */
bool formula_is_number(const char *text);

#endif
