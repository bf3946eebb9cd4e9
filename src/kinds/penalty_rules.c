/* SPDX-License-Identifier: ISC */
#include "base/str.h"
#include "kinds/penalty.h"
#include "record/record.h"

#include <string.h>

/* Which measures are for whom (R35.1). */
static const struct {
	const char *subject, *measures;
} fitting[] = {
	{ "person", "verbal_warning written_warning notice_of_criticism performance_deduction "
		    "award_ineligibility demerit "
		    "transfer dismissal_proposal compensation fine" },
	{ "department", "notice_of_criticism performance_deduction ordered_rectification" },
	{ "supplier", "contract_penalty staff_removal" },
};

static const char *
fitting_for(const char *subject)
{
	for (size_t i = 0; i < ARRAY_LEN(fitting); i++)
		if (str_eq(fitting[i].subject, subject))
			return (fitting[i].measures);
	return ("");
}

static void
check_measures(struct ctx *c, struct form *form)
{
	const char *fit = fitting_for(form_value(form, "subject"));
	char **chosen = str_split(c, mem_str(c, form_value(form, "measures")), ',');

	for (size_t i = 0; chosen[i] != NULL; i++) {
		if (!str_has_word(fit, chosen[i]))
			form_complain(
			    form, "measures", "penalty.complaint.measure_does_not_fit", NULL);
		if (str_eq(chosen[i], "fine") && !rule_is_on(c->site, RULE_FINE_ALLOWED))
			form_complain(form, "measures", "penalty.complaint.fine", NULL);
	}
}

/* "12345.60" in fen; -1: none. */
static int64_t
fen_of(struct ctx *c, const char *money)
{
	const char *decimal = str_empty(money) ? NULL : str_to_money(c, money);
	const char *dot = decimal == NULL ? NULL : strchr(decimal, '.');
	int64_t fen;

	if (dot == NULL || !str_to_int(mem_fmt(c, "%.*s%s", (int)(dot - decimal), decimal, dot + 1),
			       0, INT64_MAX, &fen))
		return (-1);
	return (fen);
}

/* What one month may take of the wage; 0: nothing, or no wage is given. */
static int64_t
most_a_month(struct ctx *c, const struct form *form)
{
	int64_t wage = fen_of(c, form_value(form, "monthly_wage"));

	return (wage <= 0 ? 0 : wage * rule_int(c->site, RULE_WAGE_SHARE) / 100);
}

/* In months; a working life has fewer. */
enum { INSTALMENTS_MAX = 600 };

static int64_t
instalments_of(struct ctx *c, const struct form *form)
{
	int64_t whole = fen_of(c, form_value(form, "compensation")), most = most_a_month(c, form);

	return (whole <= 0 || most <= 0 ? 0 : (whole - 1) / most + 1);
}

static void
check_compensation(struct ctx *c, struct form *form)
{
	if (instalments_of(c, form) > INSTALMENTS_MAX)
		form_complain(form, "compensation", "penalty.complaint.instalments", mem_fmt(c, "%d", INSTALMENTS_MAX));
	if (fen_of(c, form_value(form, "compensation")) > 0 && most_a_month(c, form) <= 0)
		form_complain(form, "monthly_wage", "penalty.complaint.no_wage",
		    rule_text(c->site, RULE_WAGE_SHARE));
}

/* "18", "第十八条": a figure, in either script, says which article. */
static bool
names_article(const char *text)
{
	static const char *const figures[] = { "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百" };

	for (size_t i = 0; i < ARRAY_LEN(figures); i++)
		if (strstr(text, figures[i]) != NULL)
			return (true);
	return (strpbrk(text, "0123456789") != NULL);
}

/* Nobody drafts a penalty for the department that they head. */
static void
check_concerned(struct ctx *c, struct form *form)
{
	int64_t department;

	if (str_to_int(form_value(form, "subject_department_id"), 1, INT64_MAX, &department) && may_for(c, PERMIT_DEPARTMENT_HEAD, department))
		form_complain(form, "subject_department_id", "penalty.complaint.own_department", NULL);
}

void
penalty_check(struct ctx *c, struct record *rec, struct form *form)
{
	const char *article = form_value(form, "article");

	(void)rec;
	check_measures(c, form);
	check_compensation(c, form);
	check_concerned(c, form);
	if (!str_empty(article) && !names_article(article))
		form_complain(form, "article", "penalty.complaint.article", NULL);
}

const char *
penalty_instalments(struct ctx *c, const struct form *form)
{
	int64_t n = instalments_of(c, form);

	/* A share that the site has lowered since may make more of them than a form would take. */
	return (n == 0 ? NULL : mem_fmt(c, "%lld", (long long)(n < INT32_MAX ? n : INT32_MAX)));
}

const char *
penalty_appeal_until(struct ctx *c, const char *from)
{
	char text[DATE_TEXT];
	int32_t day;

	if (!date_read(from, &day))
		return (NULL);
	date_text(
	    calendar_add(&c->site->calendar, day, (int)rule_int(c->site, RULE_APPEAL_DAYS)), text);
	return (mem_str(c, text));
}

const char *
penalty_effect_to(struct ctx *c, const char *from, const char *months)
{
	char text[DATE_TEXT];
	int year, month, mday, last;
	int32_t day, to;
	int64_t n;

	if (!str_to_int(months, 1, 600, &n) || !date_read(from, &day))
		return (NULL);
	to = date_add_months(day, (int)n);
	date_parts(day, &year, &month, &mday);
	date_parts(to, &year, &month, &last);
	/* The day before the same day of that month; where the month has no such day, its last. */
	date_text(last < mday ? to : to - 1, text);
	return (mem_str(c, text));
}
