/* SPDX-License-Identifier: ISC */
#include "ctl/play.h"

#include "base/str.h"

enum { DAY = 24 * 60 };

static int32_t
working_day(const struct step *s, int64_t days)
{
	return (calendar_add(&s->stage->site->calendar, (int32_t)(s->play->now / DAY), (int)days));
}

/* "-42 10:35": 42 working days before today; "+2 00:15": two calendar days after the step before; at least a minute after that. */
struct err *
play_moment(const struct step *s, const char *text, int64_t *at)
{
	const int64_t before = *at;
	int days, hour, minute, end = 0;

	if (sscanf(text, "%d %2d:%2d%n", &days, &hour, &minute, &end) != 3 || text[end] != '\0' || (*text != '-' && (*text != '+' || before == 0)) ||
	    days < -DATE_MAX_SPAN || days > DATE_MAX_SPAN || hour < 0 || hour > 23 || minute < 0 || minute > 59)
		return (RAISE(ERR_INVALID, "\"%s\" is no moment; allowed: \"-42 10:35\" (working days before today), "
		    "\"+2 00:15\" (days after the step before, if there is one)", text));
	*at = (int64_t)(*text == '+' ? (int32_t)(before / DAY) + days : working_day(s, days)) * DAY + hour * 60 + minute;
	if (*at <= before)
		*at = before + 1;
	return (OK);
}

/* "+3": so many calendar days after the step; "today-5": so many working days before today; "2026-03-09": that day. */
static const char *
day(const void *parent, const struct step *s, const char *text)
{
	const char *n = str_starts(text, "today") ? text + 5 : text;
	char *out = mem_strn(parent, "0000-00-00", DATE_TEXT - 1);
	int64_t days;

	if (date_read(text, &(int32_t){ 0 }))
		return (text);
	if ((*n != '+' && *n != '-') || !str_to_int(n + 1, 0, DATE_MAX_SPAN, &days))
		return (NULL);
	days = *n == '-' ? -days : days;
	date_text(n == text ? (int32_t)(s->at / DAY + days) : working_day(s, days), out);
	return (out);
}

static const char *
choice(const struct field *f, const char *text)
{
	for (size_t i = 0; f->choices[i] != NULL; i++)
		if (str_eq(f->choices[i], text))
			return (text);
	return (NULL);
}

static const char *
record(const struct step *s, const struct field *f, const char *name)
{
	const struct part *part = play_part(s, name);

	return (part == NULL || (f->ref != NULL && !str_has_word(f->ref, part->kind->name)) ? NULL : str_or(part->number, "-"));
}

/* One value of the field as it is typed; NULL: it is not of its type. */
static const char *
one(const void *parent, const struct step *s, const struct field *f, const json_t *json)
{
	const char *text = json_string_value(json);

	if (f->type == FIELD_INT)
		return (json_is_integer(json) ? mem_fmt(parent, "%" JSON_INTEGER_FORMAT, json_integer_value(json)) : NULL);
	if (f->type == FIELD_FLAG)
		return (json_is_true(json) ? "1" : json_is_false(json) ? "" : NULL);
	if (text == NULL)
		return (NULL);
	switch (f->type) {
	case FIELD_CHOICE:
	case FIELD_CHOICES:
		return (choice(f, text));
	case FIELD_DATE:
		return (day(parent, s, text));
	case FIELD_ACCOUNT:
	case FIELD_ACCOUNTS:
		return (json_string_value(json_object_get(s->stage->people, text)));
	case FIELD_DEPARTMENT:
		return (json_string_value(json_object_get(s->stage->departments, text)));
	case FIELD_RECORD:
	case FIELD_RECORDS:
		return (record(s, f, text));
	default:
		return (text);
	}
}

static const char *
many(const void *parent, const struct step *s, const struct field *f, const json_t *json)
{
	struct buf *all = buf_new(parent);
	json_t *item;
	size_t i;

	if (!json_is_array(json))
		return (NULL);
	json_array_foreach((json_t *)json, i, item) {
		const char *text = one(parent, s, f, item);

		if (text == NULL)
			return (NULL);
		buf_fmt(all, "%s%s", i > 0 ? "," : "", text);
	}
	return (str_or(all->data, ""));
}

static bool
is_list(const struct field *f)
{
	return (f->type == FIELD_CHOICES || f->type == FIELD_ACCOUNTS || f->type == FIELD_RECORDS);
}

/* What a type is told by; choices are named. */
static const char *const allowed[] = {
	[FIELD_DATE] = "\"+3\" (days after the step), \"today-5\" (working days before today) or \"2026-03-09\"",
	[FIELD_INT] = "a whole number",
	[FIELD_FLAG] = "true or false",
	[FIELD_ACCOUNT] = "the login name of a member",
	[FIELD_ACCOUNTS] = "login names of members",
	[FIELD_DEPARTMENT] = "the name of a department",
	[FIELD_RECORD] = "the name of a story's record of the right kind",
	[FIELD_RECORDS] = "names of stories' records of the right kinds",
	[FIELD_FILE] = NULL,
};

static struct err *
not_allowed(const void *parent, const struct field *f)
{
	struct buf *all = buf_new(parent);

	for (size_t i = 0; f->choices != NULL && f->choices[i] != NULL; i++)
		buf_fmt(all, "%s%s", i > 0 ? ", " : "", f->choices[i]);
	return (RAISE(ERR_INVALID, "the value of \"%s\" is not right; allowed: %s%s", f->name, is_list(f) ? "a list of " : "",
	    str_or(allowed[f->type], str_or(all->data, "a text"))));
}

struct err *
play_value(const void *parent, const struct step *s, const struct field *f, const json_t *json, const char **out)
{
	/* null: left empty. */
	*out = json_is_null(json) ? "" : is_list(f) ? many(parent, s, f, json) : one(parent, s, f, json);
	return (*out == NULL ? not_allowed(parent, f) : OK);
}
