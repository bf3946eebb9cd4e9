/* SPDX-License-Identifier: ISC */
#include "pages/record/figures.h"

#include "view/words.h"
#include "web/report.h"

enum { TABLES_MAX = 8 };

struct figures_state {
	const struct kind *kind;        /* NULL: of no kind that has such */
	struct rows *rows[TABLES_MAX];
};

const size_t figures_state = sizeof(struct figures_state);

void
figures_ask(struct visit *v)
{
	struct figures_state *s = STATE_OF(v, figures_state);
	const struct kind *kind = kind_of_plural(visit_arg(v, "kind"));

	if (kind == NULL || kind->figures == NULL)
		return;
	s->kind = kind;
	for (size_t i = 0; i < TABLES_MAX && kind->figures->tables[i].name != NULL; i++)
		report_ask(v, &kind->figures->tables[i], "", &s->rows[i]);
}

struct err *
figures_answer(struct visit *v)
{
	const struct figures_state *s = STATE_OF(v, figures_state);
	struct node *node = node_in(v->root, "Figures");

	if (s->kind == NULL)
		return (RAISE(ERR_NOT_FOUND, "no figures of \"%s\"", visit_arg(v, "kind")));
	node_put(node, "title", word(s->kind->figures->title));
	node_put(node, "list_url", visit_path(v, "%s", s->kind->plural));
	node_put(node, "list", word_of(v->c, s->kind->name, "plural", NULL));
	for (size_t i = 0; i < TABLES_MAX && s->kind->figures->tables[i].name != NULL; i++)
		report_put(v, node_item(node_in(node, "tables")), s->kind->figures->words, NULL, &s->kind->figures->tables[i], s->rows[i]);
	return (visit_show(v, "record/figures", s->kind->figures->title));
}
