/* SPDX-License-Identifier: ISC */
#include "pages/overview/compliance.h"

#include "access/permit.h"
#include "base/str.h"
#include "pages/overview/compliance_page.h"
#include "view/words.h"
#include "web/asked.h"
#include "web/options.h"
#include "web/over.h"

#include <stdlib.h>

const size_t compliance_state = sizeof(struct compliance_state);

/* So many years back can be chosen; any can be asked for. */
enum { YEARS = 5 };

void
compliance_ask(struct visit *v)
{
	struct compliance_state *s = STATE_OF(v, compliance_state);

	s->period = compliance_period(v);
	(void)asked_word(v, "print", "yes");
	asked_only(v, "year part print");
	if (v->n_odd == 0)
		compliance_ask_rows(v->c, v->c->site_id, &s->period, &s->rows);
}

/* ---- the period */

void
compliance_put_period(struct visit *v, struct node *node, const struct compliance_period *p, const char *path)
{
	long year = strtol(v->c->today, NULL, 10);

	node_put(node, "period", p->label);
	node_put(node, "action", path);
	for (long y = year; y > year - YEARS; y--) {
		const char *value = mem_fmt(v->c, "%ld", y);

		options_add(node_in(node, "years"), value, value, str_eq(value, p->year));
	}
	for (const struct compliance_part *part = compliance_parts; part->name != NULL; part++)
		options_add(node_in(node, "parts"), part->name, word_of(v->c, "compliance", "part", part->name), str_eq(part->name, p->part));
}

/* ---- the articles */

/* "Head of the technical department, Deputy lead" */
static const char *
who_answers(struct visit *v, const struct article *a)
{
	struct buf *b = buf_new(v->c);

	for (size_t i = 0; i < ARTICLE_ANSWERS && a->answers[i] != PERMIT_NONE; i++) {
		char **roles = over_holders(v->c, permissions[a->answers[i]].name);

		for (; *roles != NULL; roles++)
			buf_fmt(b, "%s%s", b->len == 0 ? "" : word(N_(", ")), *roles);
	}
	return (b->len == 0 ? word(N_("nobody")) : b->data);
}

static void
put_count(struct visit *v, struct node *list, const struct compliance_period *p, const struct compliance_count *count)
{
	struct node *node = node_item(list);

	node_put(node, "text", count->label);
	node_put(node, "n", compliance_figure(v->c, count->n, count->is_cut));
	/* Nothing is behind nothing. */
	if (count->n > 0)
		node_put(node, "url", compliance_url(v->c, v->c->site->slug, p, count));
	node_put_flag(node, "bad", count->deviates && count->n > 0);
}

struct sums {
	int64_t proofs, deviations;
	bool is_cut;
};

static struct sums
put_counts(struct visit *v, struct node *node, const struct compliance_state *s, const struct article *a)
{
	struct sums sums = { 0 };

	for (size_t i = 0; i < s->n; i++) {
		const struct compliance_count *count = &s->counts[i];

		if (count->article != a)
			continue;
		put_count(v, node_in(node, count->deviates ? "deviations" : "proofs"), &s->period, count);
		*(count->deviates ? &sums.deviations : &sums.proofs) += count->n;
		sums.is_cut = sums.is_cut || count->is_cut;
	}
	return (sums);
}

static void
put_article(struct visit *v, struct node *map, const struct compliance_state *s, const struct article *a)
{
	struct node *node = node_item(node_in(map, "articles")), *link;
	struct sums sums;

	node_put(node, "number", a->number);
	node_put(node, "title", word_of(v->c, "compliance", "title", a->number));
	node_put(node, "says", word_of(v->c, "article", a->number, NULL));
	node_put(node, "enforced", word_of(v->c, "compliance", "enforced", a->number));
	node_put(node, "who", who_answers(v, a));
	node_put_flag(node, "general", compliance_is_general(a));
	sums = put_counts(v, node, s, a);
	if (!compliance_is_general(a))
		node_put_int(node, "n", sums.proofs);
	if (sums.deviations == 0)
		return;
	node_put(node, "bad", compliance_figure(v->c, sums.deviations, sums.is_cut));
	link = node_item(node_in(map, "deviating"));
	node_put(link, "number", a->number);
	node_put(link, "title", word_of(v->c, "compliance", "title", a->number));
	node_put(link, "n", compliance_figure(v->c, sums.deviations, sums.is_cut));
}

/* ---- the page */

static void
put_links(struct visit *v, struct node *map, const struct compliance_period *p)
{
	node_put(map, "print_url", visit_path(v, "compliance?year=%s&part=%s&print=yes", p->year, p->part));
	node_put(map, "back_url", visit_path(v, "compliance?year=%s&part=%s", p->year, p->part));
	if (may(v->c, PERMIT_LIST_EXPORT))
		node_put(map, "zip_url", visit_path(v, "compliance.zip?year=%s&part=%s", p->year, p->part));
	if (v->c->me->n_sites > 1)
		node_put(map, "all_url", mem_fmt(v->c, "/compliance?year=%s&part=%s", p->year, p->part));
}

static void
put_map(struct visit *v)
{
	struct compliance_state *s = STATE_OF(v, compliance_state);
	struct node *map = node_in(v->root, "Map");

	compliance_put_period(v, map, &s->period, visit_path(v, "compliance"));
	node_putf(map, "days", "%s – %s", s->period.from, s->period.to);
	node_put(map, "site", over_name(v->c->site->name, v->c->site->name_en));
	node_putf(map, "printed", "%s · %s", v->c->me->name, v->c->today);
	put_links(v, map, &s->period);
	if (v->n_odd > 0)
		return;
	s->counts = compliance_counts(v->c, &s->rows, &s->n);
	for (const struct article *a = articles; a->number != NULL; a++)
		put_article(v, map, s, a);
}

struct err *
compliance_answer(struct visit *v)
{
	put_map(v);
	if (v->suffix != NULL)
		return (compliance_send_archive(v));
	if (asked_word(v, "print", "yes") == NULL)
		return (visit_show(v, "pages/compliance", N_("Compliance map")));
	v->layout = "print";
	return (visit_show(v, "pages/compliance_print", N_("Compliance map")));
}
