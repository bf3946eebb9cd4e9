/* SPDX-License-Identifier: ISC */
/* The deliveries of a message as things to say, in the language in use (words_use). */
#ifndef COURIER_SAID_H
#define COURIER_SAID_H

#include "access/ctx.h"
#include "message/item.h"

/* Why a delivery is not sent any more, as delivery.error says it; NULL: it is.  ${reaches}: whoever it is for can still be reached. */
const char *said_drop(const struct rows *rows, size_t i, bool reaches, bool may_view);
/* Those of the rows of delivery_message that are sent. */
struct items *said_items(struct ctx *c, const struct rows *rows, bool may_view);
/* The one record that all of them are about; "" when they are about several, or about none. */
const char *said_record(const struct items *items);
/* The kinds of message among them, blank-separated, each once. */
const char *said_topics(const struct ctx *c, const struct items *items);

#endif
