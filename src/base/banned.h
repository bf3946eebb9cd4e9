/* SPDX-License-Identifier: ISC */
/* Functions that have no place here; config.h includes this after the system headers' own use (-include). */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets strtok atoi atol atoll atof system popen tmpnam mktemp localtime gmtime asctime ctime rand srand

#endif
