/* SPDX-License-Identifier: ISC */
/* Who may decide an appeal, and what a penalty may be changed into (R35.2). */
#include "base/str.h"
#include "kinds/appeal.h"
#include "record/record.h"

#include <string.h>

enum { DECIDERS = 3, DECIDERS_AT_LEAST = 2 };

static bool
is_eligible(const struct record *rec, const char *account)
{
	return (str_has_word(rows_str(rec->facts, 0, "eligible"), account));
}

/* People, not names: one who is named three times is one. */
static size_t
count_chosen(struct ctx *c, const struct form *form)
{
	char **chosen = str_split(c, mem_str(c, form_value(form, "deciders")), ',');
	size_t n = 0;

	for (size_t i = 0; chosen[i] != NULL; i++) {
		size_t before = 0;

		while (before < i && !str_eq(chosen[before], chosen[i]))
			before++;
		n += before == i;
	}
	return (n);
}

/* How many may decide, but for whoever names them. */
static size_t
count_eligible(const struct ctx *c, const struct record *rec)
{
	const char *at = rows_str(rec->facts, 0, "eligible");
	char word[WORD_MAX];
	size_t n = 0;

	while (word_next(&at, word))
		n += !str_eq(word, c->me->id_text);
	return (n);
}

/* Nobody decides alone, and three decide wherever there are three. */
static void
check_count(struct ctx *c, struct record *rec, struct form *form)
{
	size_t eligible = count_eligible(c, rec), chosen = count_chosen(c, form);

	if (eligible < DECIDERS_AT_LEAST)
		form_complain(form, "deciders", "appeal.complaint.too_few_eligible", NULL);
	else if (chosen < (eligible < DECIDERS ? eligible : DECIDERS))
		form_complain(form, "deciders", "appeal.complaint.too_few",
		    mem_fmt(c, "%zu", eligible < DECIDERS ? eligible : DECIDERS));
}

/*
 * The facts know who may decide: group members who neither proposed the penalty nor are concerned.  Who names them and words the
 * change is none of them.
 */
static void
check_deciders(struct ctx *c, struct record *rec, struct form *form)
{
	char **chosen = str_split(c, mem_str(c, form_value(form, "deciders")), ',');

	for (size_t i = 0; chosen[i] != NULL; i++) {
		if (!is_eligible(rec, chosen[i]))
			form_complain(form, "deciders", "appeal.complaint.not_eligible", NULL);
		if (str_eq(chosen[i], c->me->id_text))
			form_complain(form, "deciders", "appeal.complaint.names_oneself", NULL);
	}
	check_count(c, rec, form);
}

bool
appeal_is_chosen(struct ctx *c, const struct form *form, const char *account)
{
	char **chosen = str_split(c, mem_str(c, form_value(form, "deciders")), ',');

	for (size_t i = 0; chosen[i] != NULL; i++)
		if (str_eq(chosen[i], account))
			return (true);
	return (false);
}

/* How many of those chosen have made this judgement? */
static size_t
agree(struct ctx *c, const struct record *rec, const struct form *form, const char *judgement)
{
	size_t n = 0;

	for (size_t i = 0; i < rows_count(rec->votes); i++)
		n += str_eq(rows_text(rec->votes, i, "choice"), judgement) &&
		     appeal_is_chosen(c, form, rows_text(rec->votes, i, "account_id"));
	return (n);
}

/* Naming others is no way to choose the outcome: who has judged stays, and new ones have the last word. */
void
appeal_check_others(struct ctx *c, struct record *rec, struct form *form)
{
	size_t n = count_chosen(c, form);

	check_deciders(c, rec, form);
	for (size_t i = 0; i < rows_count(rec->votes); i++) {
		const char *account = rows_text(rec->votes, i, "account_id");

		if (is_eligible(rec, account) && !appeal_is_chosen(c, form, account))
			form_complain(form, "deciders", "appeal.complaint.has_judged", rows_str(rec->votes, i, "name"));
		if (2 * agree(c, rec, form, rows_str(rec->votes, i, "choice")) > n)
			form_complain(form, "deciders", "appeal.complaint.decided_at_once", NULL);
	}
}

/* ---- what the penalty becomes when it is changed */

/* The measures as they will be: as chosen, or as they are. */
const char *
appeal_measures(const struct record *rec, const struct form *form)
{
	return (str_or(form_value(form, "new_measures"), rows_str(rec->facts, 0, "measures_now")));
}

bool
appeal_deducts(const struct record *rec, const struct form *form)
{
	return (strstr(appeal_measures(rec, form), "performance_deduction") != NULL);
}

/* An appeal never makes it worse: no new measure but the mildest. */
static void
check_measures(struct ctx *c, struct record *rec, struct form *form)
{
	const char *had = rows_str(rec->facts, 0, "measures_now");
	char **kept = str_split(c, mem_str(c, form_value(form, "new_measures")), ',');
	char **all = str_split(c, mem_str(c, had), ',');

	for (size_t i = 0; kept[i] != NULL; i++) {
		bool is_known = str_eq(kept[i], "verbal_warning");

		for (size_t k = 0; all[k] != NULL; k++)
			is_known = is_known || str_eq(kept[i], all[k]);
		if (!is_known)
			form_complain(form, "new_measures", "appeal.complaint.harder", NULL);
	}
}

/* Of the points fewer remain, or, where measures fall, no more than there were. */
static void
check_points(const struct record *rec, struct form *form, bool other)
{
	int64_t now = rows_int(rec->facts, 0, "points_now"), then = now;

	if (!appeal_deducts(rec, form))
		return;
	if (!str_to_int(str_or(form_value(form, "new_points"), "-"), 0, INT64_MAX, &then) ||
	    then > now || (then == now && !other))
		form_complain(form, "new_points", "appeal.complaint.not_fewer",
		    rows_str(rec->facts, 0, "points_now"));
}

static bool
is_filled(const struct form *form)
{
	return (!str_empty(form_value(form, "new_measures")) || !str_empty(form_value(form, "new_points")) ||
		!str_empty(form_value(form, "new_decision")));
}

/* What it might be changed into is said whole. */
void
appeal_check_rewording(struct ctx *c, struct record *rec, struct form *form)
{
	bool other = !str_eq(appeal_measures(rec, form), rows_str(rec->facts, 0, "measures_now"));

	check_measures(c, rec, form);
	if (!appeal_deducts(rec, form) && !other)
		form_complain(form, "new_measures", "appeal.complaint.nothing_changes", NULL);
	if (!str_says(form_value(form, "new_decision")))
		form_complain(form, "new_decision", "appeal.complaint.no_wording", NULL);
	check_points(rec, form, other);
}

void
appeal_check_accepting(struct ctx *c, struct record *rec, struct form *form)
{
	check_deciders(c, rec, form);
	if (is_filled(form))
		appeal_check_rewording(c, rec, form);
}
