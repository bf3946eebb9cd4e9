/* SPDX-License-Identifier: ISC */
/*
 * What a change states of its target: "fields" of the topic names the fields, "new_<field>" says the new value where it is written;
 * else a text is what was there and what the change is about, a day is put off, a person is replaced.  "tasks" are put off.
 */
#include "ctl/demo.h"

#include "base/str.h"
#include "kinds/kinds.h"
#include "pages/record/stating.h"
#include "record/proposal.h"

enum { PUT_OFF = 20 };  /* working days */

/* Somebody else of the department, or of any when it has nobody. */
static const char *
somebody_else(struct story *s, const char *account)
{
	for (int tries = 0; tries < 20; tries++) {
		const struct resident *r = demo_staff(s->town, &s->dice, tries < 10 ? s->department_id : NULL);

		if (r != NULL && !str_eq(r->id, account))
			return (r->id);
	}
	return (account);
}

static const char *
value_of(struct ctx *c, struct story *s, const struct input *was, const char *what)
{
	const char *own = demo_wording(s, mem_fmt(c, "new_%s", was->field->name));

	if (!str_empty(own))
		return (own);
	switch (was->field->type) {
	case FIELD_DATE:
		return (ctx_days_ahead(c, PUT_OFF));
	case FIELD_ACCOUNT:
		return (somebody_else(s, was->value));
	case FIELD_LINE:
		return (mem_fmt(c, "%s（更正）", was->value));
	case FIELD_TEXT:
		return (str_empty(was->value) ? what : mem_fmt(c, "%s\n变更后：%s", was->value, what));
	default:
		return (was->value);
	}
}

static struct err *
state(struct ctx *c, struct story *s, struct record *rec, const struct proposed *p, const char *names)
{
	struct form *form = proposal_form(c, p, proposal_fields(c, p), NULL);

	for (size_t i = 0; i < form->n; i++)
		if (str_has_word(names, form->inputs[i].field->name))
			form_set(form, form->inputs[i].field->name, value_of(c, s, &form->inputs[i], record_value(rec, "what")));
	TRY(proposal_put(c, rec, p, form, NULL));
	return (form->ok ? OK : demo_wrong(s, form));
}

static struct err *
state_tasks(struct ctx *c, struct story *s, struct record *rec, struct proposed *p)
{
	char **no = str_split(c, mem_str(c, demo_wording(s, "tasks")), ',');
	struct rows *rows;

	p->sort = kind_entry(p->target->kind, "task");
	for (size_t i = 0; p->sort != NULL && no[i] != NULL; i++) {
		p->no = no[i];
		entry_ask_one(c, p->sort, p->target->number, p->no, &rows);
		TRY(db_wait(c->db));
		TRY(entry_read(c, p->sort, rows, &p->row));
		TRY(state(c, s, rec, p, "due"));
	}
	return (OK);
}

/* "goal,acceptance" */
static const char *
words_of(struct ctx *c, const char *list)
{
	char *words = mem_str(c, list);

	for (char *at = words; *at != '\0'; at++)
		*at = *at == ',' ? ' ' : *at;
	return (words);
}

struct err *
demo_state(struct ctx *c, struct story *s, struct record *rec)
{
	struct visit v = { .c = c };
	struct proposed p = { .no = "0" };
	struct rows *stated;

	TRY(record_load(c, form_stored(rec->fields, "target_id"), &p.target));
	TRY(state(c, s, rec, &p, words_of(c, demo_wording(s, "fields"))));
	TRY(state_tasks(c, s, rec, &p));
	TRY(db_run(c->db, c, STMT_PROPOSED_SHOWN, &stated, ARGS(c->site_id, rec->number)));
	return (proposal_note(c, rec, stating_text(&v, stated)));
}
