/* SPDX-License-Identifier: ISC */
/*
 * An archive (.zip) written while it is made, in constant memory: entries of unknown length and files from disk,
 * and at the end a manifest of all of them with their SHA-256 in the form that `sha256sum -c` reads.
 * libarchive does the format.
 */
#ifndef WEB_ZIP_H
#define WEB_ZIP_H

#include "http/reply.h"

struct zip;

struct err *zip_new(const void *parent, const struct reply_sink *to, struct zip **out) MUST_CHECK;  /* freed with its parent */
struct err *zip_begin(struct zip *zip, const char *name) MUST_CHECK;
struct err *zip_write(struct zip *zip, const char *bytes, size_t n) MUST_CHECK;
/* One that lies at ${path}; a file that is missing is named in the manifest as missing. */
struct err *zip_file(struct zip *zip, const char *name, const char *path) MUST_CHECK;
/* What a page in it is shown with, below "assets/": the styles, which lie beside the templates where the portal is installed. */
struct err *zip_styles(struct zip *zip, const char *templates) MUST_CHECK;
/* The manifest and the last bytes. */
struct err *zip_end(struct zip *zip) MUST_CHECK;

#endif
