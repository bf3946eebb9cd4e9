/* SPDX-License-Identifier: ISC */
/*
 * A notice that a rule makes and publishes at once: commendations and penalty decisions (R34.1,
 * R35.1).
 */
#ifndef KINDS_PUBLISH_H
#define KINDS_PUBLISH_H

#include "access/ctx.h"

struct announcement {
	const char *type, *title, *body;
	const char *audience;           /* "all" or "department" */
	const char *department_id;      /* of that audience */
	const char *source;             /* number of the record it announces */
};

/* *id is that of the notice, owned by ${c}. Waits. */
struct err *publish(struct ctx *c, const struct announcement *what, const char **id) MUST_CHECK;

#endif
