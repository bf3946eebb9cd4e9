/* SPDX-License-Identifier: ISC */
/*
 * The people of a site: members, departments, roles (R8.1, RX.8).
 *
 * routes:
 *	{ METHOD_GET,  "/{site}/settings/members",           "members.manage", 0, members_ask, members_show },
 *	{ METHOD_POST, "/{site}/settings/members",           "members.manage", ROUTE_FRESH, members_ask, members_answer },
 *	{ METHOD_GET,  "/{site}/settings/members/{account}", "members.manage", 0, member_ask, member_show },
 *	{ METHOD_POST, "/{site}/settings/members/{account}", "members.manage", ROUTE_FRESH, member_ask, member_answer },
 *	{ METHOD_GET,  "/{site}/settings/departments",       "members.manage", 0, departments_ask, departments_show },
 *	{ METHOD_POST, "/{site}/settings/departments",       "members.manage", 0, departments_ask, departments_answer },
 *	{ METHOD_GET,  "/{site}/settings/departments/{id}",  "members.manage", 0, department_ask, department_show },
 *	{ METHOD_POST, "/{site}/settings/departments/{id}",  "members.manage", 0, department_ask, department_answer },
 *	{ METHOD_GET,  "/{site}/settings/roles",             "roles.manage", 0, roles_ask, roles_show },
 *	{ METHOD_POST, "/{site}/settings/roles",             "roles.manage", ROUTE_FRESH, roles_ask, roles_answer },
 *	{ METHOD_GET,  "/{site}/settings/roles/{id}",        "roles.manage", 0, role_ask, role_show },
 *	{ METHOD_POST, "/{site}/settings/roles/{id}",        "roles.manage", ROUTE_FRESH, role_ask, role_answer },
 */
#ifndef PAGES_MEMBERS_H
#define PAGES_MEMBERS_H

#include "pages/visit.h"

void members_ask(struct visit *v);
struct err *members_show(struct visit *v) MUST_CHECK;
struct err *members_answer(struct visit *v) MUST_CHECK;
void member_ask(struct visit *v);
struct err *member_show(struct visit *v) MUST_CHECK;
struct err *member_answer(struct visit *v) MUST_CHECK;

void departments_ask(struct visit *v);
struct err *departments_show(struct visit *v) MUST_CHECK;
struct err *departments_answer(struct visit *v) MUST_CHECK;
void department_ask(struct visit *v);
struct err *department_show(struct visit *v) MUST_CHECK;
struct err *department_answer(struct visit *v) MUST_CHECK;

void roles_ask(struct visit *v);
struct err *roles_show(struct visit *v) MUST_CHECK;
struct err *roles_answer(struct visit *v) MUST_CHECK;
void role_ask(struct visit *v);
struct err *role_show(struct visit *v) MUST_CHECK;
struct err *role_answer(struct visit *v) MUST_CHECK;

#endif
