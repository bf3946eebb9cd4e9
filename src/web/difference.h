/* SPDX-License-Identifier: ISC */
/*
 * What differs between two texts, word by word (each Chinese character is a
 * word), as two pieces of safe HTML: the old one with <del>, the new one with
 * <ins> around what the other lacks.
 */
#ifndef WEB_DIFFERENCE_H
#define WEB_DIFFERENCE_H

struct difference {
	const char *old_html;
	const char *new_html;
};

struct difference difference_of(const void *parent, const char *old, const char *now);

#endif
