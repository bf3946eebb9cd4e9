/* SPDX-License-Identifier: ISC */
/*
 * Looking into office documents, which are archives of parts: nothing that runs, nothing that is fetched when somebody opens them,
 * nothing that cannot be looked into, and no bomb.  A document that is opened on another desk must be no more than it looks.
 * It reads parts through libarchive and relationships through expat; it judges, and changes nothing.
 */
#ifndef RECORD_FILE_OFFICE_H
#define RECORD_FILE_OFFICE_H

#include <stdbool.h>

/* Is a file of this name such an archive, or an office document of the older kind? */
bool file_office_is(const char *name);
/* Words to complain with about the document at ${path}, %1 being its name; NULL: there is nothing to complain about. */
const char *file_office_complaint(const char *name, const char *path);

#endif
