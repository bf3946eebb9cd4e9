/* SPDX-License-Identifier: ISC */
#include "ctl/act.h"
#include "ctl/play.h"

#include "base/str.h"
#include "http/pairs.h"

static int32_t
working_day(const struct step *s, int64_t days)
{
	return (calendar_add(&s->site->calendar, (int32_t)(s->play->now / ACT_DAY), (int)days));
}

/* "quarter-3.12": the 12th day of the third quarter before today's, or the first working day after it; ${days}: since 1970. */
static bool
quarter_day(const struct step *s, const char *text, int32_t *days, int *end)
{
	const int32_t today = (int32_t)(s->play->now / ACT_DAY);
	int back, nth, year, month, mday, at;

	if (sscanf(text, "quarter-%1d.%2d%n", &back, &nth, end) != 2 || nth < 1 || nth > 90)
		return (false);
	date_parts(today, &year, &month, &mday);
	at = year * 4 + (month - 1) / 3 - back;
	*days = calendar_add(&s->site->calendar, date_of(at / 4, 3 * (at % 4) + 1, 1) + nth - 2, 1);
	return (true);
}

/* The day of a moment, and where it ends in ${text}. */
static bool
read_days(const struct step *s, const char *text, int64_t before, int32_t *day, int *end)
{
	int days;

	if (quarter_day(s, text, day, end))
		return (true);
	if (sscanf(text, "%d%n", &days, end) != 1 || (*text != '-' && (*text != '+' || before == 0)) || days < -DATE_MAX_SPAN || days > DATE_MAX_SPAN)
		return (false);
	*day = *text == '+' ? (int32_t)(before / ACT_DAY) + days : working_day(s, days);
	return (true);
}

struct err *
play_moment(const struct step *s, const char *text, int64_t *at)
{
	const int64_t before = *at;
	int hour, minute, end = 0, more = 0;
	int32_t day;

	if (!read_days(s, text, before, &day, &end) || sscanf(text + end, " %2d:%2d%n", &hour, &minute, &more) != 2 || text[end + more] != '\0' ||
	    hour < 0 || hour > 23 || minute < 0 || minute > 59)
		return (RAISE(ERR_INVALID, "\"%s\" is no moment; allowed: \"-42 10:35\" (working days before today), "
		    "\"+2 00:15\" (days after the step before, if there is one), \"quarter-3.12 09:30\" (the 12th day of the third quarter before today's)", text));
	*at = (int64_t)day * ACT_DAY + hour * 60 + minute;
	if (*at <= before)
		*at = before + 1;
	return (OK);
}

/* ---- values: how a text is read as each type; NULL: it is not of that type */

/*
 * "quarter+1", "quarter-1": the quarter after or before that of the step ("today.quarter+1": of today), from 1 to 4, and its year.
 * ${rest}: what stands behind it.
 */
static bool
read_quarter(const struct step *s, const char *text, int *year, int *quarter, const char **rest)
{
	bool of_today = str_starts(text, "today.");
	const char *own = of_today ? text + 6 : text;
	int month, mday, at;

	if ((!str_starts(own, "quarter+") && !str_starts(own, "quarter-")) || own[8] < '0' || own[8] > '9')
		return (false);
	date_parts((int32_t)((of_today ? s->play->now : s->at) / ACT_DAY), year, &month, &mday);
	at = 4 * *year + (month - 1) / 3 + (own[7] == '-' ? '0' - own[8] : own[8] - '0');
	*year = at / 4;
	*quarter = at % 4 + 1;
	*rest = own + 9;
	return (true);
}

static const char *
day(const struct step *s, const struct field *f, const char *text)
{
	const char *n = str_starts(text, "today") ? text + 5 : text;
	char *out = mem_array(s->play, char, DATE_TEXT);
	const char *rest;
	int64_t days;
	int year, quarter;

	(void)f;
	if (date_read(text, &(int32_t){ 0 }))
		return (text);
	if (read_quarter(s, text, &year, &quarter, &rest)) {
		if (*rest != '.' || !str_to_int(rest + 1, 1, 90, &days))
			return (NULL);
		date_text(date_of(year, 3 * quarter - 2, 1) + (int32_t)days - 1, out);
		return (out);
	}
	if ((*n != '+' && *n != '-') || !str_to_int(n + 1, 0, DATE_MAX_SPAN, &days))
		return (NULL);
	days = *n == '-' ? -days : days;
	date_text(n == text ? (int32_t)(s->at / ACT_DAY + days) : working_day(s, days), out);
	return (out);
}

