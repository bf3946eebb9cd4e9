/* SPDX-License-Identifier: ISC */
/*
 * Talk on a record: comments, opinions that are asked for, following and
 * copying in, urging.
 */
#ifndef PAGES_TALK_H
#define PAGES_TALK_H

#include "pages/visit.h"

void talk_ask(struct visit *v);
struct err *talk_comment(struct visit *v) MUST_CHECK;
struct err *talk_watch(struct visit *v) MUST_CHECK;      /* watch=1 or 0 for oneself, account=<id> copies somebody in */
struct err *talk_opinion(struct visit *v) MUST_CHECK;    /* account=<id> and question ask; opinion=<id> and answer answer */
struct err *talk_urge(struct visit *v) MUST_CHECK;

#endif
