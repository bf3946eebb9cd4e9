/* SPDX-License-Identifier: ISC */
#include "view/source.h"

#include "base/str.h"
#include "view/words.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEMPLATE_MAX = 1 << 20 };

static NEOERR *
read_all(FILE *file, const char *path, char **text)
{
	size_t n;

	/* The parser frees it, so it is not ours to hang on the tree. */
	*text = malloc(TEMPLATE_MAX + 1);
	if (*text == NULL)
		return (nerr_raise(NERR_NOMEM, "template \"%s\"", path));
	n = fread(*text, 1, TEMPLATE_MAX, file);
	(*text)[n] = '\0';
	if (!ferror(file) && n < TEMPLATE_MAX) {
		char *fits = realloc(*text, n + 1);

		*text = fits == NULL ? *text : fits;
		return (STATUS_OK);
	}
	free(*text);
	*text = NULL;
	return (nerr_raise(NERR_IO, "cannot read \"%s\"", path));
}

/* As the renderer would do it. */
static NEOERR *
put_escaped(struct buf *to, const char *text)
{
	char *escaped = NULL;
	NEOERR *err = neos_html_escape(text, (int)strlen(text), &escaped);

	buf_put(to, escaped);
	free(escaped);
	return (nerr_pass(err));
}

/* The word that ${command} shows when it is just <?cs var:_("…") ?>, and where the command ends; else NULL. */
static const char *
shown_word(const void *mem, const char *command, const char **end)
{
	static const char before[] = "<?cs var:_(\"", after[] = "\") ?>";
	const char *literal = command + sizeof before - 1, *quote;

	if (!str_starts(command, before) || (quote = strchr(literal, '"')) == NULL || !str_starts(quote, after))
		return (NULL);
	*end = quote + sizeof after - 1;
	return (word(mem_strn(mem, literal, (size_t)(quote - literal))));
}

/* The same for <?cs var:App.icons ?> and what else the worker was started with. */
static const char *
fixed_value(const void *mem, HDF *fixed, const char *command, const char **end)
{
	static const char before[] = "<?cs var:", after[] = " ?>";
	const char *name = command + sizeof before - 1, *blank;

	if (!str_starts(command, before) || (blank = strchr(name, ' ')) == NULL || !str_starts(blank, after))
		return (NULL);
	*end = blank + sizeof after - 1;
	return (hdf_get_value(fixed, mem_strn(mem, name, (size_t)(blank - name)), NULL));
}

/*
 * Constant parts are inserted here, with words in the language of the tree.  They make up most of a page and
 * cost nothing when it is rendered.
 */
static NEOERR *
put_fixed(char **text, HDF *fixed)
{
	struct buf *to = buf_new(NULL);
	NEOERR *err = STATUS_OK;
	char *done;

	for (const char *p = *text; *p != '\0' && err == STATUS_OK;) {
		const char *end, *said = shown_word(to, p, &end);

		if (said == NULL)
			said = fixed_value(to, fixed, p, &end);
		if (said == NULL) {
			buf_putc(to, *p++);
			continue;
		}
		err = put_escaped(to, said);
		p = end;
	}
	done = strdup(to->data);
	mem_free(to);
	if (err != STATUS_OK) {
		free(done);
		return (nerr_pass(err));
	}
	if (done == NULL)
		return (nerr_raise(NERR_NOMEM, "a template of %zu bytes", strlen(*text)));
	free(*text);
	*text = done;
	return (STATUS_OK);
}

NEOERR *
source_load(void *dir, HDF *fixed, const char *name, char **text)
{
	char *path = mem_fmt(NULL, "%s/%s", (const char *)dir, name);
	FILE *file = fopen(path, "re");
	NEOERR *err;

	if (file == NULL) {
		err = nerr_raise(NERR_NOT_FOUND, "cannot open \"%s\": %s", path, strerror(errno));
	} else {
		err = read_all(file, path, text);
		fclose(file);
	}
	mem_free(path);
	if (err == STATUS_OK) {
		source_squeeze(*text);
		source_trim(*text);
		err = put_fixed(text, fixed);
	}
	return (nerr_pass(err));
}

