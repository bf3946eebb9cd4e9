/* SPDX-License-Identifier: ISC */
/*
 * Talk on a record: comments, opinions that are asked for, following and
 * copying in, urging.
 */
#ifndef PAGES_RECORD_COMMENTS_H
#define PAGES_RECORD_COMMENTS_H

#include "web/visit.h"

struct err *comments_comment(struct visit *v) MUST_CHECK;
struct err *comments_watch(struct visit *v) MUST_CHECK;      /* watch=1 or 0 for oneself, account=<id> copies somebody in */
struct err *comments_opinion(struct visit *v) MUST_CHECK;    /* account=<id> and question ask; opinion=<id> (none: the newest) and answer answer */
struct err *comments_urge(struct visit *v) MUST_CHECK;

#endif
