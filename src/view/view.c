/* SPDX-License-Identifier: ISC */
#include "view/hdf.h"

#include <stdio.h>
#include <string.h>

/*
 * A node is ClearSilver's own, but made here: nodes, names and values lie in a
 * few blocks that are freed with the view.  ClearSilver would ask for memory
 * three times per node and give it back as often: a list would cost a worker a
 * fifth more (BENCHMARKS.md).  While a template is rendered the tree is only read (no template
 * may say `set:`, see tests/lint/templates), so nothing of ClearSilver's own
 * ever hangs on it.
 */
struct view {
	HDF root;
	char *block;
	size_t left;
};

enum { BLOCK = 32 * 1024, ALIGN = _Alignof(HDF) };

/* ${n} bytes that live as long as the view; not zeroed. */
static void *
take(struct view *view, size_t n, size_t align)
{
	size_t gap = view->left % align;
	void *place;

	if (view->left < gap + n) {
		view->left = n > BLOCK ? n : BLOCK;
		view->block = mem_bytes(view, view->left);
		gap = 0;
	}
	place = view->block + gap;
	view->block += gap + n;
	view->left -= gap + n;
	return (place);
}

static HDF *
hdf_of(struct node *node)
{
	return ((HDF *)node);
}

/* Each node knows the root, and the root is the first member of its view. */
static struct view *
view_of(const HDF *hdf)
{
	return ((struct view *)hdf->top);
}

static char *
copy(struct view *view, const char *text, size_t n)
{
	char *place = take(view, n + 1, 1);

	memcpy(place, text, n);
	place[n] = '\0';
	return (place);
}

struct view *
view_new(const void *parent)
{
	struct view *view = mem_new(parent, struct view);

	view->root.top = &view->root;
	/* The trees were already parsed with this setting; this is a second safeguard. */
	node_put(node_in(view_root(view), "Config"), "VarEscapeMode", "html");
	return (view);
}

struct node *
view_root(struct view *view)
{
	return ((struct node *)&view->root);
}

HDF *
view_hdf(struct view *view)
{
	return (&view->root);
}

static HDF *
child_new(HDF *parent, const char *name, size_t n)
{
	struct view *view = view_of(parent);
	HDF *child = take(view, sizeof *child, ALIGN);

	*child = (HDF){ .name = copy(view, name, n), .name_len = (int)n, .top = parent->top };
	if (parent->last_child == NULL)
		parent->child = child;
	else
		parent->last_child->next = child;
	parent->last_child = child;
	return (child);
}

/* A node has few fields, so a walk is enough; items of lists are not looked up. */
static HDF *
child_find(const HDF *parent, const char *name)
{
	size_t n = strlen(name);

	for (HDF *child = parent->child; child != NULL; child = child->next)
		if ((size_t)child->name_len == n && memcmp(child->name, name, n) == 0)
			return (child);
	return (NULL);
}

static HDF *
child_of(HDF *parent, const char *name)
{
	HDF *child = child_find(parent, name);

	return (child != NULL ? child : child_new(parent, name, strlen(name)));
}

bool
node_has(const struct node *node, const char *name)
{
	return (child_find((const HDF *)node, name) != NULL);
}

struct node *
node_in(struct node *node, const char *name)
{
	return ((struct node *)child_of(hdf_of(node), name));
}

struct node *
node_item(struct node *list)
{
	const HDF *last = hdf_of(list)->last_child;
	char name[24], *digit = name + sizeof name;
	/* Items are named 0, 1, 2 …, so the last one gives the next name without counting. */
	unsigned long next = 0;

	for (const char *p = last == NULL ? "" : last->name; *p >= '0' && *p <= '9'; p++)
		next = next * 10 + (unsigned long)(*p - '0');
	next += last != NULL;
	do
		*--digit = (char)('0' + next % 10);
	while ((next /= 10) > 0);
	return ((struct node *)child_new(hdf_of(list), digit, (size_t)(name + sizeof name - digit)));
}

static void
say(HDF *hdf, const char *text)
{
	hdf->value = text == NULL ? copy(view_of(hdf), "", 0) : copy(view_of(hdf), text, strlen(text));
}

struct node *
node_add(struct node *list, const char *text)
{
	struct node *item = node_item(list);

	say(hdf_of(item), text);
	return (item);
}

void
node_put(struct node *node, const char *name, const char *value)
{
	say(child_of(hdf_of(node), name), value);
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
