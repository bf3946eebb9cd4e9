/* SPDX-License-Identifier: ISC */
/* The filters of a list: what can be asked for, what is asked for, what was kept. */
#include "pages/record/listing.h"

#include "base/str.h"
#include "http/url.h"
#include "view/piece.h"
#include "view/words.h"
#include "web/options.h"
#include "web/subject.h"
#include "web/value.h"

/* ---- what can be asked for */

static void
put_option(struct node *options, const char *value, const char *label, const char *chosen)
{
	options_add(options, value, label, str_eq(value, chosen));
}

static struct node *
new_filter(struct visit *v, struct node *form, const char *name, const char *label, const char *type)
{
	struct node *node = node_item(node_in(form, "filters"));

	node_put(node, "name", name);
	node_put(node, "label", label);
	node_put(node, "type", type);
	node_put(node, "value", visit_query(v, name));
	return (node);
}

static void
put_states(struct visit *v, struct node *form, const struct kind *kind)
{
	struct node *options =
	    node_in(new_filter(v, form, "state", word(N_("State")), "choice"), "options");

	put_option(options, "open", word(N_("All open")), visit_query(v, "state"));
	for (const struct state *s = kind->states; s->name != NULL; s++)
		put_option(options, s->name, word_of(v->c, kind->name, "state", s->name),
		    visit_query(v, "state"));
}

static void
put_dates(struct visit *v, struct node *form, const struct kind *kind, const struct field *f)
{
	const char *label = subject_label(v, kind->name, f->name);

	new_filter(
	    v, form, mem_fmt(v->c, "%s_from", f->name), wordf(v->c, N_("%1 from"), label, NULL), "date");
	new_filter(
	    v, form, mem_fmt(v->c, "%s_to", f->name), wordf(v->c, N_("%1 to"), label, NULL), "date");
}

static void
put_filter(struct visit *v, struct node *form, const struct listing_state *l, const struct field *f)
{
	const char *label = subject_label(v, l->kind->name, f->name),
		   *value = visit_query(v, f->name);
	struct node *node, *options;

	if (f->type == FIELD_DATE) {
		put_dates(v, form, l->kind, f);
		return;
	}
	node = new_filter(v, form, f->name, label, "choice");
	options = node_in(node, "options");
	if (options_put_field(options, f, value, &l->choices))
		return;
	if (f->type == FIELD_FLAG) {
		put_option(options, "yes", word(N_("Yes")), value);
		put_option(options, "no", word(N_("No")), value);
	} else if (f->choices != NULL) {
		for (size_t i = 0; f->choices[i] != NULL; i++)
			put_option(options, f->choices[i],
			    word_of(v->c, l->kind->name, f->name, f->choices[i]), value);
	} else if (f->type == FIELD_INT && f->max - f->min < 20) {
		for (int n = f->min; n <= f->max; n++)
			put_option(options, mem_fmt(v->c, "%d", n), mem_fmt(v->c, "%d", n), value);
	} else {
		node_put(node, "type", "line");
	}
}

/* ---- what is asked for */

const struct pairs *
listing_query(struct visit *v)
{
	struct pairs *out = mem_new(v->c, struct pairs);

	/* Another filter or order begins at the first page. */
	out->pair = mem_array(v->c, struct pair, v->req->query.n + 1);
	for (size_t i = 0; i < v->req->query.n; i++)
		if (!str_has_word("after page", v->req->query.pair[i].name))
			out->pair[out->n++] = v->req->query.pair[i];
	return (out);
}

static void
put_active(struct visit *v, const struct listing_state *l, const char *name, const char *label,
    const char *value)
{
	struct node *node;

	if (str_empty(value))
		return;
	node = node_item(node_in(node_in(v->root, "List"), "active"));
	node_put(node, "text", wordf(v->c, N_("%1: %2"), label, value));
	node_put(node, "url",
	    url_with(v->c, visit_path(v, "%s", l->kind->plural), listing_query(v), name, NULL));
}

static const char *
filter_text(struct visit *v, const struct listing_state *l, const struct field *f, const char *value)
{
	return (value_text(v, l->kind, f, value, options_name(f, value, &l->choices)));
}

static void
put_active_dates(struct visit *v, const struct listing_state *l, const struct field *f)
{
	static const char *const ends[] = { "from", "to" };

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		const char *name = str_join(v->c, f->name, "_", ends[i]);

		if (*visit_query(v, name) == '\0')
			continue;
		put_active(v, l, name,
		    wordf(v->c, i == 0 ? N_("%1 from") : N_("%1 to"), subject_label(v, l->kind->name, f->name), NULL),
		    visit_query(v, name));
	}
}

/* What the compliance map leads to: nobody types it, but who follows the link sees it and can take it away. */
static void
put_active_days(struct visit *v, const struct listing_state *l)
{
	static const char *const days[] = { "made", "ended", "late" };

	for (size_t i = 0; i < ARRAY_LEN(days); i++)
		put_active_dates(v, l, &(struct field){ .name = days[i] });
}

static const char *
states_text(struct visit *v, const struct kind *kind, const char *value)
{
	char **state = str_split(v->c, mem_str(v->c, value), ',');
	struct buf *b = buf_new(v->c);

	if (str_eq(value, "open"))
		return (word(N_("All open")));
	for (size_t i = 0; state[i] != NULL; i++)
		buf_fmt(b, "%s%s", i == 0 ? "" : word(", "),
		    word_of(v->c, kind->name, "state", state[i]));
	return (b->data);
}

