/* SPDX-License-Identifier: ISC */
/*
 * One folding of what is typed: before every comparison and before every number, amount, day, time, code and name is read.
 * Full-width digits, blanks of every sort and characters that nobody can see make no difference (case E); what shows nothing
 * is empty (case D).  Unicode is utf8proc's; this is the only file that knows it.
 * It does not fold for the search: app.words_of does, where the words are kept.
 */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include <stdbool.h>

/*
 * ${s} as it is compared and read: NFKC, without characters that cannot be seen (control, format, zero-width, direction marks,
 * fillers), every run of blanks one plain blank, none at the ends.  Line breaks are blanks.  Malformed bytes are left out.
 * The same letters stay capital or small.  NULL is "".  Owned by ${parent}.
 */
char *fold_text(const void *parent, const char *s);
/*
 * fold_text for what is a number or a code: every dash and minus is "-".  Where folding would change what a number says
 * (10² is not 102, ½ is not 12, ① is not 1) the text stays as it was, so that its reader refuses it.
 */
char *fold_code(const void *parent, const char *s);
/*
 * ${s} as a name or title is kept: one line, as typed, but without characters that nobody can see or that turn the direction of
 * writing, and without blanks at the ends.  What joins emoji, and what chooses the form of a Han or Mongolian character, stays.
 */
char *fold_line(const void *parent, const char *s);
/*
 * Is there nothing to be seen?  Blanks of every sort, what fold_text leaves out, marks without a letter under them, and what
 * only one machine can show (private use, unassigned) are nothing.  NULL is empty.
 */
bool fold_is_empty(const char *s);
/* Do two texts read the same: folded, capital letters as small ones?  Two that are empty do. */
bool fold_same(const char *a, const char *b);

#endif
