/* SPDX-License-Identifier: ISC */
/*
 * Functions that have no place here.  tests/lint/banned reads the names from the line below and looks for calls;
 * a file may also include this last, then the compiler looks.  Not forced on every file: libscrypt.h and
 * xlsxwriter.h use some of these words themselves.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets strtok atoi atol atoll atof system popen tmpnam mktemp localtime gmtime asctime ctime rand srand

#endif
