/* SPDX-License-Identifier: ISC */
/* Reading CSV after RFC 4180, with or without a byte order mark; the writing side is pages/sheet.h. */
#ifndef CTL_CSV_H
#define CTL_CSV_H

#include "base/err.h"
#include <stdbool.h>

/* The next row of the text at ${*at}, which is cut up; cells end with NULL. False at the end. A quote that is not closed ends with the text. */
bool csv_next(const void *parent, char **at, char ***cells);
/* The whole of a file of UTF-8. ERR_NOT_FOUND, ERR_INVALID. */
struct err *csv_read(const void *parent, const char *path, char **text) MUST_CHECK;

#endif
