/* SPDX-License-Identifier: ISC */
/*
 * Files of records: taking them in, giving them out.  Bytes lie below the
 * files directory under random names and are served by nginx alone, always as
 * attachments.
 */
#ifndef PAGES_RECORD_FILE_H
#define PAGES_RECORD_FILE_H

#include "web/subject.h"

struct err *file_add_answer(struct visit *v) MUST_CHECK;
extern const size_t file_send_state;
void file_send_ask(struct visit *v);
struct err *file_send_answer(struct visit *v) MUST_CHECK;

/*
 * Are all uploads of this request of a kind we take, by name and by content, and within the limits of file, record and day?
 * *complaint: the words to complain with and *name of the file; NULL: nothing to complain about.  ${record_id} NULL: of a new record.
 */
struct err *file_check(struct visit *v, const char *record_id, const char **complaint, const char **name) MUST_CHECK;
/*
 * Attach all uploads of this request to a record: make the bytes durable under
 * their final names, queue the rows.  Before the commit: a row never lacks its file;
 * files without a row are swept later.
 */
struct err *file_take(struct visit *v, const struct record *rec) MUST_CHECK;
/* The files that an entry's own fields ask for (FIELD_FILE): complaints about them in its form; attaching them to the entry of this number. */
struct err *file_check_entry(struct visit *v, const struct record *rec, const struct entry *sort, struct form *form) MUST_CHECK;
struct err *file_take_entry(struct visit *v, const struct record *rec, const struct entry *sort, const char *no) MUST_CHECK;
/* The bytes of one upload on disk below the files directory, under the name ${stored} ("ab/abcd…"); it is taken then. */
struct err *file_store(struct visit *v, struct upload *up, const char *stored) MUST_CHECK;
/* "up to 20 MB together" */
const char *file_limit(struct visit *v);
/* The same with what a script checks before anything is sent, as templates/part/upload.cs reads it. */
void file_put_limits(struct visit *v, struct node *node);
bool file_may_remove(const struct visit *v, const struct record *rec);

#endif
