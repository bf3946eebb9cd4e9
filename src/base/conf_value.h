/* SPDX-License-Identifier: ISC */
/* Values of settings as people write them: 20MB, 30min, on.  Only for conf.c. */
#ifndef BASE_CONF_VALUE_H
#define BASE_CONF_VALUE_H

#include <stdbool.h>
#include <stdint.h>

struct conf_unit {
	const char *name;
	int64_t factor;
};

extern const struct conf_unit conf_value_bytes[];     /* kB, MB, GB: of 1024; NULL name last */
extern const struct conf_unit conf_value_seconds[];   /* s, min, h, d */
extern const struct conf_unit conf_value_none[];

/* A whole number and a unit, blanks between allowed; without a unit it counts in the first one. */
bool conf_value_amount(const char *text, const struct conf_unit *units, int64_t *out);
bool conf_value_switch(const char *text, bool *out);  /* on off, true false, yes no, 1 0 */
bool conf_value_zone(const char *name);               /* does the system know this time zone? */
/* Write ${amount} with the largest unit that divides it. */
void conf_value_write(int64_t amount, const struct conf_unit *units, char *out, unsigned long room);

#endif
