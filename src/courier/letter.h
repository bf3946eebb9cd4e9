/* SPDX-License-Identifier: ISC */
/*
 * A mail: text and simple HTML (RFC 5322, 2045 to 2047, by GMime), threaded by the record it is about, with the link that ends such mail
 * (RFC 8058), and a signed address to which it can be answered.  This file and answer.c know GMime.
 */
#ifndef COURIER_LETTER_H
#define COURIER_LETTER_H

#include "access/ctx.h"
#include "courier/todo.h"
#include "courier/weekly.h"
#include "message/item.h"

struct letter {
	const char *to_name, *to;       /* whoever gets it */
	const char *account_id;
	const struct items *items;      /* one at least */
	const char *reply_to;           /* where it can be answered; NULL: nowhere */
	const struct todo *todo;        /* what waits for them, with a mail that they want once a day or a week; else NULL */
	const struct weekly *figures;   /* how the site stands, for who wants that each week; else NULL */
};

/* The whole mail with CRLF, in the language in use; owned by ${c}. */
struct err *letter_write(struct ctx *c, const struct letter *letter, struct buf **out) MUST_CHECK;

#endif
