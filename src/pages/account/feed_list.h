/* SPDX-License-Identifier: ISC */
/*
 * What a saved filter finds, for programs (RX.2, RX.13; issue 14, 7): its records' news as Atom, their days as a calendar, at an address
 * that holds a secret, of which the digest alone is kept.  Each fetch asks what its person may see at that moment, and leaves out what is
 * restricted, as their calendar does (feed.h).
 */
#ifndef PAGES_ACCOUNT_FEED_LIST_H
#define PAGES_ACCOUNT_FEED_LIST_H

#include "web/visit.h"

struct err *feed_list_atom(struct visit *v) MUST_CHECK;
struct err *feed_list_calendar(struct visit *v) MUST_CHECK;
/* A new address for a filter of the site, shown once. */
struct err *feed_list_answer(struct visit *v) MUST_CHECK;

#endif
