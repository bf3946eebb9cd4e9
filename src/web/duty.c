/* SPDX-License-Identifier: ISC */
#include "web/duty.h"

#include "base/date.h"
#include "base/str.h"
#include "record/kind.h"
#include "view/words.h"

const char *
duty_title(struct ctx *c, const char *rule, const char *part)
{
	const char *title = word_of(c, "duty", "rule", rule);

	return (str_empty(part) ? title : wordf(c, N_("%1: %2"), title, word_of(c, "duty.part", rule, part)));
}

const char *
duty_period(struct ctx *c, const struct rows *rows, size_t i)
{
	return (mem_fmt(c, "%s – %s", rows_str(rows, i, "starts_on"), rows_str(rows, i, "ends_on")));
}

/* "?year=2027&quarter=1": what the form of a plan begins with. */
static const char *
query_of(struct ctx *c, const struct duty_rule *r, const char *starts_on)
{
	int year, month, mday;
	int32_t day;

	if (r->begins_with == NULL || !date_read(starts_on, &day))
		return ("");
	date_parts(day, &year, &month, &mday);
	if (str_has_word(r->begins_with, "quarter"))
		return (mem_fmt(c, "?year=%d&quarter=%d", year, (month - 1) / 3 + 1));
	return (mem_fmt(c, "?year=%d", year));
}

const char *
duty_begin(struct ctx *c, const char *slug, const struct rows *rows, size_t i)
{
	const struct duty_rule *r = duty_rule_named(rows_str(rows, i, "rule"));
	const struct kind *kind = kind_named(rows_str(rows, i, "kind"));

	if (r != NULL && *r->begins != '#')
		return (mem_fmt(c, "/%s/%s%s", slug, r->begins, query_of(c, r, rows_str(rows, i, "starts_on"))));
	if (r != NULL && kind != NULL)
		return (mem_fmt(c, "/%s/%s/%s%s", slug, kind->plural, rows_str(rows, i, "number"), r->begins[1] == '\0' ? "" : r->begins));
	return (mem_fmt(c, "/%s/duties", slug));
}
