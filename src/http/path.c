/* SPDX-License-Identifier: ISC */
#include "base/str.h"
#include "http/clean.h"
#include "http/path.h"
#include "http/request.h"
#include "http/url.h"

#include <string.h>
#include <strings.h>

/* An encoded slash would make one segment look like two to a program that decodes first. */
static bool
path_hides_slash(const char *raw)
{
	const char *p;

	for (p = strchr(raw, '%'); p != NULL; p = strchr(p + 1, '%')) {
		if (strncasecmp(p, "%2f", 3) == 0)
			return (true);
	}
	return (false);
}

static bool
path_segment_ok(const char *s, size_t n, bool last)
{
	if (n == 0)
		return (last);
	return (!(n == 1 && s[0] == '.') && !(n == 2 && s[0] == '.' && s[1] == '.'));
}

static bool
path_segments_ok(const char *path)
{
	size_t n;

	do {
		path++;
		n = strcspn(path, "/");
		if (!path_segment_ok(path, n, path[n] == '\0'))
			return (false);
		path += n;
	} while (*path != '\0');
	return (true);
}

struct err *
path_read(const void *parent, const char *raw, size_t n, char **out)
{
	char *path;

	if (n > PATH_MAX_BYTES)
		return (RAISE(ERR_TOO_LARGE, "path of %zu bytes", n));
	path = mem_strn(parent, raw, n);
	if (path[0] != '/' || path_hides_slash(path))
		return (RAISE(ERR_INVALID, "path \"%s\" lacks a slash or hides one", path));
	if (url_decode(path, false) == NULL || !clean_line(path, strlen(path)))
		return (RAISE(ERR_INVALID, "path with a broken escape or unclean bytes"));
	/* A percent sign left after decoding was encoded twice; ";" would start path parameters. */
	if (strpbrk(path, "\\;%#") != NULL || !path_segments_ok(path))
		return (RAISE(ERR_INVALID, "path \"%s\" has another spelling", path));
	*out = path;
	return (OK);
}
