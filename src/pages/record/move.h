/* SPDX-License-Identifier: ISC */
/*
 * Making a move, casting a vote, taking back: POST …/moves with move=<verb>.
 */
#ifndef PAGES_RECORD_MOVE_H
#define PAGES_RECORD_MOVE_H

#include "web/visit.h"

/* Characters of an opinion that can be kept to be chosen again, as the constraint of table saying says. */
enum { SAYING_MAX = 200 };

extern const size_t move_state;
void move_ask(struct visit *v);
struct err *move_answer(struct visit *v) MUST_CHECK;

#endif
