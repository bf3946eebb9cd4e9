/* SPDX-License-Identifier: ISC */
/* The body of a request: as much of it as the route takes, and as its sender may send. */
#ifndef WEB_INTAKE_H
#define WEB_INTAKE_H

#include "web/serve.h"
#include "web/visit.h"

/* Of somebody who may post here.  A second time nothing happens: when a request is tried once more, its body was read the first time. */
struct err *intake_body(struct visit *v, struct wire *wire) MUST_CHECK;
/*
 * What somebody typed whose session has ended, to be kept over the log-in: no file of it is hashed or stored.  Nobody asks for this
 * of a browser that had no session.
 */
struct err *intake_typed(struct visit *v, struct wire *wire) MUST_CHECK;

#endif
