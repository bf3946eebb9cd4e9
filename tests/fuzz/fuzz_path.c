/* SPDX-License-Identifier: ISC */
/* Goal: a path that is taken has one spelling: no way to hide a slash, a dot segment or a byte (RX.11). */
#include "fuzz.h"
#include "http/path.h"
#include "http/url.h"

static void
path_must_be_plain(const char *path)
{
	size_t n = strlen(path);

	FUZZ_MUST(path[0] == '/' && n <= PATH_MAX_BYTES);
	FUZZ_MUST(strpbrk(path, "\\;%#") == NULL);
	FUZZ_MUST(strstr(path, "//") == NULL && strstr(path, "/./") == NULL && strstr(path, "/../") == NULL);
	FUZZ_MUST(n < 2 || strcmp(path + n - 2, "/.") != 0);
	FUZZ_MUST(n < 3 || strcmp(path + n - 3, "/..") != 0);
	FUZZ_MUST(url_is_local(path));
	fuzz_clean(path, "");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *parent = fuzz_begin();
	char *path, *again, *raw = mem_strn(parent, (const char *)data, size);

	if (fuzz_taken(path_read(parent, raw, strlen(raw), &path))) {
		path_must_be_plain(path);
		/* What is decoded stays as it is when it comes in once more. */
		FUZZ_MUST(fuzz_taken(path_read(parent, path, strlen(path), &again)));
		FUZZ_MUST(str_eq(path, again));
	}
	fuzz_end(parent);
	return (0);
}
