/* SPDX-License-Identifier: ISC */
/* One row of a table: what its cells mean, the form it makes, and everything that is wrong with it. */
#include "base/fold.h"
#include "base/formula.h"
#include "base/str.h"
#include "base/typed.h"
#include "import/lookup.h"
#include "view/words.h"

#include <string.h>

enum { CELL_SHOWN = 60 };

struct reading {
	struct ctx *c;
	const struct batch *batch;
	const struct targets *t;
	struct people *people;
	const struct table_row *from;
	bool is_csv;
	struct import_row *row;
	const char **values;            /* per target, as the form takes it; NULL: nothing */
	size_t *columns;                /* per target; 0: none */
	struct form *besides;           /* what is no field of the kind */
	const char *times[8];           /* "14:30" behind a day, per extra; NULL: none */
};

/* ---- mistakes */

static void
complain(struct reading *r, size_t column, const char *field, const char *complaint, const char *arg, const char *arg2)
{
	struct import_row *row = r->row;
	const char *cell = column > 0 && column <= r->from->n ? r->from->cells[column - 1].text : "";
	size_t at;

	/* Not twice about the same cell: the first says what to do. */
	for (size_t i = 0; i < row->n_mistakes; i++)
		if (row->mistakes[i].column == column && str_eq(row->mistakes[i].field, field))
			return;
	if (row->n_mistakes == MISTAKES_MAX)
		return;
	/* From left to right, as one reads them. */
	for (at = row->n_mistakes++; at > 0 && row->mistakes[at - 1].column > column; at--)
		row->mistakes[at] = row->mistakes[at - 1];
	row->mistakes[at] = (struct mistake){ column, str_or(field, ""), complaint, str_or(arg, ""), str_or(arg2, ""), str_cut(r->c, cell, CELL_SHOWN) };
}

static const char *
value_in_words(const void *parent, const struct targets *t, const char *field, const char *value)
{
	const struct target *target = target_named(t, field), *state = target_named(t, "state");

	if (str_eq(value, MISTAKE_CHOICES) && target != NULL)
		return (target_choices(parent, t, target));
	if (str_starts(str_or(value, ""), MISTAKE_STATE) && state != NULL)
		return (target_word(parent, t, state, value + strlen(MISTAKE_STATE)));
	return (value);
}

const char *
mistake_text(const void *parent, const struct targets *t, const char *field, const char *complaint, const char *arg, const char *arg2)
{
	return (wordf(parent, complaint, value_in_words(parent, t, field, arg), value_in_words(parent, t, field, arg2)));
}

static size_t
target_at(const struct reading *r, const char *name)
{
	for (size_t i = 0; i < r->t->n; i++)
		if (str_eq(r->t->list[i].name, name))
			return (i);
	return (r->t->n);
}

static size_t
column_of(const struct reading *r, const char *field)
{
	size_t i = target_at(r, str_or(field, ""));

	return (i < r->t->n ? r->columns[i] : 0);
}

/* ---- cells */

/* Our own CSV puts "'" before what a spreadsheet would run; that one is taken away again, and no other. */
static const char *
unguarded(const struct reading *r, const char *text)
{
	size_t n = strspn(text, "'");

	return (r->is_csv && n > 0 && formula_runs(text + n) ? text + 1 : text);
}

/* A list says when to the minute, and a day is asked for: the time is kept for what knows it. */
static const char *
without_time(struct reading *r, size_t i, const char *text)
{
	const char *blank = strrchr(text, ' ');
	char time[TIME_TEXT];
	size_t extra = 0;

	if (blank == NULL || !typed_time(mem_strn(r->c, blank + 1, 5), time))
		return (text);
	for (size_t k = 0; k < i; k++)
		extra += r->t->list[k].is_extra;
	if (!r->t->list[i].is_extra)
		return (str_starts(time, "00:00") ? mem_strn(r->c, text, (size_t)(blank - text)) : text);
	if (extra < ARRAY_LEN(r->times))
		r->times[extra] = mem_str(r->c, time);
	return (mem_strn(r->c, text, (size_t)(blank - text)));
}

