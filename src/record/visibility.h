/* SPDX-License-Identifier: ISC */
/* Who sees a record: the numbers of record.visible, which the row policies of the database go by. */
#ifndef RECORD_VISIBILITY_H
#define RECORD_VISIBILITY_H

#include "db/db.h"

enum visibility {
	VISIBLE_SITE,           /* all members */
	VISIBLE_CIRCLE,         /* its readers and holders of PERMIT_RESTRICTED_VIEW, or of kind.sight */
	VISIBLE_READERS,        /* its readers: drafts */
	VISIBLE_NOBODY,         /* an import in progress, or withdrawn */
};

/* As a bound value. */
const char *visibility_text(enum visibility visibility);
/* The column "visible" of a row. */
enum visibility visibility_read(const struct rows *rows, size_t i);

#endif
