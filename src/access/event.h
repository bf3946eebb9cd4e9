/* SPDX-License-Identifier: ISC */
/*
 * History: one row per thing that happened, append-only and chained (RX.4).
 * Events are kept with the context and written by event_flush as the last
 * statements of a transaction, because each holds the site's chain until the end.
 */
#ifndef ACCESS_EVENT_H
#define ACCESS_EVENT_H

#include "access/ctx.h"

struct event;

/* A new event "record.move", "role.grant"…; record_id and object may be NULL. Owned by ${c}. */
struct event *event_new(struct ctx *c, const char *action, const char *record_id, const char *object);
void event_for(struct event *e, const char *account_id);                              /* a delegate acts for them */
void event_say(struct event *e, const char *name, const char *value);                 /* detail.<name>; NULL is null */
void event_change(struct event *e, const char *field, const char *old, const char *now); /* detail.changes.<field> = [old, now] */
/* Queue all events of the context; called once, by whoever commits (web/serve.c, gatehousectl). */
void event_flush(struct ctx *c);

#endif
