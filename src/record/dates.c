/* SPDX-License-Identifier: ISC */
/* Days that can be true: between what came before and now (field.earliest, field.latest).  Days as text compare like days. */
#include "base/date.h"
#include "base/str.h"
#include "record/record.h"

#include <string.h>

enum { YEARS_AROUND = 10 };

static const char *
years_from(struct ctx *c, int years)
{
	char text[DATE_TEXT];
	int32_t today;

	if (!date_read(c->today, &today))
		return (c->today);
	date_text(date_add_months(today, 12 * years), text);
	return (mem_str(c, text));
}

/* ${day}, with so many days off: "-30", "+1", "". */
static const char *
days_from(struct ctx *c, const char *day, const char *off)
{
	char text[DATE_TEXT];
	int32_t from;
	int64_t n;

	if (*off == '\0' || !str_to_int(off + 1, 1, INT32_MAX, &n) || !date_read(day, &from))
		return (day);
	date_text(from + (int32_t)(*off == '-' ? -n : n), text);
	return (mem_str(c, text));
}

/* The day the record was made, also when that was elsewhere (src/import). */
static const char *
made_on(struct ctx *c, const struct record *rec)
{
	if (rec->origin != NULL && rec->origin->made_on != NULL)
		return (rec->origin->made_on);
	return (rec->row == NULL ? c->today : mem_strn(c, rows_str(rec->row, 0, "created_at"), 10));
}

/* What lies ahead lay ahead when the record was made; "" when that is not known. */
static const char *
ahead(struct ctx *c, const struct record *rec, const char *off)
{
	if (rec->origin == NULL)
		return (days_from(c, c->today, off));
	return (rec->origin->made_on == NULL ? "" : days_from(c, rec->origin->made_on, off));
}

/* The day that a bound names; "" when it is not known. */
static const char *
day_of(struct ctx *c, const struct record *rec, const struct form *form, const struct form *beside, const char *bound)
{
	if (str_eq(bound, "today"))
		return (c->today);
	if (str_starts(bound, "today+"))
		return (ahead(c, rec, bound + strlen("today")));
	if (str_starts(bound, "today-"))
		return (days_from(c, c->today, bound + strlen("today")));
	if (str_eq(bound, "created") || str_starts(bound, "created-"))
		return (days_from(c, made_on(c, rec), bound + strlen("created")));
	if (!str_empty(form_value(form, bound)))
		return (form_value(form, bound));
	if (beside != NULL && !str_empty(form_value(beside, bound)))
		return (form_value(beside, bound));
	return (record_value(rec, bound));
}

static void
check_one(struct ctx *c, const struct record *rec, struct form *form, const struct form *beside, const struct input *in)
{
	const struct field *f = in->field;
	const char *from = f->earliest == NULL ? years_from(c, -YEARS_AROUND) : day_of(c, rec, form, beside, f->earliest);
	const char *to = f->latest == NULL ? years_from(c, YEARS_AROUND) : day_of(c, rec, form, beside, f->latest);

	if (!str_empty(from) && strcmp(in->value, from) < 0)
		form_complain(form, f->name, N_("Enter a day from %1 on."), from);
	if (!str_empty(to) && strcmp(in->value, to) > 0)
		form_complain(form, f->name, N_("Enter a day up to %1."), to);
}

void
record_check_dates(struct ctx *c, const struct record *rec, struct form *form, const struct form *beside)
{
	for (size_t i = 0; i < form->n; i++) {
		const struct input *in = &form->inputs[i];
		/* What stands there already was right when it was typed. */
		bool is_old = beside != NULL && str_eq(form_value(beside, in->field->name), in->value);

		if (in->field->type == FIELD_DATE && in->complaint == NULL && !str_empty(in->value) && !is_old)
			check_one(c, rec, form, beside, in);
	}
}
