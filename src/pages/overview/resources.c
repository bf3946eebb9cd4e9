/* SPDX-License-Identifier: ISC */
#include "pages/overview/resources.h"

#include "base/str.h"
#include "view/words.h"
#include "web/asked.h"
#include "web/download.h"
#include "web/options.h"
#include "web/subject.h"

/* One more than are shown is asked for; a file has them all. */
enum { SHOWN_MAX = 500, EXPORTED_MAX = 100000 };

#define TYPES "equipment test_environment server storage people"

struct resources_state {
	struct rows *found, *platforms;
};

const size_t resources_state = sizeof(struct resources_state);

void
resources_ask(struct visit *v)
{
	struct ctx *c = v->c;
	struct resources_state *s = STATE_OF(v, resources_state);
	const char *type = asked_word(v, "type", TYPES), *platform = asked_number(v, "of"), *from = asked_date(v, "from"), *to = asked_date(v, "to"),
		   *only = asked_word(v, "only", "clashes");

	asked_only(v, "type of from to only");
	db_ask(c->db, c, STMT_RESOURCE_REGISTER, &s->found, ARGS(c->site_id, c->today, type, platform, from, to, only == NULL ? "f" : "t",
	    v->n_odd > 0 ? "0" : mem_fmt(c, "%d", v->suffix == NULL ? SHOWN_MAX + 1 : EXPORTED_MAX)));
	db_ask(c->db, c, STMT_RESOURCE_PLATFORMS, &s->platforms, ARGS(c->site_id));
}

/* ---- the export */

static const struct download_column columns[] = {
	{ "type", CELL_TEXT },
	{ "name", CELL_TEXT },
	{ "quantity", CELL_NUMBER },
	{ "state", CELL_TEXT },
	{ "from_on", CELL_DATE },
	{ "until_on", CELL_DATE },
	{ "number", CELL_TEXT },
	{ "title", CELL_TEXT },
	{ "runs", CELL_TEXT },
	{ "owner", CELL_TEXT },
	{ "clashes", CELL_TEXT },
};

static const char *
head(struct visit *v, const char *column)
{
	return (word_of(v->c, "resources.column", column, NULL));
}

static const char *
cell(struct visit *v, const struct rows *rows, size_t i, const char *column)
{
	if (str_eq(column, "type") || str_eq(column, "state"))
		return (word_of(v->c, "launch_resource", column, rows_str(rows, i, column)));
	return (rows_str(rows, i, column));
}

static struct err *
write_table(struct download *d)
{
	return (download_rows(d, &(struct download_rows){ columns, ARRAY_LEN(columns), head, cell }, STATE_OF(d->v, resources_state)->found));
}

static struct err *
export(struct visit *v)
{
	return (download_table(v, &(struct download){ .write = write_table, .action = "list.export", .what = "resources" }, true,
	    mem_fmt(v->c, "%s-%s-%s", word("resources"), v->c->site->slug, v->c->today)));
}

/* ---- the page */

static void
put_filter(struct visit *v, struct node *page)
{
	const struct rows *rows = STATE_OF(v, resources_state)->platforms;
	const char *types = TYPES, *type = str_or(visit_query(v, "type"), ""), *platform = str_or(asked_number(v, "of"), "");
	char word_read[WORD_MAX];

	options_add(node_in(page, "types"), "", word(N_("resources.all")), *type == '\0');
	while (word_next(&types, word_read))
		options_add(node_in(page, "types"), word_read, word_of(v->c, "launch_resource", "type", word_read), str_eq(word_read, type));
	options_add(node_in(page, "platforms"), "", word(N_("resources.all")), *platform == '\0');
	for (size_t i = 0; i < rows_count(rows); i++)
		options_add(node_in(page, "platforms"), rows_str(rows, i, "number"), rows_str(rows, i, "title"), str_eq(rows_str(rows, i, "number"), platform));
	node_put(page, "from", str_or(visit_query(v, "from"), ""));
	node_put(page, "to", str_or(visit_query(v, "to"), ""));
	node_put_flag(page, "only", asked_word(v, "only", "clashes") != NULL);
	node_put(page, "action", visit_path(v, "resources"));
}

static void
put_exports(struct visit *v, struct node *page)
{
	static const char *const formats[] = { "csv", "xlsx" };

	if (!may(v->c, PERMIT_LIST_EXPORT))
		return;
	for (size_t i = 0; i < ARRAY_LEN(formats); i++)
		node_put(page, formats[i], visit_path(v, "resources.%s?type=%s&of=%s&from=%s&to=%s&only=%s", formats[i], str_or(asked_word(v, "type", TYPES), ""),
		    str_or(asked_number(v, "of"), ""), str_or(asked_date(v, "from"), ""), str_or(asked_date(v, "to"), ""), str_or(asked_word(v, "only", "clashes"), "")));
}

static void
put_clashes(struct visit *v, struct node *row, const char *numbers)
{
	char number[WORD_MAX];

	while (word_next(&numbers, number)) {
		struct node *node = node_item(node_in(row, "clashes"));

		node_put(node, "text", number);
		node_put(node, "url", subject_path_of(v, number));
	}
}

static void
put_row(struct visit *v, struct node *row, const struct rows *rows, size_t i)
{
	for (size_t k = 0; k < ARRAY_LEN(columns); k++)
		if (!str_eq(columns[k].name, "clashes"))
			node_put(row, columns[k].name, cell(v, rows, i, columns[k].name));
	node_put(row, "tone", rows_str(rows, i, "tone"));
	node_putf(row, "url", "%s/entries/resource/%s", subject_path_of(v, rows_str(rows, i, "number")), rows_str(rows, i, "no"));
	node_put(row, "project_url", subject_path_of(v, rows_str(rows, i, "number")));
	put_clashes(v, row, rows_str(rows, i, "clashes"));
}

struct err *
resources_answer(struct visit *v)
{
	const struct resources_state *s = STATE_OF(v, resources_state);
	struct node *page = node_in(v->root, "Resources");

	if (v->suffix != NULL)
		return (export(v));
	put_filter(v, page);
	put_exports(v, page);
	for (size_t i = 0; i < rows_count(s->found) && i < SHOWN_MAX; i++)
		put_row(v, node_item(node_in(page, "rows")), s->found, i);
	if (rows_count(s->found) > SHOWN_MAX)
		node_put(page, "note", wordf(v->c, N_("resources.more"), mem_fmt(v->c, "%d", SHOWN_MAX), NULL));
	if (rows_count(s->found) == 0) {
		node_put(node_in(v->root, "Empty"), "title", word(N_("resources.none")));
		node_put(node_in(v->root, "Empty"), "text", word(N_("resources.none.text")));
	}
	return (visit_show(v, "pages/resources", N_("resources")));
}
