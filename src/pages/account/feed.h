/* SPDX-License-Identifier: ISC */
/*
 * A person's calendar for their calendar program (RX.2): what concerns them on all their sites, fetched without a session at an address
 * that holds a secret, of which the digest alone is kept.  Each fetch asks what the pages would show at that moment, and leaves out
 * what is restricted: what a program has fetched, nobody takes back.
 */
#ifndef PAGES_ACCOUNT_FEED_H
#define PAGES_ACCOUNT_FEED_H

#include "web/visit.h"

struct err *feed_show(struct visit *v) MUST_CHECK;
/* A new address, shown once, or none any more. */
struct err *feed_answer(struct visit *v) MUST_CHECK;

#endif
