/* SPDX-License-Identifier: ISC */
#include "pages/record/file_quota.h"

#include "view/words.h"
#include "web/value.h"

/* The limit is filled in here, the name of the file where it is shown. */
static const char *
said(struct visit *v, const char *words, int64_t limit)
{
	return (wordf(v->c, words, "%1", value_size(v, limit)));
}

struct err *
file_quota_check(struct visit *v, const char *record_id, const char **complaint, const char **name)
{
	const struct conf *conf = v->c->conf;
	struct rows *used;
	int64_t sum = 0;

	*complaint = NULL;
	for (size_t i = 0; i < v->req->n_uploads; i++) {
		const struct upload *up = &v->req->uploads[i];

		sum += up->size;
		*name = up->name;
		if (up->size > conf->upload_file_max)
			*complaint = said(v, N_("%1 is larger than %2, the limit for one file. Make it smaller or split it."), conf->upload_file_max);
	}
	if (*complaint != NULL || sum == 0)
		return (OK);
	TRY(db_run(v->c->db, v->c, STMT_FILE_USED, &used, ARGS(v->c->site_id, record_id, v->c->today)));
	if (rows_int(used, 0, "of_record") + sum > conf->record_files_max)
		*complaint = said(v, N_("With %1 the files of this record would exceed %2, the limit for one record. Put the other files into a separate document record and link it."), conf->record_files_max);
	else if (rows_int(used, 0, "of_day") + sum > conf->site_files_per_day)
		*complaint = said(v, N_("With %1 today's uploads of this site would exceed %2, the limit for one day. Upload it tomorrow, or ask the operators to raise the limit."), conf->site_files_per_day);
	return (OK);
}
