/* SPDX-License-Identifier: ISC */
/*
 * Going live (R20.1, R20.3): nothing is logged or confirmed before the window has begun by the portal's clock, and what the log calls
 * abnormal is an incident, with the emergency plans at hand, that the launch waits for.
 */
#include "base/plant.h"
#include "base/str.h"
#include "kinds/kinds.h"
#include "kinds/launch.h"

static void
check_begun(const struct record *rec, struct form *form, const char *complaint)
{
	if (rows_count(rec->facts) > 0 && !rows_bool(rec->facts, 0, "window_begun"))
		form_complain(form, NULL, complaint, NULL);
}

void
launch_check_log(struct ctx *c, struct record *rec, struct form *form)
{
	launch_check_round(c, rec, form);
	check_begun(rec, form, "launch_log.complaint.before_window");
}

void
launch_check_confirmation(struct ctx *c, struct record *rec, struct form *form)
{
	const char *function = rows_count(rec->facts) == 0 ? "" : rows_str(rec->facts, 0, "my_function");

	launch_check_round(c, rec, form);
	check_begun(rec, form, "launch_confirmation.complaint.before_window");
	form_set(form, "function", str_empty(function) ? "other" : function);
	form_set(form, "department_id", rows_count(rec->facts) == 0 ? "" : rows_str(rec->facts, 0, "my_department"));
}

/* What the line says of it; whoever handles it says more. */
static struct form *
incident_of(struct ctx *c, const struct record *rec, const struct form *line)
{
	struct form *form = form_new(c, "incident", incident_kind.fields);
	const char *text = form_value(line, "text");

	form_set(form, "title", record_title_from(c, text));
	form_set(form, "platform_id", record_value(rec, "platform_id"));
	form_set(form, "target_id", rec->number);
	form_set(form, "severity", form_value(line, "severity"));
	form_set(form, "found_on", c->today);
	form_set(form, "found_at", rows_str(rec->facts, 0, "clock"));
	form_set(form, "description", text);
	form_set(form, "owner_id", str_or(rec->owner_id, ""));
	return (form);
}

struct err *
launch_logged(struct ctx *c, struct record *rec, struct entry_row *row)
{
	struct record *incident;
	struct rows *id;

	if (!str_eq(form_value(row->fields, "type"), "abnormal") || PLANTED(69))
		return (OK);
	record_ask_id(c, &id);
	TRY(db_wait(c->db));
	TRY(record_create(c, &incident_kind, rows_text(id, 0, "id"), incident_of(c, rec, row->fields), &incident));
	if (incident == NULL)
		return (RAISE(ERR_INTERNAL, "line %s of the log of %s makes no incident", row->no, rec->number));
	db_ask(c->db, c, STMT_LAUNCH_LOG_OPENED, NULL, ARGS(c->site_id, rec->id, row->no, incident->id));
	return (OK);
}

void
launch_note_use(struct ctx *c, struct record *rec, const struct rows *used)
{
	if (rows_count(used) > 0)
		record_set(c, rec, (const char *const[]){ "used_on", rows_text(used, 0, "day"), "used_from", rows_text(used, 0, "began"),
		    "used_to", rows_text(used, 0, "ended"), NULL });
}
