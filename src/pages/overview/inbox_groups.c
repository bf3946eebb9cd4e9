/* SPDX-License-Identifier: ISC */
#include "pages/overview/inbox_groups.h"

#include "base/str.h"
#include "view/words.h"
#include "web/options.h"
#include "web/over.h"

struct node *
inbox_group_of(struct node *work, struct ctx *c, const struct work_line *line)
{
	const char *name = work_group_names[work_group(line)];
	struct node *groups = node_in(work, "groups"), *group;
	char place[] = { (char)('0' + work_group(line)), '\0' };

	group = node_in(groups, place);
	if (!node_has(group, "name")) {
		node_put(group, "name", name);
		node_put(group, "label", word_of(c, "work", "group", name));
	}
	return (node_in(group, "items"));
}

static const char *
kind_of(const struct work_line *line)
{
	return (line->rows == line->part->triage ? kind_marked(KIND_TRIAGED)->name : rows_str(line->rows, line->row, "kind"));
}

/* ---- what narrows it */

const char *
inbox_groups_kind(const struct visit *v)
{
	const char *kind = visit_query(v, "kind");

	return (*kind == '\0' ? NULL : kind);
}

bool
inbox_groups_wants(const struct visit *v, const struct site_link *site)
{
	const char *slug = visit_query(v, "site");

	return (*slug == '\0' || str_eq(slug, site->slug));
}

/* Here, narrowed to a kind (NULL: any) and to the site that is chosen already. */
static const char *
address(struct visit *v, const char *kind)
{
	const struct site_link *site = NULL;

	for (size_t i = 0; i < v->c->me->n_sites; i++)
		if (str_eq(v->c->me->sites[i].slug, visit_query(v, "site")))
			site = &v->c->me->sites[i];
	if (kind == NULL && site == NULL)
		return ("/");
	return (mem_fmt(v->c, "/?%s%s%s%s%s", kind == NULL ? "" : "kind=", str_or(kind, ""), kind != NULL && site != NULL ? "&" : "", site == NULL ? "" : "site=", site == NULL ? "" : site->slug));
}

static void
put_chip(struct visit *v, struct node *list, const char *kind, const char *text, size_t count)
{
	struct node *node = node_item(list);

	node_put(node, "text", text);
	node_put(node, "url", address(v, kind));
	if (count > 0)
		node_put_int(node, "count", (long long)count);
	node_put_flag(node, "current", str_eq(str_or(kind, ""), visit_query(v, "kind")));
}

static size_t
count_of(const struct work_line *lines, size_t n, const char *kind)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		k += str_eq(kind_of(&lines[i]), kind);
	return (k);
}

void
inbox_groups_close(struct node *work, const struct work_line *lines, size_t n)
{
	size_t count[WORK_GROUPS] = { 0 };

	for (size_t i = 0; i < n; i++)
		count[work_group(&lines[i])]++;
	for (size_t g = 0; g < WORK_GROUPS; g++) {
		char place[] = { (char)('0' + g), '\0' };

		if (count[g] > 0)
			node_put_int(node_in(node_in(work, "groups"), place), "count", (long long)count[g]);
	}
}

void
inbox_groups_put_filters(struct visit *v, struct node *work, const struct work_line *lines, size_t n)
{
	struct node *node = node_in(work, "filters");
	const char *wanted = inbox_groups_kind(v);

	put_chip(v, node_in(node, "kinds"), NULL, word(N_("All")), wanted == NULL ? n : 0);
	for (size_t i = 0; kinds[i] != NULL; i++) {
		size_t count = count_of(lines, n, kinds[i]->name);

		if (count > 0 || str_eq(kinds[i]->name, str_or(wanted, "")))
			put_chip(v, node_in(node, "kinds"), kinds[i]->name, word(mem_fmt(v->c, "%s.plural", kinds[i]->name)), count);
	}
	for (size_t i = 0; v->c->me->n_sites > 1 && i < v->c->me->n_sites; i++)
		options_add(node_in(node, "sites"), v->c->me->sites[i].slug, over_name(v->c->me->sites[i].name, v->c->me->sites[i].name_en), str_eq(visit_query(v, "site"), v->c->me->sites[i].slug));
	node_put(node, "kind", wanted);
	node_put(node, "site", visit_query(v, "site"));
}
