/* SPDX-License-Identifier: ISC */
/*
 * Search (RX.5): by number, and by words in Chinese and English, over
 * everything the reader may see in the site.
 *
 * routes:
 *	{ METHOD_GET, "/{site}/search", "record.view", 0, search_ask, search_answer },
 */
#ifndef PAGES_SEARCH_H
#define PAGES_SEARCH_H

#include "pages/visit.h"

void search_ask(struct visit *v);
struct err *search_answer(struct visit *v) MUST_CHECK;

#endif