/* A command that prints nothing by itself; ${c} is just behind "<?cs". */
static bool
is_silent(const char *c)
{
	static const char *const silent[] = { "#", "if:", "elif:", "elseif:", "else", "/",
		"each:", "loop:", "with:", "set:", "def:", "include", "call:" };

	c += strspn(c, " \t\n");
	for (size_t i = 0; i < ARRAY_LEN(silent); i++)
		if (str_starts(c, silent[i]))
			return (true);
	return (false);
}

/* Does the tag of a cell, which began at ${tag}, end just before ${to}?  "?>" would be the end of a command. */
static bool
is_cell(const char *tag, const char *to)
{
	return (tag != NULL && to[-1] == '>' && to[-2] != '?' && (str_starts(tag, "<td") || str_starts(tag, "<dd")));
}

void
source_squeeze(char *text)
{
	bool line_start = true, only_silent = true;
	char *to = text, *tag = NULL;
	size_t owed = 0;                /* line breaks that the next command takes in */

	for (char *p = text; *p != '\0';) {
		char *end;

		if (line_start)
			p += strspn(p, " \t");
		line_start = false;
		if (str_starts(p, "<?cs") && (end = strstr(p, "?>")) != NULL) {
			only_silent = only_silent && is_silent(p + 4);
			memmove(to, p, (size_t)(end - p));
			to += end - p;
			p = end + 2;
			for (; owed > 0; owed--)
				*to++ = '\n';
			if (only_silent && *p == '\n') {
				*to++ = *p++;
				line_start = true;
			}
			*to++ = '?';
			*to++ = '>';
			continue;
		}
		if (*p == '\0')
			break;
		line_start = *p == '\n';
		only_silent = line_start;
		if (*p == '<')
			tag = to;
		if (line_start && is_cell(tag, to)) {
			owed++;
			p++;
			continue;
		}
		*to++ = *p++;
	}
	*to = '\0';
}

/* End tags that HTML lets go where the next one of these, or the end of what is around them, follows anyway (HTML Living Standard, 13.1.2.4). */
static size_t
is_needless(const char *p)
{
	static const char *const tags[] = { "</td>", "</th>", "</tr>", "</li>", "</option>", "</dt>", "</dd>", "</thead>", "</tbody>" };

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (str_starts(p, tags[i]))
			return (strlen(tags[i]));
	return (0);
}

/* A tag behind which white space shows nothing: it stands between rows, cells and items. */
static bool
is_around(const char *tag, const char *to)
{
	static const char *const tags[] = { "<tr", "<table", "<thead", "<tbody", "<ul", "<ol", "<dl", "<select" };

	for (size_t i = 0; tag != NULL && to[-1] == '>' && to[-2] != '?' && i < sizeof tags / sizeof *tags; i++)
		if (str_starts(tag, tags[i]))
			return (true);
	return (false);
}

void
source_trim(char *text)
{
	char *to = text, *tag = NULL;

	for (char *p = text; *p != '\0';) {
		size_t gone = is_needless(p);
		const char *end = str_starts(p, "<?cs") ? strstr(p, "?>") : NULL;

		if (end != NULL) {
			size_t n = (size_t)(end + 2 - p);

			memmove(to, p, n);
			to += n;
			p += n;
			continue;
		}
		/* What ends with the tag has no line break as its last, or an empty cell would not be :empty. */
		while (gone > 0 && to > text && to[-1] == '\n')
			to--;
		p += gone;
		if (*p == '\n' && (gone > 0 || is_around(tag, to))) {
			p++;
			continue;
		}
		if (gone > 0)
			continue;
		if (*p == '<')
			tag = to;
		*to++ = *p++;
	}
	*to = '\0';
}