static void
put_all_active(struct visit *v, const struct listing_state *l)
{
	put_active(v, l, "q", word(N_("Words")), visit_query(v, "q"));
	put_active(v, l, "state", word(N_("State")), states_text(v, l->kind, visit_query(v,
	    "state")));
	for (const struct field *f = l->kind->fields; f->name != NULL; f++) {
		if (!(f->flags & FILTER))
			continue;
		if (f->type == FIELD_DATE)
			put_active_dates(v, l, f);
		else if (*visit_query(v, f->name) != '\0')
			put_active(v, l, f->name, subject_label(v, l->kind->name, f->name),
			    filter_text(v, l, f, visit_query(v, f->name)));
	}
	put_active_days(v, l);
	put_active(v, l, "late", word(N_("Overdue")),
	    str_eq(visit_query(v, "late"), "yes") ? word(N_("Yes")) : "");
	if (str_eq(visit_query(v, "author"), str_or(v->c->me->id_text, "-")))
		put_active(v, l, "author", word(N_("Created by")), v->c->me->name);
}

/* ---- what was kept */

const char *
listing_query_text(struct visit *v, const struct kind *kind)
{
	const char *path = visit_path(v, "%s", kind->plural),
		   *full = url_with(v->c, path, listing_query(v), "after", NULL);
	const char *mark = strchr(full, '?');

	return (mark == NULL ? "" : mark + 1);
}

static void
put_saved(struct visit *v, const struct listing_state *l, struct node *list)
{
	const char *now = listing_query_text(v, l->kind);

	for (size_t i = 0; i < rows_count(l->saved); i++) {
		struct node *node = rows_text(l->saved, i, "id") == NULL ? NULL : node_item(node_in(list, "saved"));
		bool own = rows_bool(l->saved, i, "own");

		if (node == NULL)
			continue;
		node_put(node, "id", rows_str(l->saved, i, "id"));
		node_put(node, "text",
		    own ? rows_str(l->saved, i, "name")
			: wordf(v->c, N_("%1 (by %2)"), rows_str(l->saved, i, "name"),
			      rows_str(l->saved, i, "author")));
		node_putf(node, "url", "%s?%s", visit_path(v, "%s", l->kind->plural),
		    rows_str(l->saved, i, "query"));
		node_put_flag(node, "current", str_eq(rows_str(l->saved, i, "query"), now));
		node_put_flag(node, "shared", rows_bool(l->saved, i, "shared"));
		node_put_flag(node, "may_remove", own);
		node_put(node, "feed_url", visit_path(v, "filters/%s/feed", rows_str(l->saved, i, "id")));
	}
	node_put(list, "save_url", visit_path(v, "filters?kind=%s", l->kind->plural));
	node_put(list, "query", now);
	node_put_flag(list, "may_share", may(v->c, PERMIT_FILTER_SHARE));
}

/* ---- the form, kept as a piece where nothing is asked for */

/* Where a page begins shows in no filter. */
static bool
asks_for_something(const struct visit *v)
{
	for (size_t i = 0; i < v->req->query.n; i++)
		if (!str_has_word("after page", v->req->query.pair[i].name))
			return (true);
	return (false);
}

static void
fill_form(struct visit *v, const struct listing_state *l, struct node *form)
{
	static const char *const carried[] = { "sort", "view", "month" };
	struct node *kept;

	node_put(form, "path", visit_path(v, "%s", l->kind->plural));
	node_put(form, "has_q", "1");
	node_put(form, "q", visit_query(v, "q"));
	put_states(v, form, l->kind);
	for (const struct field *f = l->kind->fields; f->name != NULL; f++)
		if (f->flags & FILTER)
			put_filter(v, form, l, f);
	for (size_t i = 0; i < ARRAY_LEN(carried); i++)
		if (*visit_query(v, carried[i]) != '\0') {
			kept = node_item(node_in(form, "kept"));
			node_put(kept, "name", carried[i]);
			node_put(kept, "value", visit_query(v, carried[i]));
		}
	node_put_flag(form, "is_active", node_has(node_in(v->root, "List"), "active"));
	node_put(form, "reset_url", visit_path(v, "%s", l->kind->plural));
}

/* With nothing asked for, the form is made of the kind, the site's address, and whom and what it offers: of nothing else. */
static struct err *
put_form(struct visit *v, const struct listing_state *l)
{
	struct buf *of = asks_for_something(v) ? NULL : buf_new(v->c);
	const char *html = NULL;
	struct view *view;

	if (of != NULL) {
		buf_fmt(of, "%s\n%s\n", l->kind->name, v->c->site->slug);
		options_write(&l->choices, of);
		html = piece_find(v->c, "record/filters", of);
	}
	if (html == NULL) {
		view = view_new(v->c);
		fill_form(v, l, node_in(view_root(view), "Form"));
		TRY(piece_render(view, "record/filters", of, &html));
	}
	node_put_html(node_in(v->root, "List"), "filters_html", html);
	return (OK);
}

struct err *
listing_put_filters(struct visit *v, const struct listing_state *l)
{
	struct node *list = node_in(v->root, "List");

	put_all_active(v, l);
	node_put(list, "reset_url", visit_path(v, "%s", l->kind->plural));
	put_saved(v, l, list);
	return (put_form(v, l));
}
