/* SPDX-License-Identifier: ISC */
#include "view/function.h"
#include "view/hdf.h"
#include "view/source.h"
#include "view/words.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

/* One parsed template in one language.  Trees live as long as the worker; only the data set changes. */
struct tree {
	const char *name, *language;
	CSPARSE *cs;
	struct tree *next;
};

static struct templates {
	const char *dir;
	HDF *config; /* what the parser reads while it parses */
	struct tree *trees;
} *templates;

/* ClearSilver's error as ours. */
static struct err *
failed(const char *what, NEOERR *neo)
{
	struct err *err;
	STRING text;

	string_init(&text);
	nerr_error_traceback(neo, &text);
	err = RAISE(ERR_INTERNAL, "template \"%s\": %s", what, text.buf == NULL ? "?" : text.buf);
	string_clear(&text);
	nerr_ignore(&neo);
	return (err);
}

static int
tree_end(void *object)
{
	struct tree *tree = object;

	cs_destroy(&tree->cs);
	return (0);
}

static NEOERR *
tree_parse(struct tree *tree, const char *file)
{
	NEOERR *err = cs_init(&tree->cs, templates->config);

	if (err == STATUS_OK)
		err = function_register(tree->cs);
	if (err == STATUS_OK) {
		cs_register_fileload(tree->cs, (void *)(uintptr_t)templates->dir, source_load);
		err = cs_parse_file(tree->cs, file);
	}
	return (nerr_pass(err));
}

/* The tree of ${name} ("record/list") in the language in use, parsed at its first use. */
static struct err *
tree_get(const char *name, struct tree **out)
{
	struct tree *tree;
	char *file;
	NEOERR *neo;

	if (templates == NULL)
		return (RAISE(ERR_INTERNAL, "render_start was not called"));
	for (tree = templates->trees; tree != NULL; tree = tree->next)
		if (str_eq(tree->name, name) && str_eq(tree->language, words_language())) {
			*out = tree;
			return (OK);
		}
	tree = mem_new(templates, struct tree);
	mem_on_free(tree, tree_end);
	file = mem_fmt(tree, "%s.cs", name);
	neo = tree_parse(tree, file);
	if (neo != STATUS_OK) {
		mem_free(tree);
		return (failed(name, neo));
	}
	tree->name = mem_str(tree, name);
	tree->language = words_language();
	tree->cs->hdf = NULL;
	tree->next = templates->trees;
	templates->trees = tree;
	*out = tree;
	return (OK);
}

/* Parse all *.cs below ${dir}/${sub}; parts are parsed where they are included. */
static struct err *
parse_below(const char *sub)
{
	void *mem = mem_fmt(templates, "%s/%s", templates->dir, sub);
	DIR *dir = opendir(mem);
	struct err *err = OK;
	struct dirent *entry;

	if (dir == NULL) {
		mem_free(mem);
		return (RAISE(ERR_INTERNAL, "cannot open templates \"%s\": %s", sub,
		    strerror(errno)));
	}
	while (err == OK && (entry = readdir(dir)) != NULL) {
		size_t n = strlen(entry->d_name);
		char *name = mem_fmt(mem, "%s%s", sub, entry->d_name);
		struct tree *tree;

		if (n > 3 && str_eq(entry->d_name + n - 3, ".cs")) {
			name[strlen(name) - 3] = '\0';
			err = tree_get(name, &tree);
		} else if (strchr(entry->d_name, '.') == NULL && !str_eq(entry->d_name, "part")) {
			err = parse_below(mem_fmt(mem, "%s/", name));
		}
	}
	closedir(dir);
	mem_free(mem);
	return (err);
}

static int
templates_end(void *object)
{
	hdf_destroy(&((struct templates *)object)->config);
	if (templates == object)
		templates = NULL;
	return (0);
}

static struct err *
read_templates(struct templates *made, const struct render_fixed *fixed, bool parse_all)
{
	NEOERR *neo = hdf_init(&made->config);

	if (neo != STATUS_OK)
		return (failed("", neo));
	mem_on_free(made, templates_end);
	/* Baked into every tree: each value is escaped as HTML wherever it is shown. */
	neo = hdf_set_value(made->config, "Config.VarEscapeMode", "html");
	for (; neo == STATUS_OK && fixed != NULL && fixed->name != NULL; fixed++)
		neo = hdf_set_value(made->config, fixed->name, fixed->value);
	if (neo != STATUS_OK)
		return (failed("", neo));
	if (parse_all)
		TRY(parse_below(""));
	return (OK);
}

struct err *
render_start(const void *parent, const char *template_dir, const struct render_fixed *fixed, bool parse_all)
{
	struct templates *made = mem_new(parent, struct templates), *before = templates;
	struct err *err;

	made->dir = mem_str(made, template_dir);
	templates = made;
	err = read_templates(made, fixed, parse_all);
	if (err == OK)
		return (OK);
	templates = before;
	mem_free(made);
	return (err_pass(err, __func__, __FILE__, __LINE__));
}

const void *
render_owner(void)
{
	return (templates);
}

struct err *
render_page(struct view *view, const char *layout, const char *page, struct buf *out)
{
	struct tree *inner, *outer;
	struct rendering rendering = { .out = out };
	NEOERR *neo;

	TRY(tree_get(page, &inner));
	outer = inner;
	if (layout != NULL) {
		TRY(tree_get(layout, &outer));
		rendering.page = inner->cs;
	}
	rendering.mem = mem_new(view, char);
	outer->cs->hdf = view_hdf(view);
	neo = cs_render(outer->cs, &rendering, function_write);
	outer->cs->hdf = NULL;
	mem_free(rendering.mem);
	return (neo == STATUS_OK ? OK : failed(page, neo));
}
