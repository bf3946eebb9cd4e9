/* SPDX-License-Identifier: ISC */
/* What a change in force unlocks is edited under it, point by point; for what is no text somebody says why it needs no edit. */
#include "ctl/demo.h"

#include "base/str.h"
#include "kinds/kinds.h"
#include "record/entry.h"
#include "record/workflow.h"

static bool
is_text(const struct kind *kind, const char *name)
{
	const struct field *f = field_find(kind->fields, name);

	return (f != NULL && (f->type == FIELD_TEXT || f->type == FIELD_LINE));
}

/* The texts that are unlocked say what the change said. */
static struct err *
edit(struct ctx *c, struct record *target, const char *what)
{
	struct form *form = form_new(c, target->kind->name, target->kind->fields);
	const char *unlocked = str_or(record_editable(c, target), "");

	for (size_t i = 0; i < form->n; i++) {
		struct input *in = &form->inputs[i];

		*in = *form_input(target->fields, in->field->name);
		if (str_has_word(unlocked, in->field->name) && is_text(target->kind, in->field->name))
			form_set(form, in->field->name, mem_fmt(c, "%s（变更：%s）", str_cut(c, in->value, 60), str_cut(c, what, 50)));
	}
	TRY(record_edit(c, target, form, target->version));
	return (form->ok ? OK : RAISE(ERR_INTERNAL, "%s is not edited under a change", target->number));
}

static struct err *
excuse(struct ctx *c, struct story *s, struct record *rec, struct entry_row *row)
{
	static const struct field reason = { "reason", FIELD_TEXT };
	const struct act *act = entry_act_named(row->sort, "excuse");
	struct form *form = form_new(c, row->sort->table, entry_asks(c, row->sort, act));
	bool done;

	form_set(form, "reason", str_or(demo_value(c, s, &reason), ""));
	TRY(entry_do(c, rec, row, act, form, &done));
	return (done ? OK : RAISE(ERR_INTERNAL, "point %s of %s is not settled", row->no, rec->number));
}

struct err *
demo_apply(struct ctx *c, struct story *s, struct record *rec)
{
	const struct entry *sort = kind_entry(&change_kind, "point");
	struct record *target;
	struct rows *rows;

	TRY(record_load(c, form_stored(rec->fields, "target_id"), &target));
	TRY(edit(c, target, record_value(rec, "what")));
	entry_ask(c, sort, rec->number, ENTRIES_ALL, &rows);
	TRY(db_wait(c->db));
	for (size_t i = 0; i < rows_count(rows); i++)
		if (str_eq(rows_str(rows, i, "state"), "open"))
			TRY(excuse(c, s, rec, entry_at(c, sort, rows, i)));
	return (OK);
}