static const char *
whole(const struct step *s, const struct field *f, const char *text)
{
	int year, quarter, month, mday;
	const char *rest;
	int64_t later;

	(void)f;
	if (read_quarter(s, text, &year, &quarter, &rest))
		return (*rest == '\0' ? mem_fmt(s->play, "%d", quarter) : str_eq(rest, ".year") ? mem_fmt(s->play, "%d", year) : NULL);
	if (!str_starts(text, "year+") || !str_to_int(text + 5, 0, 10, &later))
		return (NULL);
	date_parts((int32_t)(s->at / ACT_DAY), &year, &month, &mday);
	return (mem_fmt(s->play, "%d", year + (int)later));
}

static const char *
named(const struct step *s, const struct field *f, const char *text)
{
	return (json_string_value(json_object_get(f->type == FIELD_DEPARTMENT ? s->departments : s->people, text)));
}

static const char *
record(const struct step *s, const struct field *f, const char *text)
{
	const struct part *part = play_part(s, text);

	if (part == NULL || (f->ref != NULL && !str_has_word(f->ref, part->kind->name)))
		return (NULL);
	return (part->number != NULL || s->play->has_begun ? part->number : "?");
}

/* "name.txt: what it says"; the form is sent with the file (play_files). */
static const char *
file(const struct step *s, const struct field *f, const char *text)
{
	(void)s;
	(void)f;
	return (strstr(text, ": ") == NULL ? NULL : text);
}

/* What is not here is a text, or one of the field's choices. */
static const struct {
	const char *(*read)(const struct step *s, const struct field *f, const char *text);
	const char *allowed;
} types[FIELD_FILE + 1] = {
	[FIELD_DATE] = { day, "\"+3\" (days after the step), \"today-5\" (working days before today), \"quarter+1.20\" (its 20th day) or \"2026-03-09\"" },
	[FIELD_INT] = { whole, "a whole number, \"year+0\" (of the step), \"quarter+1\" or \"quarter+1.year\"" },
	[FIELD_FLAG] = { NULL, "true or false" },
	[FIELD_ACCOUNT] = { named, "the login name of a member" },
	[FIELD_ACCOUNTS] = { named, "login names of members" },
	[FIELD_DEPARTMENT] = { named, "the name of a department" },
	[FIELD_RECORD] = { record, "the name of a story's record of the right kind, made by then" },
	[FIELD_RECORDS] = { record, "names of stories' records of the right kinds, made by then" },
	[FIELD_FILE] = { file, "the name of a text file and what it says: \"voucher.txt: paid\"" },
};

static const char *
read_one(struct ctx *c, const struct step *s, const struct field *f, const json_t *json)
{
	const char *text = json_string_value(json);

	if (json_is_null(json))
		return ("");
	if (f->type == FIELD_INT && json_is_integer(json))
		return (mem_fmt(c, "%" JSON_INTEGER_FORMAT, json_integer_value(json)));
	if (f->type == FIELD_FLAG)
		return (json_is_true(json) ? "1" : json_is_false(json) ? "" : NULL);
	if (text == NULL || (f->choices != NULL && !field_has_choice(f, text)))
		return (NULL);
	return (types[f->type].read == NULL ? text : types[f->type].read(s, f, text));
}

static struct err *
not_allowed(struct ctx *c, const struct field *f)
{
	struct buf *all = buf_new(c);

	for (size_t i = 0; f->choices != NULL && f->choices[i] != NULL; i++)
		buf_fmt(all, "%s%s", i > 0 ? ", " : "", f->choices[i]);
	return (RAISE(ERR_INVALID, "the value of \"%s\" is not right; allowed: %s%s", f->name, field_is_list(f) ? "a list of " : "",
	    str_or(types[f->type].allowed, str_or(all->data, "a text"))));
}

struct err *
play_type(struct visit *v, const struct step *s, const struct field *f, const json_t *json)
{
	bool is_list = field_is_list(f) && !json_is_null(json);
	const char *text = NULL;

	for (size_t i = 0; i < (is_list ? json_array_size(json) : 1) && (i == 0 || text != NULL); i++) {
		text = read_one(v->c, s, f, is_list ? json_array_get(json, i) : json);
		TRY(pairs_add(v->req, &v->req->form, f->name, text));
	}
	return (text != NULL ? OK : not_allowed(v->c, f));
}
