/* SPDX-License-Identifier: ISC */
/*
 * What a site decides for itself: its rules, its calendar (RX.12).
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
