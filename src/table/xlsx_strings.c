/* SPDX-License-Identifier: ISC */
/*
 * Shared strings: a workbook keeps each text once and cells name its place.  There may be more of them than memory should hold, so they
 * lie one after the other in a file without a name, and where each begins in another.
 */
#include "table/xlsx.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct strings {
	FILE *texts, *places;
	size_t n;
	uint64_t at;                    /* bytes of texts so far */
	struct buf *text;               /* of the string under way */
	bool inside, shown, spoken;     /* an <si>, its <t>, its <rPh> (how it is pronounced: no part of the text) */
	bool failed;
};

static int
forget(void *object)
{
	struct strings *s = object;

	if (s->texts != NULL)
		fclose(s->texts);
	if (s->places != NULL)
		fclose(s->places);
	return (0);
}

static FILE *
nameless(const void *parent, const char *dir)
{
	int fd = table_nameless(parent, dir);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w+");

	if (f == NULL && fd >= 0)
		close(fd);
	return (f);
}

/* ---- reading them in */

static void
start(struct part *part, const char *name, const char **attributes)
{
	struct strings *s = part->arg;

	(void)attributes;
	if (strcmp(name, "si") == 0) {
		s->inside = true;
		s->text->len = 0;
	} else if (strcmp(name, "rPh") == 0)
		s->spoken = true;
	else if (strcmp(name, "t") == 0)
		s->shown = s->inside && !s->spoken;
}

static void
keep(struct part *part, struct strings *s)
{
	const char *text = strings_plain(s->text, s->text->data, s->text->len);
	size_t n = strlen(text);

	if (s->n == XLSX_STRINGS) {
		part_stop(part, N_("The workbook becomes too large when it is unpacked. Split it, or save it as \"CSV UTF-8\"."), NULL);
		return;
	}
	s->failed = s->failed || fwrite(&s->at, sizeof s->at, 1, s->places) != 1 || fwrite(text, 1, n, s->texts) != n;
	s->at += n;
	s->n++;
}

static void
end(struct part *part, const char *name)
{
	struct strings *s = part->arg;

	if (strcmp(name, "t") == 0)
		s->shown = false;
	else if (strcmp(name, "rPh") == 0)
		s->spoken = false;
	else if (strcmp(name, "si") == 0) {
		s->inside = false;
		keep(part, s);
		/* strings_plain made it a child. */
		mem_free(s->text);
		s->text = buf_new(s);
	}
}

static void
text(struct part *part, const char *bytes, size_t n)
{
	struct strings *s = part->arg;

	/* More than a cell may hold is found again when a cell shows it. */
	if (s->shown && s->text->len <= 4 * TABLE_CELL_CHARS)
		buf_putn(s->text, bytes, n);
}

bool
strings_read(struct xlsx *book, const char *path, struct err **err)
{
	struct strings *s = mem_new(book, struct strings);
	struct part *part;

	s->texts = nameless(s, book->table->dir);
	s->places = nameless(s, book->table->dir);
	s->text = buf_new(s);
	mem_on_free(s, forget);
	*err = s->texts == NULL || s->places == NULL ? RAISE(ERR_UNAVAILABLE, "no temporary file in \"%s\": %s", book->table->dir, strerror(errno)) : OK;
	if (*err != OK || !part_open(book, path, &part))
		return (false);
	part->arg = s;
	part->start = start;
	part->end = end;
	part->text = text;
	(void)part_all(part);
	if (s->failed || fwrite(&s->at, sizeof s->at, 1, s->places) != 1 || fflush(s->texts) != 0 || fflush(s->places) != 0)
		*err = RAISE(ERR_UNAVAILABLE, "cannot keep shared strings in \"%s\": %s", book->table->dir, strerror(errno));
	book->strings = s;
	return (*err == OK && book->table->fault.complaint == NULL);
}

/* ---- giving them out */

char *
strings_get(struct strings *s, const void *parent, size_t n)
{
	uint64_t place[2];
	size_t len;
	char *found;

	if (s == NULL || n >= s->n || pread(fileno(s->places), place, sizeof place, (off_t)(n * sizeof place[0])) != sizeof place)
		return (NULL);
	len = (size_t)(place[1] - place[0]);
	found = mem_array(parent, char, len + 1);
	return (pread(fileno(s->texts), found, len, (off_t)place[0]) == (ssize_t)len ? found : NULL);
}

/* "_x000D_" at ${text}; -1: it is none. */
static int
escaped(const char *text, size_t n)
{
	char hex[5] = "";

	if (n < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_')
		return (-1);
	for (size_t i = 2; i < 6; i++)
		if (!isxdigit((unsigned char)text[i]))
			return (-1);
	memcpy(hex, text + 2, 4);
	return ((int)strtol(hex, NULL, 16));
}

char *
strings_plain(const void *parent, const char *text, size_t n)
{
	char *plain = mem_array(parent, char, n + 1);
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		int code = escaped(text + i, n - i);

		/*
		 * Only characters that XML cannot hold are written this way; "_x005F_" stands
		 * for an underscore in a text that looks like such a code.
		 */
		if (code < 0 || code > 0x7f) {
			plain[k++] = text[i];
			continue;
		}
		plain[k++] = (char)(code == 0 ? ' ' : code);
		i += 6;
	}
	return (table_clean(parent, plain, k));
}
