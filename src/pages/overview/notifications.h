/* SPDX-License-Identifier: ISC */
/*
 * What a person was told (RX.6): per site, and together over all their sites.
 */
#ifndef PAGES_OVERVIEW_NOTIFICATIONS_H
#define PAGES_OVERVIEW_NOTIFICATIONS_H

#include "web/visit.h"

extern const size_t notifications_state;
struct err *notifications_all(struct visit *v) MUST_CHECK;
struct err *notifications_read_all(struct visit *v) MUST_CHECK;
void notifications_ask(struct visit *v);
struct err *notifications_answer(struct visit *v) MUST_CHECK;
struct err *notifications_read(struct visit *v) MUST_CHECK;

#endif
