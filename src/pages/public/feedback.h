/* SPDX-License-Identifier: ISC */
/*
 * The public feedback form of a site (RX.11): no account; off unless the
 * site's rules open it.  Robots are kept out by a field that people do not
 * see, a question in words, a signed time (neither at once nor after a day)
 * and limits per address and per site.  The sender follows it up by a code
 * and sees state and answer, nothing internal.
 */
#ifndef PAGES_PUBLIC_FEEDBACK_H
#define PAGES_PUBLIC_FEEDBACK_H

#include "web/visit.h"

extern const size_t feedback_state;
void feedback_ask(struct visit *v);
struct err *feedback_show(struct visit *v) MUST_CHECK;
struct err *feedback_answer(struct visit *v) MUST_CHECK;
extern const size_t feedback_status_state;
void feedback_status_ask(struct visit *v);
struct err *feedback_status_answer(struct visit *v) MUST_CHECK;

#endif
