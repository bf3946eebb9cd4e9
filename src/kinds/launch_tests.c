/* SPDX-License-Identifier: ISC */
/*
 * The tests of a launch (R18.1 to R18.3).  A passed run names what was run and the document that shows it; what is not applicable
 * is so when a second person confirms it; the conclusion is about the runs so far and the acceptance about the conclusion, so a
 * new run or defect asks for both again.  Nobody makes and tests the same project.
 */
#include "base/plant.h"
#include "base/str.h"
#include "kinds/launch.h"
#include "record/waiting.h"

#include <string.h>

static const char *
fact(const struct record *rec, const char *name)
{
	return (rows_count(rec->facts) == 0 ? "" : rows_str(rec->facts, 0, name));
}

/* What stands behind "${key}=" in a list of words; NULL: it is not there. */
static const char *
word_of(struct ctx *c, const char *list, const char *key)
{
	size_t n = str_empty(key) ? 0 : strlen(key);
	char word[64];

	while (n > 0 && word_next(&list, word))
		if (strncmp(word, key, n) == 0 && word[n] == '=')
			return (mem_str(c, word + n + 1));
	return (NULL);
}

/* ---- runs */

/* The evidence is a document about tests that is approved and was not used for an earlier round as it is. */
static void
check_evidence(struct ctx *c, const struct record *rec, struct form *form)
{
	const char *version = word_of(c, fact(rec, "evidence"), form_stored(form, "evidence_id"));

	if (version == NULL)
		form_complain(form, "evidence_id", "launch_test_run.complaint.evidence", NULL);
	else
		form_set(form, "evidence_version", version);
}

static void
check_not_applicable(struct form *form)
{
	if (str_eq(form_value(form, "type"), "functional") && !PLANTED(66))
		form_complain(form, "result", "launch_test_run.complaint.functional", NULL);
	form_set(form, "state", "to_confirm");
}

void
launch_check_test(struct ctx *c, struct record *rec, struct form *form)
{
	const char *result = form_value(form, "result");

	if (str_has_word(fact(rec, "maker_ids"), str_or(c->me->id_text, "-")))
		form_complain(form, NULL, "launch_test_run.complaint.maker", NULL);
	if (!str_eq(result, "passed") && !str_says(form_value(form, "text")))
		form_complain(form, "text", "launch_test_run.complaint.no_reason", NULL);
	launch_check_round(c, rec, form);
	if (!form->ok)
		return;
	if (str_eq(result, "passed"))
		check_evidence(c, rec, form);
	else if (str_eq(result, "not_applicable"))
		check_not_applicable(form);
}

/* What was concluded was concluded of the runs before. */
static void
lapse(struct ctx *c, struct record *rec)
{
	if (!str_empty(record_value(rec, "test_conclusion")))
		record_set(c, rec, (const char *const[]){ "test_conclusion", "", "untested", "", NULL });
}

struct err *
launch_tested(struct ctx *c, struct record *rec, struct entry_row *row)
{
	(void)row;
	lapse(c, rec);
	return (OK);
}

struct err *
launch_found_wanting(struct ctx *c, const char *id)
{
	struct record *rec;

	TRY(record_load(c, id, &rec));
	if (str_eq(rec->kind->name, "launch") && str_eq(rec->state, "testing")) {
		lapse(c, rec);
		waiting_by_entries(c, rec);
	}
	return (OK);
}

/* ---- the conclusion, and the acceptance of it */

struct err *
launch_concluded(struct ctx *c, struct record *rec, const struct form *form)
{
	int64_t no = 0;

	(void)form;
	if (!str_to_int(record_value(rec, "conclusion_no"), 0, INT32_MAX - 1, &no))
		no = 0;
	record_set(c, rec, (const char *const[]){ "conclusion_no", mem_fmt(c, "%lld", (long long)no + 1), NULL });
	return (OK);
}

void
launch_check_acceptance(struct ctx *c, struct record *rec, struct form *form)
{
	launch_check_round(c, rec, form);
	if (str_empty(record_value(rec, "test_conclusion")))
		form_complain(form, NULL, "launch_acceptance.complaint.not_concluded", NULL);
	form_set(form, "conclusion_no", record_value(rec, "conclusion_no"));
}

/* ---- the team */

/* Is this account there with another number than ${no}?  The list is of "number=account". */
static bool
is_in_another(const char *list, const char *no, const char *account)
{
	char word[64];

	while (account != NULL && word_next(&list, word)) {
		char *equals = strchr(word, '=');

		if (equals == NULL)
			continue;
		*equals = '\0';
		if (str_eq(equals + 1, account) && !str_eq(word, no))
			return (true);
	}
	return (false);
}

/* Whoever developed is one who did, also when their row would say something else. */
static bool
leaves_its_part(const struct record *rec, const struct form *form)
{
	const struct form *was = rec->entry == NULL ? NULL : rec->entry->fields;

	return (was != NULL && rows_bool(rec->facts, 0, "plan_is_set") && str_has_word("developer tester", form_value(was, "role")) &&
	    !(str_eq(form_value(was, "role"), form_value(form, "role")) && str_eq(form_stored(was, "account_id"), form_stored(form, "account_id"))));
}

void
launch_check_team(struct ctx *c, struct record *rec, struct form *form)
{
	const char *no = rec->entry == NULL ? "" : rec->entry->no, *account = form_stored(form, "account_id"), *role = form_value(form, "role");

	(void)c;
	if (rows_count(rec->facts) == 0 || !form->ok)
		return;
	if (leaves_its_part(rec, form))
		form_complain(form, "role", "launch_team_member.complaint.stays", NULL);
	if (str_eq(role, "tester") &&
	    (is_in_another(fact(rec, "team_developers"), no, account) || str_has_word(fact(rec, "fixer_ids"), account)))
		form_complain(form, "account_id", "launch_team_member.complaint.makes", NULL);
	if (str_eq(role, "developer") &&
	    (is_in_another(fact(rec, "team_testers"), no, account) || str_has_word(fact(rec, "tried_ids"), account)))
		form_complain(form, "account_id", "launch_team_member.complaint.tests", NULL);
}
