/* SPDX-License-Identifier: ISC */
/* The imports of a site, and beginning one: a kind and a file. */
#include "pages/admin/import.h"

#include "access/event.h"
#include "base/random.h"
#include "base/str.h"
#include "pages/record/file.h"
#include "view/words.h"

struct imports_state {
	struct rows *list;
};

const size_t imports_state = sizeof(struct imports_state);

void
imports_ask(struct visit *v)
{
	db_ask(v->c->db, v->c, STMT_IMPORT_LIST, &STATE_OF(v, imports_state)->list, ARGS(v->c->site_id));
}

char *
import_path(struct visit *v, const char *id)
{
	return (visit_path(v, "settings/import/%s", id));
}

const char *
import_fault(struct visit *v, const struct table_fault *fault)
{
	const char *said = wordf(v->c, fault->complaint, fault->arg, NULL);

	if (fault->row == 0)
		return (said);
	return (mem_fmt(v->c, "%s %s", wordf(v->c, N_("Row %1:"), mem_fmt(v->c, "%zu", fault->row), NULL), said));
}

/* ---- showing */

/* The kinds that can be imported and that this person may make. */
static void
put_kinds(struct visit *v, struct node *node, const char *chosen)
{
	for (size_t i = 0; kinds[i] != NULL; i++) {
		struct node *item;

		if (kinds[i]->imported == NULL || !record_may_create(v->c, kinds[i]))
			continue;
		item = node_item(node_in(node, "kinds"));
		node_put(item, "name", kinds[i]->name);
		node_put(item, "label", word(kinds[i]->name));
		node_put(item, "template", visit_path(v, "settings/import/template/%s", kinds[i]->plural));
		node_put_flag(item, "chosen", str_eq(kinds[i]->name, chosen));
	}
}

static void
put_list(struct visit *v, struct node *node)
{
	const struct rows *rows = STATE_OF(v, imports_state)->list;

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *item = node_item(node_in(node, "rows"));

		node_put(item, "url", import_path(v, rows_str(rows, i, "id")));
		node_put(item, "file", rows_str(rows, i, "file_name"));
		node_put(item, "kind", word(rows_str(rows, i, "kind")));
		node_put(item, "status", word_of(v->c, "import.status", rows_str(rows, i, "status"), NULL));
		node_put_flag(item, "open", rows_bool(rows, i, "is_open"));
		node_put(item, "made", rows_str(rows, i, "made"));
		node_put(item, "at", rows_str(rows, i, "created_at"));
		node_put(item, "by", rows_str(rows, i, "author_name"));
		if (rows_bool(rows, i, "is_open"))
			node_put(node, "open_url", import_path(v, rows_str(rows, i, "id")));
	}
}

static struct err *
show(struct visit *v, const char *complaint)
{
	struct node *node = node_in(v->root, "Imports");

	put_kinds(v, node, visit_form(v, "kind"));
	put_list(v, node);
	node_put(node, "action", visit_path(v, "settings/import"));
	node_put(node, "limit", file_limit(v));
	node_put(node, "complaint", complaint);
	return (complaint == NULL ? visit_show(v, "pages/imports", N_("Import")) : visit_again(v, "pages/imports", N_("Import")));
}

struct err *
imports_show(struct visit *v)
{
	return (show(v, NULL));
}

/* ---- beginning one */

static bool
is_open(const struct rows *rows)
{
	for (size_t i = 0; i < rows_count(rows); i++)
		if (rows_bool(rows, i, "is_open"))
			return (true);
	return (false);
}

static const char *
upload_complaint(struct visit *v, const struct kind *kind)
{
	if (is_open(STATE_OF(v, imports_state)->list))
		return (N_("An import is already under way. Finish or cancel it before you start another."));
	if (kind == NULL || kind->imported == NULL || !record_may_create(v->c, kind))
		return (N_("Choose which kind of record the rows are."));
	if (v->req->n_uploads != 1 || v->req->uploads[0].size == 0)
		return (N_("Choose one file, .xlsx or .csv."));
	return (NULL);
}

struct err *
imports_answer(struct visit *v)
{
	struct ctx *c = v->c;
	const struct kind *kind = kind_named(visit_form(v, "kind"));
	const char *complaint = upload_complaint(v, kind), *token = random_token(c), *stored = mem_fmt(c, "%.2s/%s", token, token);
	const struct table_fault *fault;
	struct upload *up = v->req->uploads;
	struct batch *b;
	struct event *e;

	if (complaint != NULL)
		return (show(v, word(complaint)));
	TRY(batch_begin(c, kind, up->name, up->path, stored, up->size, up->sha256, &b, &fault));
	if (b == NULL)
		return (show(v, import_fault(v, fault)));
	TRY(file_store(v, up, stored));
	e = event_new(c, "import.begin", NULL, up->name);
	event_say(e, "import", b->id);
	event_say(e, "kind", kind->name);
	event_say(e, "sha256", up->sha256);
	return (visit_go(v, import_path(v, b->id), NULL));
}
