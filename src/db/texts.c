/* SPDX-License-Identifier: ISC */
#include "db/inside.h"

#include "base/str.h"

#include <stdint.h>
#include <stdio.h>

/* FNV-1a; a collision costs one comparison. */
static uint64_t
texts_hash(const char *s)
{
	uint64_t h = 14695981039346656037u;

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211u;
	return (h);
}

/*
 * Composed texts come from declarations, so there are few of them; the limit
 * is for the day when somebody composes one from input against the contract.
 */
struct text *
texts_find(struct db *db, const char *sql)
{
	uint64_t hash = texts_hash(sql);
	struct text *t;
	size_t i;

	for (i = 0; i < db->texts_n; i++) {
		if (db->texts[i].hash == hash && str_eq(db->texts[i].sql, sql))
			return (&db->texts[i]);
	}
	if (db->texts_n == TEXTS_MAX)
		return (NULL);
	t = &db->texts[db->texts_n];
	t->hash = hash;
	t->sql = mem_str(db, sql);
	(void)snprintf(t->name, sizeof t->name, "t%u", (unsigned)db->texts_n % 10000);
	db->texts_n++;
	return (t);
}
