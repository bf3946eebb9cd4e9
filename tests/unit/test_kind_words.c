/* SPDX-License-Identifier: ISC */
/*
 * Goal: whatever a kind declares has its words in both languages, and its icon (RX.9).  Needs GATEHOUSE_SOURCE; skipped without.
 */
#include "kinds.h"

#include "record/section.h"

#include <glob.h>
#include <stdlib.h>

/* ---- words */

static char *catalogue;          /* the file that is searched */

static char *
read_file(const char *path)
{
	FILE *f = fopen(path, "r");
	size_t n;
	char *text;

	assert_non_null(f);
	text = mem_array(NULL, char, 1 << 20);
	n = fread(text, 1, (1 << 20) - 1, f);
	assert_true(n > 0 && feof(f));
	fclose(f);
	return (text);
}

/* The catalogue of a language: all its areas. */
static char *
read_words(const char *source, const char *language)
{
	char *pattern = mem_fmt(NULL, "%s/po/%s/*.po", source, language), *text;
	struct buf *b = buf_new(NULL);
	glob_t found;

	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		text = read_file(found.gl_pathv[i]);
		buf_put(b, text);
		mem_free(text);
	}
	globfree(&found);
	text = mem_str(NULL, b->data);
	mem_free(b);
	mem_free(pattern);
	return (text);
}

static void
need_word(const char *kind, const char *a, const char *b)
{
	char *key = mem_fmt(NULL, "\nmsgid \"%s%s%s%s%s\"\nmsgstr \"", kind, *a == '\0' ? "" : ".",
	    a, *b == '\0' ? "" : ".", b);
	const char *at = strstr(catalogue, key);

	/* A long translation goes on in the next lines. */
	if (at == NULL || (at[strlen(key)] == '"' && strncmp(at + strlen(key), "\"\n\"", 3) != 0))
		WRONG("no word for %s.%s.%s", kind, a, b);
	mem_free(key);
}

static void
check_move_words(const struct kind *kind, const struct move *m)
{
	const char *needs = m->needs;
	char word[WORD_MAX];

	need_word(kind->name, "move", m->name);
	need_word(kind->name, "done", m->name);
	if (m->flags & MOVE_REASON)
		need_word(kind->name, "field", "reason");
	while (word_next(&needs, word)) {
		need_word(kind->name, "condition", word);
		need_word(kind->name, "todo", word);
	}
}

static void
check_field_words(const char *owner, const struct field *fields)
{
	for (const struct field *f = fields; f->name != NULL; f++) {
		need_word(owner, "field", f->name);
		for (const char *const *c = f->choices; c != NULL && *c != NULL; c++)
			need_word(owner, f->name, *c);
	}
}

static void
check_criteria_words(const struct kind *kind)
{
	char word[WORD_MAX];

	for (const struct state *s = kind->states; s->name != NULL; s++)
		for (const char *names = s->judged; word_next(&names, word);)
			need_word(kind->name, "criterion", word);
}

static void
check_entry_words(const struct entry *e)
{
	static const char *const did[] = { "add", "edit", "remove" };

	need_word(e->table, "", "");
	if (!who_is_nobody(e->who))
		need_word(e->table, "add", "");
	need_word(e->table, "empty", "");
	for (size_t i = 0; i < ARRAY_LEN(did); i++)
		if (!(e->flags & ENTRY_FINAL) || (i == 0 && !who_is_nobody(e->who)))
			need_word(e->table, "did", did[i]);
	check_field_words(e->table, e->fields);
	for (const struct act *a = e->acts; a != NULL && a->name != NULL; a++) {
		need_word(e->table, "act", a->name);
		need_word(e->table, "did", a->name);
	}
}

static void
check_report_words(const struct kind *kind)
{
	char owner[96];

	snprintf(owner, sizeof owner, "%s.report", kind->name);
	for (const struct report *r = kind->reports; r != NULL && r->name != NULL; r++) {
		need_word(owner, r->name, "");
		for (const struct report_table *t = r->tables; t->name != NULL; t++) {
			need_word(owner, t->name, "empty");
			for (const struct report_column *c = t->columns; c->name != NULL; c++)
				need_word(owner, t->name, c->name);
		}
	}
}

