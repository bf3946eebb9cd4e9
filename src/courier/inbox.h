/* SPDX-License-Identifier: ISC */
/*
 * Answers to mail (RX.6) become comments: the mailbox is read in each round, and each mail is sent as the form of the record's page would be,
 * as whom its signed address names, with the rights they have at that moment (web/post.h).  The address alone is not enough: the mail must
 * also come from the address of that account.  What no person wrote, and what answers no mail of ours, is passed over in silence; whoever
 * wrote what cannot be taken is told why, as of anything else (notification), and never the address that a mail says it comes from.
 *
 * The mail's key is written in the transaction of the comment (table mail_in), and the mail is marked in the mailbox after it: whoever dies
 * in between finds the mail again and takes it no second time.
 */
#ifndef COURIER_INBOX_H
#define COURIER_INBOX_H

#include "courier/outbox.h"

/* Reads what has come, through the same connections; nothing where no mailbox is configured.  One mail that fails stops no other. */
struct err *inbox_read(const struct outbox *ways) MUST_CHECK;

#endif
