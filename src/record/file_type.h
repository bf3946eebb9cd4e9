/* SPDX-License-Identifier: ISC */
/* Which files are taken: by their ending and by what is in them. The only file that knows libmagic. */
#ifndef RECORD_FILE_TYPE_H
#define RECORD_FILE_TYPE_H

#include <stdbool.h>

/* The media type that a file of this name is sent with; NULL: not taken. */
const char *file_type_of(const char *name);
/* Does the beginning of the file at ${path} look like what its name says? */
bool file_type_fits(const char *name, const char *path);

#endif
