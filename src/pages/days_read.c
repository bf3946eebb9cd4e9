/* SPDX-License-Identifier: ISC */
#include "pages/days.h"

enum { LONGEST_RANGE = 60 };

static const char *const free_words[] = { "休", "假", "放假", "休息", "节假日", "holiday", "off", "free", NULL };
static const char *const work_words[] = { "班", "补班", "上班", "调休", "调休补班", "work", "working", NULL };
static const char *const range_words[] = { "~", "-", "–", "—", "～", "至", "到", "..", "to", NULL };

static bool
is_one(const char *word, const char *const *words)
{
	for (; *words != NULL; words++)
		if (str_eq(word, *words))
			return (true);
	return (false);
}

/* Separators of all sorts become blanks; a range sign glued to dates gets blanks around it. */
static char *
loosen(const void *parent, const char *line)
{
	static const char *const blanks[] = { ",", ";", "\t", "，", "；", "、", "　", "\r", NULL };
	static const char *const glued[] = { "~", "～", "至", "到", "..", "–", "—", NULL };
	struct buf *b = buf_new(parent);

	while (*line != '\0' && *line != '#') {
		size_t n = 0;

		for (int i = 0; n == 0 && blanks[i] != NULL; i++)
			n = str_starts(line, blanks[i]) ? strlen(blanks[i]) : 0;
		if (n > 0) {
			buf_putc(b, ' ');
			line += n;
			continue;
		}
		for (int i = 0; n == 0 && glued[i] != NULL; i++)
			n = str_starts(line, glued[i]) ? strlen(glued[i]) : 0;
		/* Only while dates are read: a name may well hold such a sign. */
		if (n > 0 && strspn(b->data, "0123456789-/. ") == b->len && b->len > 0) {
			buf_fmt(b, " ~ ");
			line += n;
			continue;
		}
		buf_putc(b, *line++);
	}
	return (b->data);
}

/* "2026-10-1" and "2026/10/01" too. */
static bool
read_day(const char *word, int32_t *day)
{
	int year, month, mday, end = 0;
	char a, b, text[DATE_TEXT + 8];

	if (sscanf(word, "%4d%c%2d%c%2d%n", &year, &a, &month, &b, &mday, &end) != 5 || word[end] != '\0' || a != b ||
	    strchr("-/.", a) == NULL || year < 1900 || month < 1 || mday < 1)
		return (false);
	snprintf(text, sizeof(text), "%04d-%02d-%02d", year % 10000, month % 100, mday % 100);
	return (date_read(text, day));
}

/* The words after the dates are the name, as written. */
static char *
join(const void *parent, char **words)
{
	struct buf *b = buf_new(parent);

	for (; *words != NULL; words++)
		if (**words != '\0')
			buf_fmt(b, "%s%s", b->len > 0 ? " " : "", *words);
	return (b->data);
}

/* Without empty parts between two blanks. */
static char **
split(const void *parent, char *text)
{
	char **words = str_split(parent, text, ' ');
	size_t n = 0;

	for (size_t i = 0; words[i] != NULL; i++)
		if (*words[i] != '\0')
			words[n++] = words[i];
	words[n] = NULL;
	return (words);
}

const char *
days_read_line(const void *parent, const char *line, struct day_line *out)
{
	char **at = split(parent, loosen(parent, line));

	*out = (struct day_line){ .first = 1, .last = 0, .name = mem_str(parent, "") };
	if (*at == NULL)
		return (NULL);
	if (!read_day(*at++, &out->first))
		return ("calendar.bad_date");
	out->last = out->first;
	if (*at != NULL && is_one(*at, range_words)) {
		at++;
		if (*at == NULL || !read_day(*at++, &out->last))
			return ("calendar.bad_date");
	}
	if (out->last < out->first || out->last - out->first > LONGEST_RANGE)
		return ("calendar.bad_range");
	if (*at == NULL || (!is_one(*at, free_words) && !is_one(*at, work_words)))
		return ("calendar.bad_sort");
	out->works = is_one(*at++, work_words);
	out->name = str_cut(parent, join(parent, at), 40);
	return (NULL);
}
