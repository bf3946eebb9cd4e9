/* SPDX-License-Identifier: ISC */
/*
 * Making and editing a record of any kind.  Whatever is wrong, the form comes
 * back with everything typed; when somebody else saved meanwhile, with what they
 * saved beside it.
 */
#ifndef PAGES_RECORD_EDIT_H
#define PAGES_RECORD_EDIT_H

#include "web/subject.h"

/* What is stored, as a form of the fields that are ${editable} (record_editable); owned by the request. */
struct form *edit_stored(struct visit *v, const struct record *rec, const char *editable);

extern const size_t edit_state;
void edit_new_ask(struct visit *v);
struct err *edit_new_answer(struct visit *v) MUST_CHECK;
void edit_create_ask(struct visit *v);
struct err *edit_create_answer(struct visit *v) MUST_CHECK;
void edit_ask(struct visit *v);
struct err *edit_answer(struct visit *v) MUST_CHECK;
void edit_save_ask(struct visit *v);
struct err *edit_save_answer(struct visit *v) MUST_CHECK;

#endif
