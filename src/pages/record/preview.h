/* SPDX-License-Identifier: ISC */
/* POST: Markdown that somebody is typing, as it will be shown (static/write.js).  Nothing of it is kept. */
#ifndef PAGES_RECORD_PREVIEW_H
#define PAGES_RECORD_PREVIEW_H

#include "web/visit.h"

/* ERR_TOO_LARGE over MARKDOWN_MAX characters. */
struct err *preview_answer(struct visit *v) MUST_CHECK;

#endif
