/* SPDX-License-Identifier: ISC */
#include "form/check.h"

#include "base/fold.h"
#include "base/str.h"
#include "base/typed.h"
#include <ctype.h>
#include <string.h>

enum {
	LINE_MAX_CHARS = 200,
	TEXT_MAX_CHARS = 20000,
	PASSWORD_MAX_BYTES = 256,
	EMAIL_MAX_BYTES = 254,
};

static void
wrong(struct input *input, const char *complaint, const char *arg)
{
	input->complaint = complaint;
	input->complaint_arg = arg;
}

static void
right(struct input *input, const char *value)
{
	input->value = value;
	input->stored = value;
}

static void
check_length(struct form *form, struct input *input, int otherwise)
{
	int max = input->field->max > 0 ? input->field->max : otherwise;
	size_t chars = str_chars(input->value);

	if (chars > (size_t)max)
		wrong(input, N_("Use at most %1 characters."), mem_fmt(form, "%d", max));
	else if (input->field->min > 0 && chars < (size_t)input->field->min)
		wrong(input, N_("Use at least %1 characters."),
		    mem_fmt(form, "%d", input->field->min));
	else
		right(input, input->value);
}

static void
check_choice(struct form *form, struct input *input)
{
	const char *value = fold_text(form, input->value);

	if (field_has_choice(input->field, value))
		right(input, value);
	else
		wrong(input, N_("Choose one of the answers offered."), NULL);
}

static void
check_date(struct form *form, struct input *input)
{
	char day[DATE_TEXT];

	if (typed_date(input->value, day))
		right(input, mem_str(form, day));
	else
		wrong(input, N_("Enter a date that exists, such as %1."), "2026-11-23");
}

static void
check_time(struct form *form, struct input *input)
{
	char time[TIME_TEXT];

	if (typed_time(input->value, time))
		right(input, mem_str(form, time));
	else
		wrong(input, N_("Enter a time such as %1."), "09:30");
}

static void
check_int(struct form *form, struct input *input)
{
	const struct field *f = input->field;
	int max = f->max > f->min ? f->max : INT32_MAX;
	int64_t n;

	if (typed_int(input->value, f->min, max, &n))
		right(input, mem_fmt(form, "%lld", (long long)n));
	else if (f->max > f->min)
		wrong(input, N_("Enter a whole number from %1."),
		    mem_fmt(form, "%d–%d", f->min, f->max));
	else
		wrong(input, N_("Enter a whole number, %1 or more."), mem_fmt(form, "%d", f->min));
}

static void
check_money(struct form *form, struct input *input)
{
	const char *decimal = typed_money(form, input->value);

	if (decimal != NULL && input->field->min > 0 && strpbrk(decimal, "123456789") == NULL)
		wrong(input, N_("Enter an amount above zero. If there is no amount, leave out the choice that requires one."), NULL);
	else if (decimal != NULL)
		right(input, decimal);
	else
		wrong(input, N_("Enter an amount in yuan such as %1."), "12,345.60");
}

static void
check_flag(struct form *form, struct input *input)
{
	const char *v = fold_text(form, input->value);

	if (str_eq(v, "1") || str_eq(v, "t") || str_eq(v, "true") || str_eq(v, "on")) {
		input->value = "1";
		input->stored = "true";
	} else {
		input->value = "";
		input->stored = "false";
	}
}

static void
check_id(struct form *form, struct input *input)
{
	const char *value = fold_code(form, input->value);
	int64_t id;

	if (str_to_int(value, 1, INT64_MAX, &id))
		right(input, value);
	else
		wrong(input, N_("Choose one of the answers offered."), NULL);
}

static void
check_record(struct form *form, struct input *input)
{
	const char *number = typed_number(form, input->value);

	if (number != NULL)
		right(input, number);
	else
		wrong(input, N_("Enter a record's number such as %1."), "REQ-2026-0042");
}

