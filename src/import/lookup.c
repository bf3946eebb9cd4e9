/* SPDX-License-Identifier: ISC */
#include "import/lookup.h"

#include "base/fold.h"
#include "base/str.h"
#include "base/typed.h"
#include "import/names.h"
#include "view/words.h"

#include <string.h>

enum { TITLES = 64 };

struct people {
	struct names *members, *departments;
	/* Titles that were looked up for this piece; most rows name the same few. */
	struct title {
		const char *ref, *text;
		struct meaning meaning;
	} titles[TITLES];
	size_t n_titles;
};

struct err *
lookup_ask(struct ctx *c, struct people **out)
{
	struct people *people = mem_new(c, struct people);
	struct rows *members, *departments;

	db_ask(c->db, c, STMT_IMPORT_PEOPLE, &members, ARGS(c->site_id));
	db_ask(c->db, c, STMT_IMPORT_DEPARTMENTS, &departments, ARGS(c->site_id));
	TRY(db_wait(c->db));
	people->members = names_new(people);
	people->departments = names_new(people);
	for (size_t i = 0; i < rows_count(members); i++) {
		const char *id = rows_str(members, i, "id"), *login = rows_str(members, i, "login"), *name = rows_str(members, i, "name");

		names_add(people->members, name, id, login);
		names_add(people->members, login, id, login);
		names_add(people->members, mem_fmt(c, "%s(%s)", name, login), id, login);
	}
	for (size_t i = 0; i < rows_count(departments); i++) {
		names_add(people->departments, rows_str(departments, i, "name"), rows_str(departments, i, "id"), rows_str(departments, i, "name"));
		names_add(people->departments, rows_str(departments, i, "name_en"), rows_str(departments, i, "id"), rows_str(departments, i, "name"));
	}
	*out = people;
	return (OK);
}

/* "zhangwei1, zhangwei2": what tells those of one name apart. */
static const char *
shown(struct ctx *c, const struct name *first, size_t n)
{
	struct buf *b = buf_new(c);

	for (size_t i = 0; i < n && i < 10; i++)
		buf_fmt(b, "%s%s", i > 0 ? word(N_(", ")) : "", first[i].shown);
	return (b->data);
}

/* "王强（业务部，wangqiang）", as lists call those who share a name: the name with the log-in alone. */
static const char *
told_apart(struct ctx *c, const char *text)
{
	char *folded = fold_text(c, text), *open = strchr(folded, '('), *last;
	size_t n = strlen(folded);

	if (open == NULL || folded[n - 1] != ')')
		return (text);
	folded[n - 1] = '\0';
	last = strrchr(open, ',');
	last = last == NULL ? open + 1 : last + 1;
	*open = '\0';
	return (mem_fmt(c, "%s(%s)", folded, last));
}

struct meaning
lookup_person(struct ctx *c, struct people *people, const char *text)
{
	size_t n;
	const struct name *found = names_find(people->members, text, &n);

	if (n == 0)
		found = names_find(people->members, told_apart(c, text), &n);

	if (n == 1)
		return ((struct meaning){ .value = found->id });
	if (n > 1)
		return ((struct meaning){ .complaint = n == 2 ? N_("Two members are called \"%1\". Enter the login name: %2.") :
		    N_("Several members are called \"%1\". Enter the login name: %2."), .arg = text, .arg2 = shown(c, found, n) });
	return ((struct meaning){ .value = "", .complaint = N_("No member is called \"%1\". Check the name, or enter the login name."), .arg = text });
}

static struct meaning
department(struct ctx *c, struct people *people, const char *text)
{
	size_t n;
	const struct name *found = names_find(people->departments, text, &n);

	if (n == 1)
		return ((struct meaning){ .value = found->id });
	if (n > 1)
		return ((struct meaning){ .complaint = N_("Several departments match \"%1\": %2. Enter a name that matches only one."), .arg = text, .arg2 = shown(c, found, n) });
	return ((struct meaning){ .complaint = N_("No department is called \"%1\". See the page Departments for their names."), .arg = text });
}

/* ---- records, by number or title */

static struct err *
by_title(struct ctx *c, const struct field *f, const char *text, struct meaning *out)
{
	struct rows *rows;
	struct buf *b = buf_new(c);

	TRY(db_run(c->db, c, STMT_IMPORT_TITLED, &rows, ARGS(c->site_id, f->ref, text)));
	for (size_t i = 0; i < rows_count(rows); i++)
		buf_fmt(b, "%s%s", i > 0 ? word(N_(", ")) : "", rows_str(rows, i, "number"));
	*out = (struct meaning){ .value = b->data };
	if (rows_count(rows) > 1)
		*out = (struct meaning){ .complaint = N_("Several records are called \"%1\": %2. Enter the number."), .arg = text, .arg2 = b->data };
	else if (rows_count(rows) == 0)
		*out = (struct meaning){ .complaint = N_("You can see no record called \"%1\". Enter its number."), .arg = text };
	return (OK);
}

