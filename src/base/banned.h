/* SPDX-License-Identifier: ISC */
/*
 * Functions that have no place here.  The build includes this file before
 * every source of ours; whoever calls one of them gets a warning, which is an
 * error for developers.  (Poisoning the words would not do: libscrypt.h and
 * xlsxwriter.h use some of them.)
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Clang heeds no attribute after a definition, and glibc defines some of these inline; gcc is the judge. */
#ifdef __clang__
#define BANNED(function) extern __typeof__(function) function
#else
#define BANNED(function) extern __typeof__(function) function __attribute__((deprecated("base/banned.h")))
#endif

/* Overrun what they write to, or cut without saying so: base/str.h. */
BANNED(strcpy);
BANNED(strcat);
BANNED(strncpy);
BANNED(strncat);
BANNED(sprintf);
BANNED(vsprintf);
/* Keep a place between calls. */
BANNED(strtok);
BANNED(localtime);
BANNED(gmtime);
BANNED(asctime);
BANNED(ctime);
/* Cannot say that it was no number: str_to_int. */
BANNED(atoi);
BANNED(atol);
BANNED(atoll);
BANNED(atof);
/* A shell. */
BANNED(system);
BANNED(popen);
/* Guessable: mkstemp, base/random.h. */
BANNED(tmpnam);
BANNED(mktemp);
BANNED(rand);
BANNED(srand);

#undef BANNED

#endif
