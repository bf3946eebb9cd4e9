/* SPDX-License-Identifier: ISC */
/* The header lines of one part of a multipart body (RFC 7578, 4). */
#ifndef HTTP_PART_HEAD_H
#define HTTP_PART_HEAD_H

#include "http/multipart.h"

/* ${lines}, each ended by CRLF, are overwritten.  A part must be form-data and have a name. */
struct err *part_head_read(char *lines, struct multipart_part *out) MUST_CHECK;

#endif