static const char *
sort_complaint(enum table_sort sort)
{
	return (sort == TABLE_ERROR ? N_("The cell contains a spreadsheet error. Correct it in the spreadsheet.") :
	    sort == TABLE_UNKNOWN ? N_("The formula in this cell has no stored result. Open the table in a spreadsheet program and save it again.") : NULL);
}

static struct err *
read_cell(struct reading *r, size_t i, const char *text, size_t column)
{
	const struct target *target = &r->t->list[i];
	struct meaning meaning;

	if (target->field->type == FIELD_DATE)
		text = without_time(r, i, text);
	if (target->field->type == FIELD_LINE && strchr(text, '\n') != NULL) {
		complain(r, column, target->name, N_("This field takes one line of text, but the cell has several."), NULL, NULL);
		return (OK);
	}
	TRY(lookup_cell(r->c, r->people, target, text, &meaning));
	if (meaning.complaint != NULL)
		complain(r, column, target->name, meaning.complaint, meaning.arg, meaning.arg2);
	r->values[i] = meaning.value;
	return (OK);
}

/* What stands in no column that goes anywhere is not dropped in silence. */
static struct err *
read_column(struct reading *r, size_t column)
{
	const struct table_cell *cell = &r->from->cells[column];
	const char *name = column < r->batch->n ? r->batch->fields[column] : "", *complaint = sort_complaint(cell->sort);
	char *text = str_trim(mem_str(r->c, unguarded(r, cell->text)));
	size_t i = target_at(r, name);

	if (str_eq(name, IMPORT_LEFT_OUT))
		return (OK);
	if (i < r->t->n)
		r->columns[i] = column + 1;
	if (complaint != NULL)
		complain(r, column + 1, i < r->t->n ? name : "", complaint, NULL, NULL);
	else if (*text != '\0' && i == r->t->n)
		complain(r, column + 1, "", N_("There is no column head above this cell, so its field is unknown. Add a head or empty the cell."), NULL, NULL);
	else if (*text != '\0' && i < r->t->n)
		return (read_cell(r, i, text, column + 1));
	return (OK);
}

static struct err *
read_cells(struct reading *r)
{
	for (size_t i = 0; i < r->batch->n && r->batch->fields[i] != NULL; i++)
		if (target_at(r, r->batch->fields[i]) < r->t->n)
			r->columns[target_at(r, r->batch->fields[i])] = i + 1;
	for (size_t i = 0; i < r->from->n; i++)
		TRY(read_column(r, i));
	for (size_t i = 0; i < r->t->n; i++)
		if (r->columns[i] == 0 && batch_constant(r->batch, r->t->list[i].name) != NULL)
			r->values[i] = batch_constant(r->batch, r->t->list[i].name);
	return (OK);
}

/* ---- forms */

static const char *
value_of(void *arg, const char *name, size_t *from)
{
	struct reading *r = arg;
	size_t i = target_at(r, name);

	return ((*from)++ > 0 || i == r->t->n ? NULL : r->values[i]);
}

static void
take_complaints(struct reading *r, const struct form *form)
{
	for (size_t i = 0; i < form->n; i++)
		if (form->inputs[i].complaint != NULL)
			complain(r, column_of(r, form->inputs[i].field->name), form->inputs[i].field->name, form->inputs[i].complaint, form->inputs[i].complaint_arg, NULL);
	if (form->complaint != NULL)
		complain(r, 0, "", form->complaint, form->complaint_arg, NULL);
}

/* ---- what an imported record says besides its fields */

/* "2023-05-06 14:30", or the day alone; NULL: nothing is said. */
static const char *
moment(const struct reading *r, const char *name)
{
	const char *day = form_stored(r->besides, name);
	size_t extra = 0;

	if (day == NULL)
		return (NULL);
	for (const struct field *f = r->t->extras; f->name != NULL && !str_eq(f->name, name); f++)
		extra++;
	return (extra < ARRAY_LEN(r->times) && r->times[extra] != NULL ? mem_fmt(r->c, "%s %s", day, r->times[extra]) : day);
}

