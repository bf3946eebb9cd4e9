/* SPDX-License-Identifier: ISC */
#include "pages/admin/site_calendar.h"

#include "base/fold.h"
#include "base/typed.h"

#include <string.h>

enum { LONGEST_RANGE = 60, NAME_CHARS = 40 };

static const char *const free_words[] = { "休", "假", "放假", "休息", "节假日", "holiday", "off", "free", NULL };
static const char *const inbox_words[] = { "班", "补班", "上班", "调休", "调休补班", "work", "working", NULL };
static const char *const range_words[] = { "~", "-", "–", "—", "～", "至", "到", "..", "to", NULL };

static bool
is_one(const char *word, const char *const *words)
{
	for (; *words != NULL; words++)
		if (fold_same(word, *words))
			return (true);
	return (false);
}

/* Bytes of what parts words, if that comes next: a comma of any sort, or what nobody sees. */
static size_t
mark_at(const char *line)
{
	static const char *const marks[] = { ",", ";", "，", "；", "、", NULL };
	size_t n = str_char_bytes(line, 4);
	char one[5] = "";

	for (int i = 0; marks[i] != NULL; i++)
		if (str_starts(line, marks[i]))
			return (strlen(marks[i]));
	memcpy(one, line, n);
	return (fold_is_empty(one) ? n : 0);
}

/* Are these days and blanks alone? A name may well hold a range sign. */
static bool
is_of_days(const char *text)
{
	static const char *const units[] = { "年", "月", "日", "号", NULL };

	while (*text != '\0') {
		size_t n = strspn(text, "0123456789-/.: ");

		for (int i = 0; n == 0 && units[i] != NULL; i++)
			n = str_starts(text, units[i]) ? strlen(units[i]) : 0;
		if (n == 0)
			return (false);
		text += n;
	}
	return (true);
}

/* Separators of all sorts become blanks; a range sign glued to dates gets blanks around it. */
static char *
loosen(const void *parent, const char *line)
{
	static const char *const glued[] = { "~", "～", "至", "到", "..", "–", "—", NULL };
	struct buf *b = buf_new(parent);

	while (*line != '\0' && *line != '#') {
		size_t n = mark_at(line);

		if (n > 0) {
			buf_putc(b, ' ');
			line += n;
			continue;
		}
		for (int i = 0; n == 0 && glued[i] != NULL; i++)
			n = str_starts(line, glued[i]) ? strlen(glued[i]) : 0;
		if (n > 0 && b->len > 0 && b->len < NAME_CHARS && is_of_days(fold_text(parent, b->data))) {
			buf_fmt(b, " ~ ");
			line += n;
			continue;
		}
		buf_putc(b, *line++);
	}
	return (b->data);
}

static bool
read_day(const char *word, int32_t *day)
{
	char text[DATE_TEXT];

	return (typed_date(word, text) && date_read(text, day));
}

/* A day, and the midnight that a spreadsheet puts behind it. */
static bool
take_day(char ***at, int32_t *day)
{
	if (**at == NULL || !read_day(**at, day))
		return (false);
	(*at)++;
	if (**at != NULL && (fold_same(**at, "0:00:00") || fold_same(**at, "00:00:00") || fold_same(**at, "0:00")))
		(*at)++;
	return (true);
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
site_calendar_read_line(const void *parent, const char *line, struct day_line *out)
{
	char **at = split(parent, loosen(parent, line));

	*out = (struct day_line){ .first = 1, .last = 0, .name = mem_str(parent, "") };
	if (*at == NULL)
		return (NULL);
	if (!take_day(&at, &out->first))
		return ("calendar.bad_date");
	out->last = out->first;
	if (*at != NULL && is_one(*at, range_words)) {
		at++;
		if (!take_day(&at, &out->last))
			return ("calendar.bad_date");
	}
	if (out->last < out->first || out->last - out->first > LONGEST_RANGE)
		return ("calendar.bad_range");
	if (*at == NULL || (!is_one(*at, free_words) && !is_one(*at, inbox_words)))
		return ("calendar.bad_sort");
	out->works = is_one(*at++, inbox_words);
	out->name = fold_line(parent, join(parent, at));
	if (str_chars(out->name) > NAME_CHARS)
		return ("calendar.long_name");
	return (NULL);
}
