/* SPDX-License-Identifier: ISC */
/* History in words: what happened to a record, as templates/part/history.cs shows it. */
#ifndef WEB_HISTORY_H
#define WEB_HISTORY_H

#include "record/kind.h"
#include "web/visit.h"

/* Queue ${n} events of a record before the event ${before} (NULL: the latest). */
void history_ask(struct visit *v, const struct kind *kind, const char *number, const char *before,
    int n, struct rows **rows);
void history_put(struct visit *v, struct node *list, const struct kind *kind, const struct rows *events);

/* The changes that an event of a record says of itself, in the words of its kind; ${names}: of the ids in them, as the statement returns them. */
void history_put_changes(struct visit *v, struct node *list, const struct kind *kind, const char *detail,
    const char *names);

/* One stored value as people read it; ${names} as above. */
const char *history_value(struct visit *v, const struct kind *kind, const struct field *f, const char *names, const char *value);

/* The same as text, a line each, appended; of ${v} only the context is looked at. */
void history_text_changes(struct visit *v, struct buf *to, const struct kind *kind, const char *detail, const char *names);

/* Who did it: ${name}; without one whoever made the record anonymously, whose name nothing keeps, else ${nobody}. */
const char *history_who(const char *name, const char *detail, const char *nobody);

/* A word of an event as it is shown: instead of the name of somebody who was removed (${gone}: such words, one a line) that they were (RX.15). */
const char *history_name(const char *gone, const char *text);

#endif