static void
check_figure_words(const struct kind *kind)
{
	if (kind->figures == NULL)
		return;
	need_word(kind->figures->title, "", "");
	for (const struct report_table *t = kind->figures->tables; t->name != NULL; t++) {
		need_word(kind->figures->words, t->name, "");
		need_word(kind->figures->words, t->name, "empty");
	}
}

/* What it says where something is wrong or does not follow. */
static void
check_refusal_words(const struct kind *kind)
{
	for (const struct objection *o = kind->objections; o != NULL && o->words != NULL; o++)
		need_word(o->words, "", "");
	for (const struct effect *e = kind->effects; e != NULL && e->at != NULL; e++)
		if (e->refused != NULL)
			need_word(e->refused, "", "");
	for (const struct field *f = kind->fields; f->name != NULL; f++)
		if (f->in_said != NULL)
			need_word(f->in_said, "", "");
}

/* What its page offers, and what a new one begins with. */
static void
check_offer_words(const struct kind *kind)
{
	for (const struct offer *o = kind->offers; o != NULL && o->name != NULL; o++)
		need_word(kind->name, "offer", o->name);
	for (const struct section *x = kind->sections; x != NULL && x->name != NULL; x++)
		need_word(kind->name, "section", x->name);
	for (const struct beginning *b = kind->begins; b != NULL && b->field != NULL; b++)
		if (b->words != NULL)
			need_word(b->words, "", "");
	for (const struct intake *in = kind->intakes; in != NULL && in->name != NULL; in++) {
		char take[WORD_MAX];

		snprintf(take, sizeof take, "%s.take", in->name);
		need_word(kind->name, "intake", in->name);
		need_word(kind->name, "intake", take);
	}
	if (kind->beside != STMT_NONE)
		need_word(kind->name, "beside", "");
}

/* What its official print says beside its fields. */
static void
check_paper_words(const struct kind *kind)
{
	const struct paper *paper = kind->print;

	if (paper != NULL && paper->until != NULL) {
		need_word(kind->name, "paper", "rights");
		need_word(kind->name, "paper", "rights_in");
	}
	if (paper != NULL && paper->mine != NULL) {
		need_word(kind->name, "paper", "mine");
		need_word(kind->name, "paper", "offer");
	}
	if (paper != NULL && paper->copied != NULL)
		need_word(kind->name, "paper", "copies");
}

static void
check_words(const struct kind *kind)
{
	need_word(kind->name, "", "");
	need_word(kind->name, "plural", "");
	check_field_words(kind->name, kind->fields);
	for (const struct state *s = kind->states; s->name != NULL; s++)
		need_word(kind->name, "state", s->name);
	for (const struct move *m = kind->moves; m->name != NULL; m++)
		check_move_words(kind, m);
	for (const struct entry *e = kind->entries; e != NULL && e->name != NULL; e++)
		check_entry_words(e);
	check_offer_words(kind);
	check_paper_words(kind);
	check_criteria_words(kind);
	check_report_words(kind);
	check_figure_words(kind);
	check_refusal_words(kind);
}

static void
have_words(void **state)
{
	const char *source = getenv("GATEHOUSE_SOURCE");

	(void)state;
	if (source == NULL)
		skip();
	for (const char *const *l = (const char *const[]){ "zh_CN", "en", NULL }; *l != NULL; l++) {
		catalogue = read_words(source, *l);
		each(check_words);
		mem_free(catalogue);
	}
}

/* ---- icons */

static void
check_icon(const struct kind *kind)
{
	char *id = mem_fmt(NULL, "id=\"%s\"", kind->icon);

	if (strstr(catalogue, id) == NULL)
		WRONG("%s: no icon \"%s\"", kind->name, kind->icon);
	mem_free(id);
}

static void
have_icons(void **state)
{
	char *path;

	(void)state;
	if (getenv("GATEHOUSE_SOURCE") == NULL)
		skip();
	path = mem_fmt(NULL, "%s/static/icons.svg", getenv("GATEHOUSE_SOURCE"));
	catalogue = read_file(path);
	each(check_icon);
	mem_free(catalogue);
	mem_free(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(have_words),
		cmocka_unit_test(have_icons),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
