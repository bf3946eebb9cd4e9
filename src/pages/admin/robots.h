/* SPDX-License-Identifier: ISC */
/*
 * Messages of a site that leave the portal (RX.6): its group robots and webhooks, whose addresses and secrets are sealed and never shown
 * again; how much is queued, and what could not be sent, to be sent again.
 */
#ifndef PAGES_ADMIN_ROBOTS_H
#define PAGES_ADMIN_ROBOTS_H

#include "web/visit.h"

extern const size_t robots_state;
void robots_ask(struct visit *v);
struct err *robots_show(struct visit *v) MUST_CHECK;
struct err *robots_answer(struct visit *v) MUST_CHECK;

#endif
