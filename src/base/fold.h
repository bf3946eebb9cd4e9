/* SPDX-License-Identifier: ISC */
/*
 * One folding of what is typed: before every comparison and before every number, amount, day, time, code and
 * name is read. Full-width digits, all kinds of blanks and invisible characters make no difference (case E); a
 * text without visible characters is empty (case D). It uses utf8proc; no other file does.  Search has its own
 * folding in the database (app.words_of).
 */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include <stdbool.h>

/*
 * ${s} in the form used for comparing and reading: NFKC, without characters that cannot be seen (control,
 * format, zero-width, direction marks, fillers), every run of blanks one plain blank, none at the ends. Line
 * breaks are blanks. Malformed bytes are left out. Upper and lower case are kept. NULL is "". Owned by
 * ${parent}.
 */
char *fold_text(const void *parent, const char *s);
/*
 * fold_text for numbers and codes: every dash and minus is "-". Where folding would change what a number says
 * (10² is not 102, ½ is not 12, ① is not 1) the text stays as it was, so that its reader refuses it.
 */
char *fold_code(const void *parent, const char *s);
/*
 * ${s} as a name or title is kept: one line, as typed, but without characters that nobody can see or that turn the direction of
 * writing, and without blanks at the ends.  What joins emoji, and what chooses the form of a Han or Mongolian character, stays.
 */
char *fold_line(const void *parent, const char *s);
/*
 * Is nothing visible?  Invisible are all kinds of blanks, what fold_text removes, marks without a base letter,
 * and characters that only some machines can show (private use, unassigned). NULL is empty.
 */
bool fold_is_empty(const char *s);
/* Do two texts read the same: folded, capital letters as small ones?  Two that are empty do. */
bool fold_same(const char *a, const char *b);

#endif
