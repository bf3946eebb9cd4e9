/* SPDX-License-Identifier: ISC */
/*
 * What a site decides for itself: its rules, its calendar (RX.12).
 *
 * routes:
 *	{ METHOD_GET,  "/{site}/settings/rules",    "settings.manage", 0, NULL, rules_show },
 *	{ METHOD_POST, "/{site}/settings/rules",    "settings.manage", ROUTE_FRESH, NULL, rules_answer },
 *	{ METHOD_GET,  "/{site}/settings/calendar", "settings.manage", 0, days_ask, days_show },
 *	{ METHOD_POST, "/{site}/settings/calendar", "settings.manage", 0, days_ask, days_answer },
 */
#ifndef PAGES_SETTINGS_H
#define PAGES_SETTINGS_H

#include "pages/visit.h"

struct err *rules_show(struct visit *v) MUST_CHECK;
struct err *rules_answer(struct visit *v) MUST_CHECK;
void days_ask(struct visit *v);
struct err *days_show(struct visit *v) MUST_CHECK;
struct err *days_answer(struct visit *v) MUST_CHECK;

#endif
