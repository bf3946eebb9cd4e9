/* SPDX-License-Identifier: ISC */
#include "view/hdf.h"

#include "base/log.h"
#include "base/plant.h"
#include <stdio.h>
#include <stdlib.h>

/*
 * A node is the HDF node itself under another name: filling a row allocates
 * nothing of ours and looks nothing up by a dotted path.
 */
struct view {
	HDF *hdf;
};

/* HDF fails only when memory is gone; like base/mem, we do not go on then. */
static void
must(NEOERR *err)
{
	if (err == STATUS_OK)
		return;
	log_line(LOG_ERROR, "the data set of a view: out of memory");
	abort();
}

static HDF *
hdf_of(struct node *node)
{
	return ((HDF *)node);
}

static int
view_end(void *object)
{
	struct view *view = object;

	hdf_destroy(&view->hdf);
	return (0);
}

struct view *
view_new(const void *parent)
{
	struct view *view = mem_new(parent, struct view);

	must(hdf_init(&view->hdf));
	mem_on_free(view, view_end);
	/* The trees were parsed with it; this is the second lock on the same door. */
	must(hdf_set_value(view->hdf, "Config.VarEscapeMode", PLANTED(16) ? "none" : "html"));
	return (view);
}

struct node *
view_root(struct view *view)
{
	return ((struct node *)view->hdf);
}

HDF *
view_hdf(struct view *view)
{
	return (view->hdf);
}

struct node *
node_in(struct node *node, const char *name)
{
	HDF *child;

	must(hdf_get_node(hdf_of(node), name, &child));
	return ((struct node *)child);
}

struct node *
node_item(struct node *list)
{
	const HDF *last = hdf_of(list)->last_child;
	char name[24];
	HDF *item;

	/* Items are named 0, 1, 2 …: the last one tells the next without counting. */
	long next = last == NULL ? 0 : strtol(last->name, NULL, 10) + 1;

	snprintf(name, sizeof name, "%ld", next);
	must(hdf_get_node(hdf_of(list), name, &item));
	return ((struct node *)item);
}

void
node_put(struct node *node, const char *name, const char *value)
{
	must(hdf_set_value(hdf_of(node), name, value == NULL ? "" : value));
}

void
node_put_int(struct node *node, const char *name, long long value)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", value);
	node_put(node, name, text);
}

void
node_put_flag(struct node *node, const char *name, bool on)
{
	if (on)
		node_put(node, name, "1");
}

void
node_putf(struct node *node, const char *name, const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	text = mem_vfmt(NULL, fmt, args);
	va_end(args);
	node_put(node, name, text);
	mem_free(text);
}

void
node_put_html(struct node *node, const char *name, const char *html)
{
	node_put(node, name, html);
}
