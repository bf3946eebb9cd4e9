/* SPDX-License-Identifier: ISC */
/* How much may be uploaded: one file, the files of one record, those of a site in one day (settings upload_file_max, record_files_max, site_files_per_day). */
#ifndef PAGES_RECORD_FILE_QUOTA_H
#define PAGES_RECORD_FILE_QUOTA_H

#include "web/visit.h"

/* Is all of this request within the limits?  *complaint in words, with the limit and "%1" for *name; NULL: it is. ${record_id} NULL: a new record. */
struct err *file_quota_check(struct visit *v, const char *record_id, const char **complaint, const char **name) MUST_CHECK;

#endif
