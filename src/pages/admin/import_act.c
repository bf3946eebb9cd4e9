/* SPDX-License-Identifier: ISC */
/* What people do about an import: assign columns, check, ask for the second person, confirm, decline, drop, take back. */
#include "pages/admin/import.h"

#include "access/event.h"
#include "base/str.h"
#include "view/words.h"

void
import_act_ask(struct visit *v)
{
	int64_t n;

	if (!str_to_int(str_or(visit_arg(v, "id"), ""), 1, INT64_MAX, &n))
		return;
	/* Held first, so that what is read behind it is what is decided on. */
	db_ask(v->c->db, v->c, STMT_IMPORT_HOLD, NULL, ARGS(v->c->site_id, visit_arg(v, "id")));
	import_ask(v);
}

static void
say(struct visit *v, const struct batch *b, const char *action)
{
	struct event *e = event_new(v->c, action, NULL, b->file_name);

	event_say(e, "import", b->id);
	event_say(e, "kind", b->kind->name);
}

static void
step(struct visit *v, const struct batch *b, const char *status)
{
	db_ask(v->c->db, v->c, STMT_IMPORT_STEP, NULL, ARGS(v->c->site_id, b->id, status, v->c->now));
}

/* ---- columns */

/* Only names that there are; what is the same for all rows stands behind the columns. */
static char **
typed_fields(struct visit *v, const struct batch *b, const struct targets *t)
{
	char **fields = mem_array(v->c, char *, b->n + t->n + 1);
	size_t n = 0;

	for (; n < b->n; n++) {
		const char *typed = visit_form(v, mem_fmt(v->c, "c%zu", n + 1));

		fields[n] = mem_str(v->c, str_eq(typed, IMPORT_LEFT_OUT) || target_named(t, typed) != NULL ? typed : "");
	}
	for (size_t i = 0; i < t->n; i++) {
		const char *same = visit_form(v, mem_fmt(v->c, "same.%s", t->list[i].name));

		for (const char *const *choice = t->list[i].field->choices; choice != NULL && *choice != NULL; choice++)
			if (str_eq(*choice, same))
				fields[n++] = mem_fmt(v->c, "%s=%s", t->list[i].name, same);
	}
	return (fields);
}

static struct err *
check(struct visit *v, struct batch *b, const char **complaint)
{
	struct ctx *c = v->c;
	const struct targets *t = targets_of(c, b->kind);
	const char *key, *arg;

	b->fields = typed_fields(v, b, t);
	key = batch_complaint(c, b, t, &arg);
	if (key != NULL) {
		*complaint = wordf(c, key, arg, NULL);
		return (OK);
	}
	db_ask(c->db, c, STMT_IMPORT_FIELDS_PUT, NULL, ARGS(c->site_id, b->id, form_array(c, b->fields), c->now));
	db_ask(c->db, c, STMT_IMPORT_CHECK_AGAIN, NULL, ARGS(c->site_id, b->id));
	step(v, b, "checking");
	return (OK);
}

/* Another sheet of the workbook has other heads. */
static struct err *
choose_sheet(struct visit *v, struct batch *b, const char **complaint)
{
	struct head *head;

	TRY(head_read(v->c, import_stored_path(v, b), visit_form(v, "sheet"), &head));
	if (head->fault != NULL) {
		*complaint = import_fault(v, head->fault);
		return (OK);
	}
	return (batch_put_head(v->c, b->id, b->kind, head));
}

static struct err *
back_to_columns(struct visit *v, struct batch *b, const char **complaint)
{
	(void)complaint;
	step(v, b, "columns");
	return (OK);
}

/* ---- the second person */

static struct err *
ask(struct visit *v, struct batch *b, const char **complaint)
{
	struct ctx *c = v->c;
	const struct rows *r = STATE_OF(v, import_state)->row;
	const char *doubles = visit_form(v, "doubles");

	if (str_has_word("skip make", doubles))
		db_ask(c->db, c, STMT_IMPORT_DOUBLES_DECIDE, NULL, ARGS(c->site_id, b->id, doubles));
	else if (rows_int(r, 0, "doubled") > 0)
		*complaint = word(N_("Choose what to do with the rows that exist already."));
	if (rows_int(r, 0, "wrong") > 0)
		*complaint = word(N_("Correct the table first, then start again with the corrected file."));
	if (*complaint != NULL)
		return (OK);
	db_ask(c->db, c, STMT_IMPORT_WAIT, NULL, ARGS(c->site_id, b->id, c->now));
	batch_tell(c, NULL, "import_wanted", b->file_name);
	say(v, b, "import.ask");
	return (OK);
}

