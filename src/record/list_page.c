/* SPDX-License-Identifier: ISC */
/* What a list that was read says of its pages and columns, and how it is planned. */
#include "record/list.h"

#include "base/str.h"
#include "record/cursor.h"

size_t
list_count(const struct list *list)
{
	size_t n = list->finds_nothing ? 0 : rows_count(list->rows);

	return (n > list_most(list) ? list_most(list) : n);
}

size_t
list_total(const struct list *list)
{
	return (list->finds_nothing ? 0 : (size_t)rows_int(list->counted, 0, "n"));
}

bool
list_has_next(const struct list *list)
{
	return (!list->finds_nothing && rows_count(list->rows) > list_most(list));
}

char *
list_after(struct ctx *c, const struct list *list)
{
	const char *id = rows_text(list->rows, LIST_PAGE - 1, "id");

	if (str_eq(list->sort, "number"))
		return (mem_str(c, id));
	return (cursor_write(c, (const char *const[]){ id, rows_str(list->rows, LIST_PAGE - 1, "sort_value") }, 2));
}

const struct field **
list_columns(struct ctx *c, const struct kind *kind, bool exported)
{
	const struct field **columns = mem_array(c, const struct field *, field_count(kind->fields) + 1);
	unsigned wanted = exported ? IN_LIST | EXPORTED : IN_LIST;
	size_t n = 0;

	for (const struct field *f = kind->fields; f->name != NULL; f++)
		if (f->flags & wanted)
			columns[n++] = f;
	return (columns);
}

void
list_plan(struct ctx *c, bool by_value)
{
	db_ask(c->db, c, STMT_PLAN_FOR, NULL, ARGS(by_value ? "force_custom_plan" : "force_generic_plan"));
}
