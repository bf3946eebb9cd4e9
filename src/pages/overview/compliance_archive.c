/* SPDX-License-Identifier: ISC */
/*
 * The map for auditors: its print, a table for each thing that was counted, and a manifest with the SHA-256 of each file.  It is made while it is
 * sent, a batch of rows at a time, and holds what its reader sees and nothing else.
 */
#include "access/permit.h"
#include "base/date.h"
#include "base/str.h"
#include "pages/overview/compliance.h"
#include "pages/overview/compliance_page.h"
#include "view/words.h"
#include "web/download.h"
#include "web/layout.h"
#include "web/zip.h"

enum { COLUMNS_MAX = 12 };
#define BATCH  "500"
#define NEWEST "9223372036854775807"

struct archive {
	struct download *d;
	struct compliance_state *s;
	struct zip *zip;
	struct reply_sink to_zip;
	struct spreadsheet *sheet;      /* of the file under way */
};

/* ---- a table of it */

static struct err *
write_to_zip(void *wire, const char *bytes, size_t n)
{
	return (zip_write(wire, bytes, n));
}

/* Columns are words "compliance.column.<name>". */
static struct err *
begin_table(struct archive *a, const char *name, const char *const *columns, size_t n)
{
	struct ctx *c = a->d->v->c;
	const char *heads[COLUMNS_MAX];

	TRY(zip_begin(a->zip, name));
	TRY(spreadsheet_new(c, "csv", c->conf->uploads, &a->to_zip, &a->sheet));
	for (size_t i = 0; i < n; i++)
		heads[i] = word_of(c, "compliance", "column", columns[i]);
	return (spreadsheet_row(a->sheet, heads, n));
}

static struct err *
end_table(struct archive *a)
{
	TRY(spreadsheet_end(a->sheet));
	mem_free(a->sheet);
	a->sheet = NULL;
	return (OK);
}

/* ---- records */

static const char *const record_columns[] = { "number", "title", "kind", "state", "owner", "made", "due", "ended", "n" };

static struct err *
put_records(struct archive *a, const void *batch, const struct rows *rows)
{
	const char *cells[ARRAY_LEN(record_columns)];

	for (size_t i = 0; i < rows_count(rows); i++) {
		download_saw(a->d, rows_str(rows, i, "id"), visibility_read(rows, i));
		for (size_t k = 0; k < ARRAY_LEN(record_columns); k++)
			cells[k] = rows_str(rows, i, record_columns[k]);
		cells[2] = word(rows_str(rows, i, "kind"));
		cells[3] = word_of(batch, rows_str(rows, i, "kind"), "state", rows_str(rows, i, "state"));
		TRY(spreadsheet_row(a->sheet, cells, ARRAY_LEN(cells)));
	}
	return (OK);
}

static void
ask_records(struct archive *a, const void *batch, const struct compliance_count *count, const char *before, struct rows **rows)
{
	static const enum stmt stmts[] = {
		[EVIDENCE_MADE] = STMT_COMPLIANCE_MADE, [EVIDENCE_ENDED] = STMT_COMPLIANCE_ENDED, [EVIDENCE_FAILED] = STMT_COMPLIANCE_ENDED, [EVIDENCE_LATE] = STMT_COMPLIANCE_OVERDUE };
	struct ctx *c = a->d->v->c;
	const struct compliance_period *p = &a->s->period;

	if (count->fact != NULL)
		db_ask(c->db, batch, STMT_COMPLIANCE_FOUND, rows, ARGS(c->site_id, p->from, p->to, c->today, count->fact, before, BATCH));
	else
		db_ask(c->db, batch, stmts[count->evidence->of], rows,
		    ARGS(c->site_id, count->kind->name, compliance_states(batch, count->evidence), p->from, p->to, c->today, before, BATCH));
}

static struct err *
put_record_table(struct archive *a, const struct compliance_count *count)
{
	struct ctx *c = a->d->v->c;
	char before[24] = NEWEST;
	size_t n = 1;

	while (n > 0) {
		struct buf *batch = buf_new(c);
		struct rows *rows;

		ask_records(a, batch, count, before, &rows);
		TRY(db_wait(c->db));
		n = rows_count(rows);
		TRY(put_records(a, batch, rows));
		if (n > 0)
			(void)snprintf(before, sizeof before, "%s", rows_str(rows, n - 1, "id"));
		mem_free(batch);
	}
	return (OK);
}

