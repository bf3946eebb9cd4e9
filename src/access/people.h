/* SPDX-License-Identifier: ISC */
/* Members, departments, roles of a site: adding, changing, and what must stay true (the last administrator stays). */
#ifndef ACCESS_PEOPLE_H
#define ACCESS_PEOPLE_H

#include "access/ctx.h"

/* The built-in roles with their permissions for a new site; in the running transaction, inside the site. */
struct err *people_seed_roles(struct ctx *c) MUST_CHECK;
struct err *people_add_member(struct ctx *c, const char *account_id, const char *department_id) MUST_CHECK;
/* Grant and revoke end the person's other sessions and write history. ERR_CONFLICT: nobody would be left who may manage members and roles. */
struct err *people_set_roles(struct ctx *c, const char *account_id, char **role_ids) MUST_CHECK;
/* Leaves: waiting items, opinions and ownership go to ${heir_id}; roles end. ERR_CONFLICT as above. */
struct err *people_leave(struct ctx *c, const char *account_id, const char *heir_id) MUST_CHECK;

#endif
