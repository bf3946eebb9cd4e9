/* SPDX-License-Identifier: ISC */
/*
 * The people of a site: members, departments, roles (R8.1, RX.8).
 */
#ifndef PAGES_ADMIN_MEMBERS_H
#define PAGES_ADMIN_MEMBERS_H

#include "web/visit.h"

extern const size_t members_state;
void members_ask(struct visit *v);
struct err *members_show(struct visit *v) MUST_CHECK;
struct err *members_answer(struct visit *v) MUST_CHECK;
extern const size_t member_state;
void member_ask(struct visit *v);
struct err *member_show(struct visit *v) MUST_CHECK;
struct err *member_answer(struct visit *v) MUST_CHECK;

extern const size_t departments_state;
void departments_ask(struct visit *v);
struct err *departments_show(struct visit *v) MUST_CHECK;
struct err *departments_answer(struct visit *v) MUST_CHECK;
extern const size_t department_state;
void department_ask(struct visit *v);
struct err *department_show(struct visit *v) MUST_CHECK;
struct err *department_answer(struct visit *v) MUST_CHECK;

extern const size_t roles_state;
void roles_ask(struct visit *v);
struct err *roles_show(struct visit *v) MUST_CHECK;
struct err *roles_answer(struct visit *v) MUST_CHECK;
extern const size_t role_state;
void role_ask(struct visit *v);
struct err *role_show(struct visit *v) MUST_CHECK;
struct err *role_answer(struct visit *v) MUST_CHECK;

#endif
