/* SPDX-License-Identifier: ISC */
/* Inside import/ only: names to look up as people write them, folded; several things may have the same name. */
#ifndef IMPORT_NAMES_H
#define IMPORT_NAMES_H

#include <stddef.h>

struct name {
	const char *key, *id, *shown;   /* ${shown}: what tells it from others of the same name */
};

struct names;

struct names *names_new(const void *parent);
void names_add(struct names *names, const char *text, const char *id, const char *shown);     /* "" is no name */
/* The first of those called so and how many there are, each id once; NULL: none. */
const struct name *names_find(struct names *names, const char *text, size_t *n);
/* How a name is compared: folded, small letters, without blanks and what heads carry besides ("*", "(必填)"). */
char *names_key(const void *parent, const char *text);

#endif
