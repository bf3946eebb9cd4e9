/* SPDX-License-Identifier: ISC */
/* The map over sites (RX.19): each is asked inside itself, with the rights and the sight that the person has there, and shows figures alone. */
#include "access/permit.h"
#include "access/session.h"
#include "base/str.h"
#include "pages/overview/compliance.h"
#include "pages/overview/compliance_page.h"
#include "view/words.h"
#include "web/asked.h"
#include "web/over.h"

/* What one site answered. */
struct part {
	const struct site_link *site;
	struct rows *rights;
	struct compliance_rows rows;
	struct compliance_count *counts;        /* NULL: no right there */
	size_t n;
};

static void
ask_site(struct ctx *c, struct part *part, const struct compliance_period *p)
{
	const char *id = mem_fmt(c, "%lld", (long long)part->site->id);

	session_enter(c, id, "", &part->rights);
	compliance_ask_rows(c, id, p, &part->rows);
}

static bool
may_see(const struct part *part)
{
	const struct permits held = permits_read(rows_str(part->rights, 0, "permissions"));

	return (permits_have(&held, PERMIT_COMPLIANCE_VIEW));
}

static const char *
url_of(struct ctx *c, const struct part *part, const struct compliance_period *p, const char *article)
{
	return (mem_fmt(c, "/%s/compliance?year=%s&part=%s%s%s", part->site->slug, p->year, p->part, article == NULL ? "" : "#article-", str_or(article, "")));
}

static void
put_site(struct ctx *c, struct node *map, const struct part *part, const struct compliance_period *p)
{
	struct node *node = node_item(node_in(map, "sites"));

	node_put(node, "text", over_name(part->site->name, part->site->name_en));
	node_put(node, "url", url_of(c, part, p, NULL));
}

/* What proves the article in one site, and what deviates. */
static void
put_cell(struct ctx *c, struct node *row, const struct part *part, const struct compliance_period *p, const struct article *a)
{
	struct node *node = node_item(node_in(row, "cells"));
	int64_t proofs = 0, deviations = 0;
	bool is_cut = false;

	for (size_t i = 0; i < part->n; i++)
		if (part->counts[i].article == a) {
			*(part->counts[i].deviates ? &deviations : &proofs) += part->counts[i].n;
			is_cut = is_cut || part->counts[i].is_cut;
		}
	node_put_int(node, "n", proofs);
	node_put(node, "site", over_name(part->site->name, part->site->name_en));
	node_put(node, "url", url_of(c, part, p, a->number));
	if (deviations > 0)
		node_put(node, "bad", compliance_figure(c, deviations, is_cut));
}

static void
put_article(struct ctx *c, struct node *map, const struct part *parts, size_t n, const struct compliance_period *p, const struct article *a)
{
	struct node *row = node_item(node_in(map, "articles"));

	node_put(row, "number", a->number);
	node_put(row, "title", word_of(c, "compliance", "title", a->number));
	for (size_t i = 0; i < n; i++)
		if (parts[i].counts != NULL)
			put_cell(c, row, &parts[i], p, a);
}

/* Every site is asked: what its rows say of somebody without the right there, nobody reads. */
static struct err *
ask_all(struct visit *v, const struct compliance_period *p, struct part *parts, bool *any)
{
	struct ctx *c = v->c;

	for (size_t i = 0; i < c->me->n_sites; i++) {
		parts[i].site = &c->me->sites[i];
		ask_site(c, &parts[i], p);
	}
	TRY(db_wait(c->db));
	for (size_t i = 0; i < c->me->n_sites; i++)
		if (may_see(&parts[i])) {
			parts[i].counts = compliance_counts(c, &parts[i].rows, &parts[i].n);
			*any = true;
		}
	return (OK);
}

struct err *
compliance_all(struct visit *v)
{
	struct ctx *c = v->c;
	struct compliance_period p = compliance_period(v);
	struct part *parts = mem_array(c, struct part, c->me->n_sites + 1);
	struct node *map = node_in(v->root, "Map");
	bool any = false;

	asked_only(v, "year part");
	TRY(ask_all(v, &p, parts, &any));
	if (!any)
		return (RAISE(ERR_FORBIDDEN, "no site shows its compliance map"));
	compliance_put_period(v, map, &p, "/compliance");
	for (size_t i = 0; i < c->me->n_sites && v->n_odd == 0; i++)
		if (parts[i].counts != NULL)
			put_site(c, map, &parts[i], &p);
	for (const struct article *a = articles; a->number != NULL && v->n_odd == 0; a++)
		if (!compliance_is_general(a))
			put_article(c, map, parts, c->me->n_sites, &p, a);
	return (visit_show(v, "pages/compliance_all", N_("Compliance map of several sites")));
}
