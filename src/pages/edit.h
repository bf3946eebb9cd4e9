/* SPDX-License-Identifier: ISC */
/*
 * Making and editing a record of any kind.  Whatever is wrong, the form comes
 * back with everything typed; when somebody else saved meanwhile, with what they
 * saved beside it.
 *
 * Routes (app/routes.c); "new" before "{number}":
 *	{ METHOD_GET, "/{site}/{kind}/new", "record.view", 0, edit_new_ask, edit_new_answer },
 *	{ METHOD_POST, "/{site}/{kind}", "record.view", ROUTE_UPLOADS, edit_create_ask, edit_create_answer },
 *	{ METHOD_GET, "/{site}/{kind}/{number}/edit", "record.view", 0, edit_ask, edit_answer },
 *	{ METHOD_POST, "/{site}/{kind}/{number}/edit", "record.view", ROUTE_UPLOADS, edit_save_ask, edit_save_answer },
 */
#ifndef PAGES_EDIT_H
#define PAGES_EDIT_H

#include "pages/subject.h"

void edit_new_ask(struct visit *v);
struct err *edit_new_answer(struct visit *v) MUST_CHECK;
void edit_create_ask(struct visit *v);
struct err *edit_create_answer(struct visit *v) MUST_CHECK;
void edit_ask(struct visit *v);
struct err *edit_answer(struct visit *v) MUST_CHECK;
void edit_save_ask(struct visit *v);
struct err *edit_save_answer(struct visit *v) MUST_CHECK;

#endif
