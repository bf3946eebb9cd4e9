/* SPDX-License-Identifier: ISC */
/*
 * Banned functions.  The build includes this file before every source file of
 * ours.  A call of a banned function is a warning, which is an error for
 * developers. (Poisoning the words would not do: libscrypt.h and xlsxwriter.h
 * use some of them.)
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/*
 * glibc defines some of these inline, and clang ignores an attribute that follows a definition:
 * only gcc checks this.
 */
#ifdef __clang__
#define BANNED(function) extern __typeof__(function) function
#else
#define BANNED(function) extern __typeof__(function) function __attribute__((deprecated("base/banned.h")))
#endif

/* They overrun their target or truncate silently; use base/str.h. */
BANNED(strcpy);
BANNED(strcat);
BANNED(strncpy);
BANNED(strncat);
BANNED(sprintf);
BANNED(vsprintf);
/* They keep state between calls. */
BANNED(strtok);
BANNED(localtime);
BANNED(gmtime);
BANNED(asctime);
BANNED(ctime);
/* They cannot report that a text is not a number; use str_to_int. */
BANNED(atoi);
BANNED(atol);
BANNED(atoll);
BANNED(atof);
/* They start a shell. */
BANNED(system);
BANNED(popen);
/* Their results can be guessed; use mkstemp or base/random.h. */
BANNED(tmpnam);
BANNED(mktemp);
BANNED(rand);
BANNED(srand);

#undef BANNED

#endif