/* "records/23-requirement-failed-rejected.csv" */
static const char *
file_of(struct ctx *c, const struct compliance_count *count)
{
	static const char *const of[] = { [EVIDENCE_MADE] = "made", [EVIDENCE_ENDED] = "ended", [EVIDENCE_FAILED] = "failed", [EVIDENCE_LATE] = "late" };

	if (count->fact != NULL)
		return (mem_fmt(c, "records/%s-%s.csv", count->article->number, count->fact));
	return (mem_fmt(c, "records/%s-%s-%s.csv", count->article->number, count->kind->name, of[count->evidence->of]));
}

/* A table for each count that is not nothing: what has none was none. */
static struct err *
put_tables(struct archive *a)
{
	for (size_t i = 0; i < a->s->n; i++) {
		const struct compliance_count *count = &a->s->counts[i];

		if (count->n == 0 || count->rule != NULL)
			continue;
		TRY(begin_table(a, file_of(a->d->v->c, count), record_columns, ARRAY_LEN(record_columns)));
		TRY(put_record_table(a, count));
		TRY(end_table(a));
	}
	return (OK);
}

/* ---- duties */

static const char *const duty_columns[] = { "article", "duty", "number", "starts_on", "ends_on", "due", "standing", "done_on", "done_number", "reason" };

static struct err *
put_duties(struct archive *a, const void *batch, const struct rows *rows)
{
	const char *cells[ARRAY_LEN(duty_columns)];

	for (size_t i = 0; i < rows_count(rows); i++) {
		const struct duty_rule *rule = duty_rule_named(rows_str(rows, i, "rule"));

		for (size_t k = 2; k < ARRAY_LEN(duty_columns); k++)
			cells[k] = rows_str(rows, i, duty_columns[k]);
		cells[0] = rule == NULL ? "" : rule->article;
		cells[1] = word_of(batch, "duty", "rule", rows_str(rows, i, "rule"));
		cells[6] = word_of(batch, "compliance", "duty", rows_str(rows, i, "standing"));
		TRY(spreadsheet_row(a->sheet, cells, ARRAY_LEN(cells)));
	}
	return (OK);
}

static struct err *
put_duty_table(struct archive *a)
{
	struct ctx *c = a->d->v->c;
	const struct compliance_period *p = &a->s->period;
	char day[DATE_TEXT] = "9999-12-31", id[24] = NEWEST;
	size_t n = 1;

	TRY(begin_table(a, "duties.csv", duty_columns, ARRAY_LEN(duty_columns)));
	while (n > 0) {
		struct buf *batch = buf_new(c);
		struct rows *rows;

		db_ask(c->db, batch, STMT_COMPLIANCE_DUE, &rows, ARGS(c->site_id, p->from, p->to, c->today, day, id, BATCH));
		TRY(db_wait(c->db));
		n = rows_count(rows);
		TRY(put_duties(a, batch, rows));
		if (n > 0) {
			(void)snprintf(day, sizeof day, "%s", rows_str(rows, n - 1, "due"));
			(void)snprintf(id, sizeof id, "%s", rows_str(rows, n - 1, "id"));
		}
		mem_free(batch);
	}
	return (end_table(a));
}

/* ---- all of it */

static struct err *
put_map(struct archive *a)
{
	struct visit *v = a->d->v;
	struct buf *page = buf_new(v->c);

	TRY(layout_around(v, "pages/compliance_print", word("Compliance map"), "assets", page));
	TRY(zip_begin(a->zip, "compliance.html"));
	return (zip_write(a->zip, page->data, page->len));
}

static struct err *
write_archive(struct download *d)
{
	struct archive *a = mem_new(d->v->c, struct archive);

	*a = (struct archive){ .d = d, .s = d->arg };
	TRY(zip_new(d->v->c, d->to, &a->zip));
	a->to_zip = (struct reply_sink){ write_to_zip, a->zip };
	TRY(put_map(a));
	TRY(zip_styles(a->zip, d->v->c->conf->templates));
	TRY(put_tables(a));
	TRY(put_duty_table(a));
	return (zip_end(a->zip));
}

struct err *
compliance_send_archive(struct visit *v)
{
	struct compliance_state *s = STATE_OF(v, compliance_state);

	TRY(permit_check(v->c, PERMIT_LIST_EXPORT));
	v->layout = "print";
	return (download_send(v, &(struct download){ .write = write_archive, .arg = s, .action = "list.export", .what = "compliance" }, "application/zip",
	    mem_fmt(v->c, "%s-%s-%s-%s.zip", word("Compliance map"), v->c->site->slug, s->period.year, s->period.part)));
}