/* "PLT-2026-0001 统一门户", as our lists write it, is its number. */
static struct err *
record(struct ctx *c, struct people *people, const struct field *f, const char *text, struct meaning *out)
{
	const char *number = typed_number(c, text);
	struct title *title;

	if (number == NULL)
		number = typed_number(c, mem_strn(c, text, strcspn(text, " ")));
	if (number != NULL) {
		*out = (struct meaning){ .value = number };
		return (OK);
	}
	for (size_t i = 0; i < people->n_titles; i++)
		if (str_eq(people->titles[i].ref, f->ref) && str_eq(people->titles[i].text, text)) {
			*out = people->titles[i].meaning;
			return (OK);
		}
	TRY(by_title(c, f, text, out));
	title = &people->titles[people->n_titles < TITLES ? people->n_titles++ : TITLES - 1];
	*title = (struct title){ f->ref, text, *out };
	return (OK);
}

/* ---- any cell */

/* Days, amounts and times as people write them; what is none of them the form complains about. */
static const char *
as_typed(struct ctx *c, const struct field *f, const char *text)
{
	char day[DATE_TEXT], time[TIME_TEXT];

	switch (f->type) {
	case FIELD_DATE:
		return (typed_date(text, day) ? mem_str(c, day) : text);
	case FIELD_TIME:
		return (typed_time(text, time) ? mem_str(c, time) : text);
	case FIELD_MONEY:
		return (str_or(typed_money(c, text), text));
	default:
		return (text);
	}
}

static struct err *
one(struct ctx *c, struct people *people, const struct target *target, const char *text, struct meaning *out)
{
	const struct name *found;
	size_t n;

	switch (target->field->type) {
	case FIELD_ACCOUNT:
	case FIELD_ACCOUNTS:
		*out = lookup_person(c, people, text);
		return (OK);
	case FIELD_DEPARTMENT:
		*out = department(c, people, text);
		return (OK);
	case FIELD_RECORD:
	case FIELD_RECORDS:
		return (record(c, people, target->field, text, out));
	default:
		*out = (struct meaning){ .value = as_typed(c, target->field, text) };
	}
	if (target->values == NULL)
		return (OK);
	found = names_find(target->values, text, &n);
	if (n == 1)
		out->value = found->id;
	else if (target->field->type == FIELD_FLAG)
		*out = (struct meaning){ .complaint = N_("\"%1\" is neither yes nor no."), .arg = text };
	/* A number is read by the form where it has no name. */
	else if (target->field->type != FIELD_INT)
		*out = (struct meaning){ .complaint = N_("\"%1\" is not one of the choices: %2."), .arg = text, .arg2 = MISTAKE_CHOICES };
	return (OK);
}

static bool
is_several(enum field_type type)
{
	return (type == FIELD_CHOICES || type == FIELD_ACCOUNTS || type == FIELD_RECORDS);
}

/* What separates several in one cell; a blank does not, names have some. */
static char *
separated(const void *parent, const char *text)
{
	static const char *const marks[] = { "，", "、", "；", ";", "," };
	struct buf *b = buf_new(parent);

	while (*text != '\0') {
		size_t n = 0;

		for (size_t i = 0; i < ARRAY_LEN(marks) && n == 0; i++)
			n = str_starts(text, marks[i]) ? strlen(marks[i]) : 0;
		buf_putc(b, n > 0 ? '\n' : *text);
		text += n > 0 ? n : 1;
	}
	return (b->data);
}

struct err *
lookup_cell(struct ctx *c, struct people *people, const struct target *target, const char *text, struct meaning *out)
{
	struct buf *b = buf_new(c);
	char **part;

	if (!is_several(target->field->type))
		return (one(c, people, target, text, out));
	*out = (struct meaning){ 0 };
	/* Titles may hold marks: where records are meant, each stands on a line. */
	part = str_split(c, target->field->type == FIELD_RECORDS ? mem_str(c, text) : separated(c, text), '\n');
	for (; *part != NULL && out->complaint == NULL; part++) {
		if (*str_trim(*part) == '\0')
			continue;
		TRY(one(c, people, target, *part, out));
		buf_fmt(b, "%s%s", b->len > 0 ? "," : "", str_or(out->value, ""));
	}
	if (out->complaint == NULL)
		out->value = b->data;
	return (OK);
}
