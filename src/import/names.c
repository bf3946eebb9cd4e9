/* SPDX-License-Identifier: ISC */
#include "import/names.h"

#include "base/fold.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

struct names {
	struct name *list;
	size_t n, room;
	bool is_sorted;
};

static const char *const marks[] = { "(必填)", "(required)", "*", ":" };

char *
names_key(const void *parent, const char *text)
{
	char *key = str_lower(fold_text(parent, text));
	size_t k = 0, n;

	for (size_t i = 0; key[i] != '\0'; i++)
		if (key[i] != ' ')
			key[k++] = key[i];
	key[k] = '\0';
	for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
		n = strlen(marks[i]);
		if (k > n && str_eq(key + k - n, marks[i]))
			key[k -= n] = '\0';
	}
	return (key);
}

struct names *
names_new(const void *parent)
{
	return (mem_new(parent, struct names));
}

void
names_add(struct names *names, const char *text, const char *id, const char *shown)
{
	const char *key = names_key(names, text);

	if (*key == '\0')
		return;
	if (names->n == names->room) {
		names->list = mem_grow(names, names->list, sizeof *names->list, names->room, names->room * 2 + 16);
		names->room = names->room * 2 + 16;
	}
	names->list[names->n++] = (struct name){ key, mem_str(names, id), mem_str(names, shown) };
	names->is_sorted = false;
}

static int
by_key(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	return (order != 0 ? order : strcmp(x->id, y->id));
}

/* One thing may be called the same in both languages. */
static void
sort(struct names *names)
{
	size_t k = 0;

	if (names->n > 1)
		qsort(names->list, names->n, sizeof *names->list, by_key);
	for (size_t i = 0; i < names->n; i++)
		if (k == 0 || by_key(&names->list[k - 1], &names->list[i]) != 0)
			names->list[k++] = names->list[i];
	names->n = k;
	names->is_sorted = true;
}

const struct name *
names_find(struct names *names, const char *text, size_t *n)
{
	char *key = names_key(names, text);
	size_t low = 0, high;

	if (!names->is_sorted)
		sort(names);
	high = names->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(names->list[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*n = 0;
	while (*key != '\0' && low + *n < names->n && strcmp(names->list[low + *n].key, key) == 0)
		(*n)++;
	mem_free(key);
	return (*n == 0 ? NULL : &names->list[low]);
}