static struct err *
confirm(struct visit *v, struct batch *b, const char **complaint)
{
	struct ctx *c = v->c;

	(void)complaint;
	if (!rows_bool(STATE_OF(v, import_state)->row, 0, "are_two") || c->me->is_held)
		return (err_say(RAISE(ERR_FORBIDDEN, "import %s is for somebody else to confirm", b->id), N_("power.not_you")));
	db_ask(c->db, c, STMT_IMPORT_CONFIRM, NULL, ARGS(c->site_id, b->id, c->me->id_text, c->now));
	say(v, b, "import.confirm");
	return (OK);
}

static struct err *
decline(struct visit *v, struct batch *b, const char **complaint)
{
	const struct import_state *s = STATE_OF(v, import_state);

	(void)complaint;
	step(v, b, "checked");
	say(v, b, "import.decline");
	if (!str_eq(rows_str(s->row, 0, "created_by"), v->c->me->id_text))
		batch_tell(v->c, rows_str(s->row, 0, "created_by"), "import_declined", b->file_name);
	return (OK);
}

static struct err *
drop(struct visit *v, struct batch *b, const char **complaint)
{
	(void)complaint;
	step(v, b, "dropped");
	db_ask(v->c->db, v->c, STMT_IMPORT_FORGET, NULL, ARGS(v->c->site_id, b->id));
	say(v, b, "import.drop");
	return (OK);
}

static struct err *
undo(struct visit *v, struct batch *b, const char **complaint)
{
	struct ctx *c = v->c;

	if (!rows_bool(STATE_OF(v, import_state)->row, 0, "can_undo")) {
		*complaint = word(N_("An import can be taken back for 30 days. This period has ended."));
		return (OK);
	}
	db_ask(c->db, c, STMT_IMPORT_UNDO, NULL, ARGS(c->site_id, b->id, c->me->id_text, c->now));
	say(v, b, "import.undo");
	return (OK);
}

/* ---- which of them, and when */

/* TO ADD ONE: a row, its button in templates/pages/import.cs, a step of app.import_wall. */
static const struct import_act {
	const char *name;
	const char *from;               /* where the import must stand */
	bool own;                       /* for who began it */
	bool decides;                   /* asks for the password again */
	struct err *(*act)(struct visit *v, struct batch *b, const char **complaint);
} acts[] = {
	{ "check", "columns", true, false, check },
	{ "sheet", "columns", true, false, choose_sheet },
	{ "columns", "checked", true, false, back_to_columns },
	{ "ask", "checked", true, false, ask },
	{ "back", "waiting", true, false, decline },
	{ "drop", "columns checking checked waiting", false, false, drop },
	{ "confirm", "waiting", false, true, confirm },
	{ "decline", "waiting", false, true, decline },
	{ "undo", "done", false, true, undo },
};

static struct err *
answer(struct visit *v, bool decides)
{
	const struct import_act *act = NULL;
	const char *complaint = NULL, *name = visit_form(v, "act");
	struct batch *b;

	TRY(import_read(v, &b));
	for (size_t i = 0; i < ARRAY_LEN(acts); i++)
		if (str_eq(acts[i].name, name) && acts[i].decides == decides)
			act = &acts[i];
	if (act == NULL)
		return (RAISE(ERR_INVALID, "act=\"%s\"", name));
	if (!str_has_word(act->from, b->status))
		return (err_say(RAISE(ERR_CONFLICT, "import %s is \"%s\"", b->id, b->status), N_("Someone else has continued this import in the meantime. Reload the page.")));
	if (act->own && !str_eq(rows_str(STATE_OF(v, import_state)->row, 0, "created_by"), v->c->me->id_text))
		return (err_say(RAISE(ERR_FORBIDDEN, "import %s is somebody else's", b->id), N_("Only the person who started the import can do this. You can confirm or cancel the import.")));
	TRY(act->act(v, b, &complaint));
	if (complaint != NULL)
		return (import_put(v, b, complaint));
	return (visit_go(v, str_eq(name, "drop") ? visit_path(v, "settings/import") : import_path(v, b->id), NULL));
}

struct err *
import_answer(struct visit *v)
{
	return (answer(v, false));
}

struct err *
import_decide(struct visit *v)
{
	return (answer(v, true));
}
