/* SPDX-License-Identifier: ISC */
/*
 * What a member of a site is told by mail (RX.6): at once, in the morning or not, by kind of message; quiet hours; records of which they
 * want no mail.  And the page behind the signed link of a mail, with which whoever holds it ends such mail without a log-in (RFC 8058).
 */
#ifndef PAGES_ACCOUNT_MESSAGES_H
#define PAGES_ACCOUNT_MESSAGES_H

#include "web/visit.h"

extern const size_t messages_state;
void messages_ask(struct visit *v);
struct err *messages_show(struct visit *v) MUST_CHECK;
struct err *messages_answer(struct visit *v) MUST_CHECK;

struct err *unsubscribe_show(struct visit *v) MUST_CHECK;
struct err *unsubscribe_answer(struct visit *v) MUST_CHECK;

#endif
