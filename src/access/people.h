/* SPDX-License-Identifier: ISC */
/* Members, departments, roles of a site: adding, changing, and what must stay true (the last administrator stays). */
#ifndef ACCESS_PEOPLE_H
#define ACCESS_PEOPLE_H

#include "access/ctx.h"

/* The built-in roles with their permissions for a new site; in the running transaction, inside the site. */
struct err *people_seed_roles(struct ctx *c) MUST_CHECK;
struct err *people_add_member(struct ctx *c, const char *account_id, const char *department_id) MUST_CHECK;
/*
 * Grant and revoke write history and take effect at once.  The seats of lead and deputy pass from one person to
 * the next. ERR_CONFLICT: nobody would be left who may manage members and roles, or who leads the group.
 */
struct err *people_set_roles(struct ctx *c, const char *account_id, char **role_ids) MUST_CHECK;
/* The same, but roles that carry power are only requested (access/power.h); *asked is their number. */
struct err *people_ask_roles(struct ctx *c, const char *account_id, char **role_ids, const char *reason, size_t *asked) MUST_CHECK;
/* Grants one more role. */
struct err *people_grant(struct ctx *c, const char *account_id, const char *role_id) MUST_CHECK;
/*
 * Checks that lead and deputy are two different people and that no seat became vacant since
 * ${before} (STMT_SEATS_HELD, or NULL) (R6.1a). ERR_CONFLICT.
 */
struct err *people_check_seats(struct ctx *c, const struct rows *before) MUST_CHECK;
/* Leaves: ownership, opinions, and what waits by ${actions} ("{kind/move,…}", those that come with being responsible) go to ${heir_id}; roles end. ERR_CONFLICT as above. */
struct err *people_leave(struct ctx *c, const char *account_id, const char *heir_id, const char *actions) MUST_CHECK;

#endif
