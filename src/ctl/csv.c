/* SPDX-License-Identifier: ISC */
#include "ctl/csv.h"

#include "base/str.h"

#include <errno.h>
#include <string.h>

enum { CELLS_MAX = 200 };

/* One cell in place; *end is what followed it: ',', '\n' or 0. */
static char *
take_cell(char **at, char *end)
{
	char *from = *at, *to = *at, *p = *at;
	bool quoted = *p == '"';

	for (p += quoted; *p != '\0'; p++) {
		if (quoted && p[0] == '"' && p[1] == '"')
			p++;
		else if (quoted && *p == '"') {
			quoted = false;
			continue;
		} else if (!quoted && (*p == ',' || *p == '\n' || *p == '\r'))
			break;
		*to++ = *p;
	}
	p += *p == '\r';
	*end = *p;
	*at = *p == '\0' ? p : p + 1;
	*to = '\0';
	return (from);
}

bool
csv_next(const void *parent, char **at, char ***cells)
{
	size_t n = 0;
	char end;

	if (**at == '\0')
		return (false);
	*cells = mem_array(parent, char *, CELLS_MAX + 1);
	do {
		char *cell = take_cell(at, &end);

		if (n < CELLS_MAX)
			(*cells)[n++] = cell;
	} while (end == ',');
	return (true);
}

struct err *
csv_read(const void *parent, const char *path, char **text)
{
	struct buf *b = buf_new(parent);
	FILE *f = fopen(path, "re");
	char chunk[65536];
	size_t n;

	if (f == NULL)
		return (RAISE(ERR_NOT_FOUND, "cannot read \"%s\": %s", path, strerror(errno)));
	while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
		buf_putn(b, chunk, n);
	fclose(f);
	if (!str_is_utf8(b->data, b->len))
		return (RAISE(ERR_INVALID, "\"%s\" is not UTF-8; save it as \"CSV UTF-8\"", path));
	*text = strncmp(b->data, "\xef\xbb\xbf", 3) == 0 ? b->data + 3 : b->data;
	return (OK);
}