/* A member, or the name of somebody who is none. */
static void
read_submitter(struct reading *r)
{
	const char *name = form_value(r->besides, "submitter");
	struct meaning who;

	if (str_empty(name))
		return;
	who = lookup_person(r->c, r->people, name);
	if (who.complaint != NULL && who.value == NULL)
		complain(r, column_of(r, "submitter"), "submitter", who.complaint, who.arg, who.arg2);
	else if (who.complaint != NULL)
		r->row->origin.submitter = name;
	else
		r->row->origin.submitter_id = who.value;
}

static void
read_origin(struct reading *r)
{
	struct origin *o = &r->row->origin;

	r->besides = form_read(r->c, "import", r->t->extras, value_of, r);
	o->batch = r->batch->id;
	o->row = mem_fmt(r->c, "%zu", r->from->number);
	o->old_number = form_value(r->besides, "old_number");
	o->old_key = str_lower(fold_text(r->c, o->old_number));
	o->state = form_value(r->besides, "state");
	o->made_on = form_stored(r->besides, "created_on");
	o->made_at = moment(r, "created_on");
	o->handed_in_at = moment(r, "submitted_on");
	o->closed_at = moment(r, "closed_on");
	o->due = form_stored(r->besides, "due");
	read_submitter(r);
}

static const struct imported_state *
state_named(const struct kind *kind, const char *name)
{
	for (const struct imported_state *s = kind->imported->states; s->name != NULL; s++)
		if (str_eq(s->name, name))
			return (s);
	return (NULL);
}

/* What follows the state must find what it works with. */
static void
check_needs(struct reading *r, const struct imported_state *state)
{
	const char *needs = state->needs;
	char word[64];

	while (word_next(&needs, word)) {
		const struct field *f = field_find(r->t->fields, word);
		const char *value = form_value(r->row->form, word);

		if (f->type == FIELD_TEXT ? !str_says(value) : str_empty(value))
			complain(r, column_of(r, f->name), f->name, N_("This is required in the state \"%1\"."),
			    mem_fmt(r->c, MISTAKE_STATE "%s", state->name), NULL);
	}
}

static void
check_state(struct reading *r)
{
	const struct imported_state *state = state_named(r->t->kind, r->row->origin.state);

	if (state == NULL) {
		complain(r, column_of(r, "state"), "state", N_("Enter the state: %1."), MISTAKE_CHOICES, NULL);
		return;
	}
	check_needs(r, state);
	if (r->row->origin.closed_at != NULL && !(kind_state(r->t->kind, state->name)->flags & STATE_END))
		complain(r, column_of(r, "closed_on"), "closed_on", N_("The state \"%1\" is not a closed one. Leave the day empty, or correct the state."),
		    mem_fmt(r->c, MISTAKE_STATE "%s", state->name), NULL);
}

/* What the form of a new record checks, and what it checks no more because it was decided before. */
static struct err *
check_form(struct reading *r)
{
	struct import_row *row = r->row;
	const char *state = row->origin.state;
	struct record *rec;

	row->form = form_read(r->c, r->t->kind->name, r->t->fields, value_of, r);
	/* A state that is none is complained about by itself. */
	if (state_named(r->t->kind, state) == NULL)
		row->origin.state = r->t->kind->first;
	TRY(record_try(r->c, r->t->kind, "0", row->form, &row->origin, &rec));
	row->origin.state = state;
	record_check_dates(r->c, rec, r->besides, NULL);
	return (OK);
}

struct err *
row_read(struct ctx *c, const struct batch *b, const struct targets *t, struct people *people, const struct table_row *from, bool is_csv,
    struct import_row **out)
{
	struct reading r = { .c = c, .batch = b, .t = t, .people = people, .from = from, .is_csv = is_csv };

	r.row = *out = mem_new(c, struct import_row);
	r.row->number = from->number;
	r.values = mem_array(c, const char *, t->n);
	r.columns = mem_array(c, size_t, t->n);
	if (from->n > 0 && str_starts(from->cells[0].text, IMPORT_MARK)) {
		complain(&r, 0, "", N_("This row explains the template. Delete it."), NULL, NULL);
		r.row->form = form_new(c, t->kind->name, t->fields);
		return (OK);
	}
	TRY(read_cells(&r));
	read_origin(&r);
	TRY(check_form(&r));
	take_complaints(&r, r.besides);
	take_complaints(&r, r.row->form);
	check_state(&r);
	return (OK);
}
