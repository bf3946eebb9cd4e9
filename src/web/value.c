/* SPDX-License-Identifier: ISC */
#include "web/value.h"

#include "base/str.h"
#include "view/words.h"
#include "web/subject.h"

#include <string.h>

bool
value_is_reference(const struct field *f)
{
	switch (f->type) {
	case FIELD_ACCOUNT:
	case FIELD_ACCOUNTS:
	case FIELD_DEPARTMENT:
	case FIELD_RECORD:
	case FIELD_RECORDS:
		return (true);
	default:
		return (false);
	}
}

bool
value_is_number(const struct field *f)
{
	return (f->type == FIELD_INT || f->type == FIELD_MONEY);
}

bool
value_needs_label(const struct field *f)
{
	return (value_is_number(f) || f->type == FIELD_DATE || f->type == FIELD_TIME || f->type == FIELD_ACCOUNT ||
	    f->type == FIELD_FLAG);
}

const char *
value_initial(struct visit *v, const char *name)
{
	const char *last = str_or(name, "");

	if ((unsigned char)*last < 0x80)
		return (mem_strn(v->c, last, *last == '\0' ? 0 : 1));
	for (const char *s = last; *s != '\0'; s++)
		if (((unsigned char)*s & 0xC0) != 0x80)
			last = s;
	return (last);
}

/* A department's name in the language of the page: its English one stands in a second line. */
static const char *
department_name(struct visit *v, const char *names)
{
	size_t n = strcspn(names, "\n");

	if (names[n] == '\0')
		return (names);
	return (str_eq(words_language(), "en") ? names + n + 1 : mem_strn(v->c, names, n));
}

const char *
value_name(struct visit *v, const struct field *f, const struct rows *rows, size_t row)
{
	const char *name;

	if (!value_is_reference(f))
		return (NULL);
	name = rows_text(rows, row, mem_fmt(v->c, "%s.name", f->name));
	return (f->type == FIELD_DEPARTMENT && name != NULL ? department_name(v, name) : name);
}

const char *
value_size(struct visit *v, int64_t bytes)
{
	long long kib = (long long)(bytes + 1023) / 1024, tenths = kib * 10 / 1024;

	if (kib < 1024)
		return (mem_fmt(v->c, "%lld KB", kib));
	return (tenths % 10 == 0 ? mem_fmt(v->c, "%lld MB", tenths / 10)
				 : mem_fmt(v->c, "%lld.%lld MB", tenths / 10, tenths % 10));
}

/* The words of several choices, separated as the language does. */
static const char *
options_text(struct visit *v, const struct kind *kind, const struct field *f, const char *value)
{
	char **choice = str_split(v->c, mem_str(v->c, value), ',');
	struct buf *b = buf_new(v->c);

	for (size_t i = 0; choice[i] != NULL; i++)
		buf_fmt(b, "%s%s", i == 0 ? "" : word(", "),
		    word_of(v->c, kind->name, f->name, choice[i]));
	return (b->data);
}

const char *
value_text(struct visit *v, const struct kind *kind, const struct field *f, const char *value,
    const char *name)
{
	if (str_empty(value))
		return ("");
	switch (f->type) {
	case FIELD_CHOICE:
		return (word_of(v->c, kind->name, f->name, value));
	case FIELD_CHOICES:
		return (options_text(v, kind, f, value));
	case FIELD_FLAG:
		return (word(str_has_word("1 t true on yes", value) ? N_("Yes") : N_("No")));
	case FIELD_MONEY:
		return (str_money(v->c, value));
	case FIELD_DEPARTMENT:
		return (department_name(v, str_or(name, value)));
	default:
		return (str_or(name, value));
	}
}

static void
put_record(struct visit *v, struct node *node, const char *line)
{
	size_t n = strcspn(line, " ");
	const char *path = subject_path_of(v, mem_strn(v->c, line, n));

	node_put(node, "text", line);
	if (path != NULL)
		node_put(node, "url", path);
}

/* A reference that is out of this person's sight has no name, and is not shown by its id either. */
static void
put_records(struct visit *v, struct node *node, const struct field *f, const char *names)
{
	char **line = str_split(v->c, mem_str(v->c, str_or(names, "")), '\n');

	if (line[0] == NULL)
		node_put(node, "text", "");
	else if (f->type == FIELD_RECORD)
		put_record(v, node, line[0]);
	else
		for (size_t i = 0; line[i] != NULL; i++)
			put_record(v, node_item(node_in(node, "items")), line[i]);
}

/* A file of the record that the page is about: "id name". */
static void
put_file(struct visit *v, struct node *node, const char *file)
{
	size_t n = strcspn(file, " ");

	if (file[n] == '\0')
		return;
	node_put(node, "text", file + n + 1);
	node_put(node, "url", visit_path(v, "%s/%s/files/%s", visit_arg(v, "kind"), visit_arg(v, "number"), mem_strn(v->c, file, n)));
}

void
value_put(struct visit *v, struct node *node, const struct kind *kind, const struct field *f,
    const struct rows *rows, size_t row)
{
	const char *name = value_name(v, f, rows, row);

	if (f->type == FIELD_RECORD || f->type == FIELD_RECORDS)
		put_records(v, node, f, name);
	else if (f->type == FIELD_FILE)
		put_file(v, node, rows_str(rows, row, f->name));
	else if (value_is_reference(f))
		node_put(node, "text", name);
	else
		node_put(node, "text", value_text(v, kind, f, rows_str(rows, row, f->name), NULL));
}