/* Checks only the form of the address; only sending mail would show whether it works. */
static void
check_email(struct form *form, struct input *input)
{
	const char *v = fold_text(form, input->value), *at = strchr(v, '@');
	bool shaped = at != NULL && at != v && strchr(at + 1, '@') == NULL &&
		      strlen(v) <= EMAIL_MAX_BYTES && at[1] != '.' && strchr(at + 1, '.') != NULL &&
		      v[strlen(v) - 1] != '.' && strstr(at, "..") == NULL;

	for (const char *p = v; shaped && *p != '\0'; p++)
		shaped = isgraph((unsigned char)*p) && strchr("<>()[]\\,;:\"", *p) == NULL;
	if (shaped)
		right(input, v);
	else
		wrong(input, N_("Enter an e-mail address such as %1."), "name@example.com");
}

static void
check_password(struct form *form, struct input *input)
{
	(void)form;
	if (strlen(input->value) > PASSWORD_MAX_BYTES)
		wrong(input, N_("Use at most %1 characters."), "256");
	else
		right(input, input->value);
}

void
check_value(struct form *form, struct input *input)
{
	static void (*const checks[])(struct form *, struct input *) = {
		[FIELD_CHOICE] = check_choice,
		[FIELD_DATE] = check_date,
		[FIELD_INT] = check_int,
		[FIELD_MONEY] = check_money,
		[FIELD_FLAG] = check_flag,
		[FIELD_ACCOUNT] = check_id,
		[FIELD_DEPARTMENT] = check_id,
		[FIELD_RECORD] = check_record,
		[FIELD_EMAIL] = check_email,
		[FIELD_PASSWORD] = check_password,
		[FIELD_TIME] = check_time,
		[FIELD_FILE] = NULL,
	};
	enum field_type type = input->field->type;

	if (type == FIELD_LINE || type == FIELD_TEXT)
		check_length(form, input, type == FIELD_LINE ? LINE_MAX_CHARS : TEXT_MAX_CHARS);
	else if (checks[type] != NULL)
		checks[type](form, input);
}

/* One of several: its own little field of the single type. */
static enum field_type
single(enum field_type type)
{
	switch (type) {
	case FIELD_CHOICES:
		return (FIELD_CHOICE);
	case FIELD_ACCOUNTS:
		return (FIELD_ACCOUNT);
	default:
		return (FIELD_RECORD);
	}
}

void
check_values(struct form *form, struct input *input, char **parts)
{
	struct field one = *input->field;
	struct buf *joined = buf_new(form);

	one.type = single(one.type);
	for (char **p = parts; *p != NULL; p++) {
		struct input each = { .field = &one, .value = *p };

		check_value(form, &each);
		if (each.complaint != NULL)
			wrong(input, each.complaint, each.complaint_arg);
		else
			*p = mem_str(form, each.value);
		buf_put(joined, p == parts ? "" : ",");
		buf_put(joined, *p);
	}
	input->value = joined->data;
	if (input->complaint == NULL)
		input->stored = form_array(form, parts);
}

/*
 * Line ends become "\n" and are removed at both ends.  Blanks before the first word are kept,
 * because they may be intended.
 */
static char *
clean_lines(const void *parent, const char *typed)
{
	char *clean, *to;

	typed += strspn(typed, "\r\n");
	clean = to = mem_str(parent, typed);
	for (const char *p = typed; *p != '\0'; p++)
		if (*p != '\r' || p[1] != '\n')
			*to++ = *p == '\r' ? '\n' : *p;
	while (to > clean && to[-1] == '\n')
		to--;
	*to = '\0';
	return (clean);
}

char *
check_clean(const void *parent, enum field_type type, const char *typed)
{
	if (type == FIELD_PASSWORD)
		return (mem_str(parent, typed));
	/* A text without visible characters is empty. */
	if (fold_is_empty(typed))
		return (mem_str(parent, ""));
	return (type == FIELD_TEXT ? clean_lines(parent, typed) : fold_line(parent, typed));
}
