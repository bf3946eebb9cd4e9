/* SPDX-License-Identifier: ISC */
#include "view/function.h"

#include "view/words.h"
#include <stdint.h>
#include <stdlib.h>

NEOERR *
function_write(void *rendering, char *text)
{
	buf_put(((struct rendering *)rendering)->out, text);
	return (STATUS_OK);
}

/* ClearSilver frees nothing of the result: it belongs to the rendering. */
static void
answer(CSARG *result, const char *text)
{
	result->op_type = CS_TYPE_STRING;
	result->s = (char *)(uintptr_t)text;
	result->alloc = 0;
}

static NEOERR *
text_alone(CSPARSE *tree, CS_FUNCTION *self, CSARG *args, CSARG *result)
{
	struct rendering *r = tree->output_ctx;
	char *s = NULL;
	NEOERR *err = cs_arg_parse(tree, args, "s", &s);

	(void)self;
	if (err == STATUS_OK)
		/* A text without a translation is itself, and ${s} goes. */
		answer(result, mem_str(r->mem, word(s)));
	free(s);
	return (nerr_pass(err));
}

static NEOERR *
text_with_values(CSPARSE *tree, CS_FUNCTION *self, CSARG *args, CSARG *result)
{
	struct rendering *r = tree->output_ctx;
	char *s[3] = { NULL };
	NEOERR *err = cs_arg_parse(tree, args, "sss", &s[0], &s[1], &s[2]);

	(void)self;
	if (err == STATUS_OK)
		answer(result, wordf(r->mem, s[0], s[1], s[2]));
	for (size_t i = 0; i < ARRAY_LEN(s); i++)
		free(s[i]);
	return (nerr_pass(err));
}

static NEOERR *
plural(CSPARSE *tree, CS_FUNCTION *self, CSARG *args, CSARG *result)
{
	struct rendering *r = tree->output_ctx;
	/* The number as text: ClearSilver's own integers end at 2^31. */
	char *s[3] = { NULL };
	NEOERR *err = cs_arg_parse(tree, args, "sss", &s[0], &s[1], &s[2]);

	(void)self;
	if (err == STATUS_OK)
		answer(result,
		    words_count(r->mem, s[0], s[1], s[2] == NULL ? 0 : strtol(s[2], NULL, 10)));
	for (size_t i = 0; i < ARRAY_LEN(s); i++)
		free(s[i]);
	return (nerr_pass(err));
}

static NEOERR *
dotted(CSPARSE *tree, CS_FUNCTION *self, CSARG *args, CSARG *result)
{
	struct rendering *r = tree->output_ctx;
	char *s[3] = { NULL };
	NEOERR *err = cs_arg_parse(tree, args, "sss", &s[0], &s[1], &s[2]);

	(void)self;
	if (err == STATUS_OK)
		answer(result, word_of(r->mem, s[0], s[1], s[2]));
	for (size_t i = 0; i < ARRAY_LEN(s); i++)
		free(s[i]);
	return (nerr_pass(err));
}

/*
 * The page inside its layout: renders the page's own tree into the same
 * output and is itself empty.  So a template is kept once, however many
 * layouts show it.
 */
static NEOERR *
page(CSPARSE *tree, CS_FUNCTION *self, CSARG *args, CSARG *result)
{
	struct rendering *r = tree->output_ctx;
	NEOERR *err = STATUS_OK;

	(void)self;
	(void)args;
	answer(result, "");
	if (r->page == NULL || r->page == tree)
		return (STATUS_OK);
	r->page->hdf = tree->hdf;
	err = cs_render(r->page, r, function_write);
	r->page->hdf = NULL;
	return (nerr_pass(err));
}

/* ClearSilver's own _() asks gettext, and refuses a second function of that name. */
static NEOERR *
replace_gettext(CSPARSE *tree)
{
	for (CS_FUNCTION *f = tree->functions; f != NULL; f = f->next)
		if (str_eq(f->name, "_")) {
			f->function = text_alone;
			return (STATUS_OK);
		}
	return (nerr_pass(cs_register_function(tree, "_", 1, text_alone)));
}

NEOERR *
function_register(CSPARSE *tree)
{
	static const struct {
		const char *name;
		int args;
		CSFUNCTION function;
	} functions[] = {
		{ "_f", 3, text_with_values },
		{ "_n", 3, plural },
		{ "word_of", 3, dotted },
		{ "_page", 0, page },
	};

	for (size_t i = 0; i < ARRAY_LEN(functions); i++) {
		NEOERR *err = cs_register_function(
		    tree, functions[i].name, functions[i].args, functions[i].function);

		if (err != STATUS_OK)
			return (nerr_pass(err));
	}
	return (nerr_pass(replace_gettext(tree)));
}
