/* SPDX-License-Identifier: ISC */
#include "record/file_type.h"

#include "base/log.h"
#include "base/str.h"

#include <fcntl.h>
#include <magic.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define OFFICE "application/vnd.openxmlformats-officedocument."
#define ZIPPED "application/zip application/octet-stream "
#define OLE "application/x-ole-storage application/CDFV2 application/msword application/vnd.ms-excel application/vnd.ms-powerpoint application/vnd.ms-office application/octet-stream "

/*
 * TO ADD ONE: a row with the ending, what it is sent as, and what libmagic may
 * call it ("text/" allows all of that family).  Nothing a browser runs.
 */
static const struct type {
	const char *ending, *type, *seen;
} types[] = {
	{ "pdf", "application/pdf", "application/pdf" },
	{ "doc", "application/msword", OLE },
	{ "xls", "application/vnd.ms-excel", OLE },
	{ "ppt", "application/vnd.ms-powerpoint", OLE },
	{ "wps", "application/octet-stream", OLE },
	{ "et", "application/octet-stream", OLE },
	{ "docx", OFFICE "wordprocessingml.document", ZIPPED OFFICE "wordprocessingml.document" },
	{ "xlsx", OFFICE "spreadsheetml.sheet", ZIPPED OFFICE "spreadsheetml.sheet" },
	{ "pptx", OFFICE "presentationml.presentation", ZIPPED OFFICE "presentationml.presentation" },
	{ "odt", "application/vnd.oasis.opendocument.text", ZIPPED "application/vnd.oasis.opendocument.text" },
	{ "ods", "application/vnd.oasis.opendocument.spreadsheet", ZIPPED "application/vnd.oasis.opendocument.spreadsheet" },
	{ "ofd", "application/octet-stream", ZIPPED },
	{ "zip", "application/zip", ZIPPED },
	{ "7z", "application/x-7z-compressed", "application/x-7z-compressed" },
	{ "rar", "application/vnd.rar", "application/x-rar application/vnd.rar" },
	{ "txt", "text/plain", "text/ application/json" },
	{ "log", "text/plain", "text/ application/json" },
	{ "md", "text/plain", "text/" },
	{ "csv", "text/csv", "text/ application/csv" },
	{ "png", "image/png", "image/png" },
	{ "jpg", "image/jpeg", "image/jpeg" },
	{ "jpeg", "image/jpeg", "image/jpeg" },
	{ "gif", "image/gif", "image/gif" },
	{ "webp", "image/webp", "image/webp" },
	{ "mp4", "video/mp4", "video/mp4" },
	{ "eml", "message/rfc822", "message/rfc822 text/" },
};

/* Text that a browser would run is not text. */
static const char refused[] = "text/html text/xml text/x-shellscript image/svg+xml";

enum { SEEN_BYTES = 64 * 1024 };

static const struct type *
type_named(const char *name)
{
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot != NULL && i < ARRAY_LEN(types); i++)
		if (strcasecmp(dot + 1, types[i].ending) == 0)
			return (&types[i]);
	return (NULL);
}

const char *
file_type_of(const char *name)
{
	const struct type *t = type_named(name);

	return (t == NULL ? NULL : t->type);
}

/* Loaded once per process: five milliseconds. */
static magic_t
magic(void)
{
	static magic_t cookie;

	if (cookie != NULL)
		return (cookie);
	cookie = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR);
	if (cookie != NULL && magic_load(cookie, NULL) != 0) {
		log_line(LOG_ERROR, "file types: %s", str_or(magic_error(cookie), "?"));
		magic_close(cookie);
		cookie = NULL;
	}
	return (cookie);
}

static bool
is_seen_as(const struct type *t, const char *seen)
{
	if (str_has_word(t->seen, seen))
		return (true);
	return (strncmp(t->seen, "text/", 5) == 0 && strncmp(seen, "text/", 5) == 0 &&
		!str_has_word(refused, seen));
}

static ssize_t
read_beginning(const char *path, char *bytes)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	ssize_t n;

	if (fd < 0)
		return (-1);
	n = read(fd, bytes, SEEN_BYTES);
	close(fd);
	return (n);
}

bool
file_type_fits(const char *name, const char *path)
{
	const struct type *t = type_named(name);
	static char bytes[SEEN_BYTES];
	const char *seen;
	ssize_t n;

	if (t == NULL || magic() == NULL)
		return (false);
	n = read_beginning(path, bytes);
	if (n <= 0)
		return (false);
	seen = magic_buffer(magic(), bytes, (size_t)n);
	return (seen != NULL && is_seen_as(t, seen));
}
