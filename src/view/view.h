/* SPDX-License-Identifier: ISC */
/*
 * The data of a template: a tree of named values. Hides ClearSilver's HDF: only
 * view/ includes its headers. A node's children are fields (by name) or items
 * (in order). Names come from our code, never from input; values are copied and
 * escaped by the template. Ids, money, dates and lengths are put as finished
 * text, because ClearSilver's arithmetic is not reliable.
 */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H

#include "base/err.h"
#include "base/str.h"
#include <stdbool.h>

struct view;
struct node;

struct view *view_new(const void *parent);                         /* freed with its parent */
struct node *view_root(struct view *view);
/* The child of that name, made if needed; a name has no dot. */
struct node *node_in(struct node *node, const char *name);
bool node_has(const struct node *node, const char *name);            /* is there such a child? */
struct node *node_item(struct node *list);                         /* a new last item of a list */
/* A new last item that is itself a text: <?cs var:item ?>; it may have fields beside. */
struct node *node_add(struct node *list, const char *text);
/* NULL and "" both: the name exists and is empty. */
void node_put(struct node *node, const char *name, const char *value);
void node_put_int(struct node *node, const char *name, long long value);
void node_put_flag(struct node *node, const char *name, bool on);  /* "1", or nothing at all */
void node_putf(struct node *node, const char *name, const char *fmt, ...) PRINTF_LIKE(3, 4);
/*
 * HTML that our own code made (Markdown, charts, diffs).  The name ends in "_html"; `uvar:` shows
 * it, in the templates on the list of tests/lint/templates only.
 */
void node_put_html(struct node *node, const char *name, const char *html);

/* A value that no request changes: <?cs var:App.icons ?> is put in when a template is parsed.  Shown only, never asked about. */
struct render_fixed {
	const char *name, *value;       /* the last one's name is NULL */
};

/*
 * Templates: parsed once per worker at the first use (or all at render_start),
 * rendered with a language (words.h).  ${page} is "record/list" for
 * templates/record/list.cs, shown inside ${layout} ("layout", "plain",
 * "print"); layout NULL renders the page alone (fragments).
 */
struct err *render_start(const void *parent, const char *template_dir, const struct render_fixed *fixed, bool parse_all) MUST_CHECK;
struct err *render_page(struct view *view, const char *layout, const char *page,
    struct buf *out) MUST_CHECK;

#endif
