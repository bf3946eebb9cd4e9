/* SPDX-License-Identifier: ISC */
/*
 * The table of permissions and which built-in role holds which (workflows.md,
 * "Built-in roles"). A permission is a name like "requirement.triage"; the
 * route table and the moves of the kinds define what it allows. Sites tick
 * permissions for roles of their own (RX.8).
 */
#ifndef ACCESS_PERMIT_H
#define ACCESS_PERMIT_H

#include "base/err.h"
#include <stdbool.h>

/* TO ADD ONE: a row in permit.c; words "permit.<name>" in both catalogues; ask for it in a route or a move. */
struct permit {
	const char *name;
	const char *area;        /* heading on the roles page: words "permit.area.<area>" */
	const char *roles;       /* built-in roles that hold it from the start, blank-separated */
	bool in_department;      /* holds for records of the holder's own department only */
};
extern const struct permit permits[];               /* ends with a row without a name */

/* Built-in roles in the order of the roles page. */
struct builtin_role {
	const char *key;
	bool second_factor;      /* asked for from the start? */
};
extern const struct builtin_role builtin_roles[];   /* ends with a row without a key */

const struct permit *permit_find(const char *name);  /* NULL: no such permission */
bool permit_is_default(const struct permit *permit, const char *role);

#endif
