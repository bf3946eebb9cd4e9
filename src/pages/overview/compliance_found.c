/* SPDX-License-Identifier: ISC */
/* The records behind a fact of inspections that the map counts: those that who asks may see. */
#include "base/str.h"
#include "http/url.h"
#include "pages/overview/compliance.h"
#include "pages/overview/compliance_count.h"
#include "view/words.h"
#include "web/asked.h"
#include "web/over.h"

enum { FOUND_PAGE = 50 };
#define ASKED  "51"
#define NEWEST "9223372036854775807"

struct compliance_found_state {
	struct compliance_period period;
	const char *fact;               /* NULL: none that is known */
	struct rows *rows;
};

const size_t compliance_found_state = sizeof(struct compliance_found_state);

/* The words of what it is about. */
static const char *
title_of(struct visit *v)
{
	const char *fact = STATE_OF(v, compliance_found_state)->fact;

	return (fact == NULL ? word(N_("Compliance map")) : word_of(v->c, article_fact_words, fact, NULL));
}

static const char *
fact_of(struct visit *v)
{
	for (const struct article_fact *f = article_facts; f->fact != NULL; f++)
		if (f->article != NULL && str_eq(f->fact, visit_query(v, "fact")))
			return (f->fact);
	if (*visit_query(v, "fact") != '\0')
		asked_is_odd(v, "fact");
	return (NULL);
}

void
compliance_found_ask(struct visit *v)
{
	struct ctx *c = v->c;
	struct compliance_found_state *s = STATE_OF(v, compliance_found_state);
	const char *before = str_or(asked_id(v, "after"), NEWEST);

	s->period = compliance_period(v);
	s->fact = fact_of(v);
	asked_only(v, "year part fact after");
	if (s->fact != NULL && v->n_odd == 0)
		db_ask(c->db, c, STMT_COMPLIANCE_FOUND, &s->rows, ARGS(c->site_id, s->period.from, s->period.to, c->today, s->fact, before, ASKED));
}

struct err *
compliance_found_answer(struct visit *v)
{
	const struct compliance_found_state *s = STATE_OF(v, compliance_found_state);
	struct node *node = node_in(v->root, "Found"), *pager = node_in(v->root, "Pager");

	node_put(node, "title", title_of(v));
	node_put(node, "period", s->period.label);
	node_put(node, "back_url", visit_path(v, "compliance?year=%s&part=%s", s->period.year, s->period.part));
	for (size_t i = 0; i < rows_count(s->rows) && i < FOUND_PAGE; i++) {
		struct node *row = node_item(node_in(node, "rows"));

		over_put_record(row, v->c, v->c->site->slug, s->rows, i);
		node_put(row, "owner", rows_str(s->rows, i, "owner"));
		node_put(row, "n", rows_str(s->rows, i, "n"));
	}
	if (rows_count(s->rows) == 0)
		node_put(node_in(v->root, "Empty"), "title", word("No matching records"));
	if (*visit_query(v, "after") != '\0')
		node_put(pager, "first", url_with(v->c, v->req->path, &v->req->query, "after", NULL));
	if (rows_count(s->rows) > FOUND_PAGE)
		node_put(pager, "next", url_with(v->c, v->req->path, &v->req->query, "after", rows_str(s->rows, FOUND_PAGE - 1, "id")));
	return (visit_show(v, "pages/compliance_found", title_of(v)));
}
