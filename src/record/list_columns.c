/* SPDX-License-Identifier: ISC */
/* Which columns a list can show, and which of them it shows: those of its kind, until somebody has chosen. */
#include "record/list.h"

#include "base/str.h"

enum { USUAL_FIELDS = 4 /* of a kind's: with more the list is wider than a screen of 1,280 */ };

/* What every list can show besides its kind's fields.  TO ADD ONE: a row, its bit (enum list_common), its SQL in list.c, its cell in pages/record/listing_rows.c. */
static const char *const common[] = {
	[LIST_DUE] = "due", [LIST_WAITS] = "waits", [LIST_CHANGED] = "changed_at", [LIST_CREATED] = "created_at", [LIST_AUTHOR] = "author",
};

/* Number, title and state are always there.  What only those see who act on a record, and what is kept as bytes, is shown on its page alone. */
static bool
may_be_column(const struct field *f)
{
	return (!str_has_word("title due", f->name) && f->type != FIELD_FILE && f->type != FIELD_PASSWORD && !(f->flags & PERSONAL));
}

const struct field *
list_field(const struct kind *kind, size_t column)
{
	const struct field *f = column < LIST_COMMON ? NULL : &kind->fields[column - LIST_COMMON];

	return (f != NULL && may_be_column(f) ? f : NULL);
}

size_t
list_column_count(const struct kind *kind)
{
	size_t n = LIST_COMMON + field_count(kind->fields);

	return (n < LIST_COLUMNS_MAX ? n : LIST_COLUMNS_MAX);
}

const char *
list_column_name(const struct kind *kind, size_t column)
{
	const struct field *f = list_field(kind, column);

	return (column < LIST_COMMON ? common[column] : f == NULL ? NULL : f->name);
}

/* Of the fields that a kind marks, with those first that it can be sorted by. */
uint64_t
list_usual(const struct kind *kind)
{
	static const unsigned turns[] = { IN_LIST | SORT, IN_LIST };
	uint64_t set = LIST_BIT(LIST_DUE) | LIST_BIT(LIST_WAITS) | LIST_BIT(LIST_CHANGED);
	size_t n = 0, all = list_column_count(kind);

	for (size_t turn = 0; turn < ARRAY_LEN(turns); turn++)
		for (size_t i = LIST_COMMON; i < all && n < USUAL_FIELDS; i++)
			if (!(set & LIST_BIT(i)) && list_field(kind, i) != NULL && (list_field(kind, i)->flags & turns[turn]) == turns[turn]) {
				set |= LIST_BIT(i);
				n++;
			}
	return (set);
}

uint64_t
list_chosen(const struct kind *kind, const char *names)
{
	uint64_t set = 0;

	for (size_t i = 0, all = list_column_count(kind); i < all; i++)
		if (list_column_name(kind, i) != NULL && str_has_word(names, list_column_name(kind, i)))
			set |= LIST_BIT(i);
	return (set);
}

char *
list_column_names(struct ctx *c, const struct kind *kind, uint64_t set)
{
	struct buf *b = buf_new(c);

	for (size_t i = 0, all = list_column_count(kind); i < all; i++)
		if (set & LIST_BIT(i) && list_column_name(kind, i) != NULL)
			buf_fmt(b, "%s%s", b->len > 0 ? " " : "", list_column_name(kind, i));
	return (b->data);
}
