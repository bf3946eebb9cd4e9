/* SPDX-License-Identifier: ISC */
#include "record/absence.h"

#include "access/event.h"
#include "base/str.h"
#include "record/vote.h"

#include <string.h>

enum { LONGEST_DAYS = 366 };

const struct field absence_fields[] = {
	{ "delegate_id", FIELD_ACCOUNT, REQUIRED },
	{ "starts_on", FIELD_DATE, REQUIRED },
	{ "ends_on", FIELD_DATE, REQUIRED },
	{ "hands_over", FIELD_FLAG, WIDE },
	{ "reason", FIELD_LINE, WIDE, .max = 200 },
	{ NULL },
};

/* Dates are "YYYY-MM-DD" once the form took them, so text order is time's. */
static void
check_days(const struct ctx *c, struct form *form)
{
	const char *from = form_value(form, "starts_on"), *to = form_value(form, "ends_on");
	int32_t first, last;

	if (!date_read(from, &first) || !date_read(to, &last))
		return;
	if (last < first)
		form_complain(form, "ends_on", "absence.ends_before", NULL);
	else if (strcmp(to, c->today) < 0)
		form_complain(form, "ends_on", "absence.is_over", NULL);
	else if (last - first > LONGEST_DAYS)
		form_complain(form, "ends_on", "absence.too_long", NULL);
	if (str_eq(form_value(form, "delegate_id"), c->me->id_text))
		form_complain(form, "delegate_id", "absence.not_yourself", NULL);
}

struct err *
absence_add(struct ctx *c, struct form *form)
{
	const char *from = form_value(form, "starts_on"), *to = form_value(form, "ends_on");
	bool hands_over = str_eq(form_stored(form, "hands_over"), "true");
	struct rows *added;
	struct event *e;

	check_days(c, form);
	if (!form->ok)
		return (OK);
	TRY(db_run(c->db, c, STMT_DELEGATION_ADD, &added, ARGS(c->site_id, c->me->id_text, form_value(form, "delegate_id"), from, to,
	    form_value(form, "reason"), c->now, hands_over ? "t" : "f")));
	if (rows_count(added) == 0) {
		form_complain(form, "delegate_id", hands_over ? "absence.no_colleague" : "absence.no_member", NULL);
		return (OK);
	}
	e = event_new(c, "delegation.add", NULL, c->me->login);
	event_say(e, "delegate", rows_str(added, 0, "delegate"));
	event_say(e, "from", from);
	event_say(e, "to", to);
	if (hands_over)
		event_say(e, "hands_over", "yes");
	return (vote_judge_all(c));
}
