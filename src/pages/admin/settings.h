/* SPDX-License-Identifier: ISC */
/*
 * What a site decides for itself: its rules, its calendar (RX.12) and its freezes.
 */
#ifndef PAGES_ADMIN_SETTINGS_H
#define PAGES_ADMIN_SETTINGS_H

#include "web/visit.h"

struct err *rules_show(struct visit *v) MUST_CHECK;
struct err *rules_answer(struct visit *v) MUST_CHECK;
extern const size_t site_calendar_state;
void site_calendar_ask(struct visit *v);
struct err *site_calendar_show(struct visit *v) MUST_CHECK;
struct err *site_calendar_answer(struct visit *v) MUST_CHECK;
struct err *site_calendar_freeze(struct visit *v) MUST_CHECK;

#endif
