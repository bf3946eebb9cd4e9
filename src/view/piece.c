/* SPDX-License-Identifier: ISC */
#include "view/piece.h"

#include "view/hdf.h"
#include "view/words.h"

#include <string.h>

enum {
	PIECES = 64,
	PIECE_BYTES = 64 * 1024,        /* a longer one is rendered each time */
};

/* At most four megabytes; a portal of one site has some dozens of a few kilobytes. */
struct piece {
	const char *language, *template;
	char *of, *html;
	size_t n;                       /* bytes of .of */
	uint64_t used;                  /* when, by counting */
};

/* Lives and ends with the templates. */
static struct pieces {
	struct piece at[PIECES];
	uint64_t uses;
} *pieces;

static int
pieces_end(void *object)
{
	if (pieces == object)
		pieces = NULL;
	return (0);
}

static struct pieces *
pieces_get(void)
{
	if (pieces == NULL) {
		pieces = mem_new(render_owner(), struct pieces);
		mem_on_free(pieces, pieces_end);
	}
	return (pieces);
}

static bool
is_it(const struct piece *p, const char *template, const struct buf *of)
{
	return (p->html != NULL && p->n == of->len && p->language == words_language() && str_eq(p->template, template) && memcmp(p->of, of->data, p->n) == 0);
}

const char *
piece_find(const void *parent, const char *template, const struct buf *of)
{
	struct pieces *all = pieces_get();

	for (size_t i = 0; i < PIECES; i++)
		if (is_it(&all->at[i], template, of)) {
			all->at[i].used = ++all->uses;
			return (mem_str(parent, all->at[i].html));
		}
	return (NULL);
}

/* In the place of the one that was used longest ago. */
static void
keep(const char *template, const struct buf *of, const char *html)
{
	struct pieces *all = pieces_get();
	struct piece *oldest = all->at;

	for (size_t i = 0; i < PIECES; i++)
		if (all->at[i].used < oldest->used)
			oldest = &all->at[i];
	mem_free(oldest->of);
	mem_free(oldest->html);
	*oldest = (struct piece){ words_language(), template, mem_bytes(all, of->len), mem_str(all, html), of->len, ++all->uses };
	memcpy(oldest->of, of->data, of->len);
}

struct err *
piece_render(struct view *view, const char *template, const struct buf *of, const char **html)
{
	struct buf *out = buf_new(view);

	TRY(render_page(view, NULL, template, out));
	if (of != NULL && of->len + out->len <= PIECE_BYTES)
		keep(template, of, out->data);
	*html = out->data;
	return (OK);
}
