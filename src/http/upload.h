/* SPDX-License-Identifier: ISC */
/*
 * Receiving one file: bytes go to a file with a random name in the upload
 * directory, hashed on the way. The code that takes a file over makes it
 * durable; other files are removed with the request.
 */
#ifndef HTTP_UPLOAD_H
#define HTTP_UPLOAD_H

#include "http/multipart.h"
#include "http/request.h"

struct upload_writer;

/*
 * The error for errno: a full disk is ERR_UNAVAILABLE, weighed as serious and with a sentence
 * for the person; everything else is ERR_INTERNAL.
 */
struct err *upload_failed(const char *path, const char *what) MUST_CHECK;

/*
 * Open a file for ${part} in ${dir} and add it to the request's uploads.
 * ERR_TOO_LARGE after UPLOADS_MAX files, ERR_INVALID for a name that is not
 * clean, ERR_UNAVAILABLE when the disk is full.
 */
struct err *upload_begin(struct request *req, const char *dir, const struct multipart_part *part,
    struct upload_writer **out) MUST_CHECK;
struct err *upload_write(struct upload_writer *w, const char *bytes, size_t n) MUST_CHECK;
struct err *upload_end(struct upload_writer *w) MUST_CHECK;       /* frees ${w} */

#endif
