/* SPDX-License-Identifier: ISC */
/*
 * Goal: the compliance map stands on declarations that agree with each other (RX.16).  Every article is proved by something that is counted, or
 * is a general clause whose words say why nothing is; every piece of evidence names an article and states that there are; every kind proves
 * something; every rule that names an article names one of the table; every fact of inspections and every duty has its article; every article has its words
 * in both languages, and somebody who answers.
 */
#include "kinds.h"

#include "record/article.h"
#include "record/duty.h"
#include "record/entry.h"
#include "record/section.h"
#include "view/words.h"

#include <stdlib.h>

/* Below what the test run calls so; until the next call. */
static const char *
path_in(const char *name, const char *otherwise, const char *below)
{
	static char path[4096];

	snprintf(path, sizeof path, "%s/%s", getenv(name) == NULL ? otherwise : getenv(name), below);
	return (path);
}

static const struct article *
article_named(const char *number)
{
	for (const struct article *a = articles; a->number != NULL; a++)
		if (str_eq(a->number, number))
			return (a);
	return (NULL);
}

static void
check_article(const char *of, const char *what, const char *number)
{
	if (number != NULL && article_named(number) == NULL)
		WRONG("%s: %s names article \"%s\", which is not there", of, what, number);
}

/* ---- articles */

static size_t
count_evidence(const char *number)
{
	size_t n = 0;

	for (size_t k = 0; kinds[k] != NULL; k++)
		for (const struct evidence *e = kinds[k]->evidence; e != NULL && e->article != NULL; e++)
			n += str_eq(e->article, number);
	for (const struct duty_rule *r = duty_rules; r->name != NULL; r++)
		n += str_eq(r->article, number);
	for (const struct article_fact *f = article_facts; f->fact != NULL; f++)
		n += f->article != NULL && str_eq(f->article, number);
	return (n);
}

static void
test_articles_are_proved(void **state)
{
	int place = 0;

	(void)state;
	for (const struct article *a = articles; a->number != NULL; a++) {
		bool general = (a->flags & ARTICLE_GENERAL) != 0;

		/* In their order, and none left out. */
		assert_int_equal(strtol(a->number, NULL, 10), ++place);
		if (general != (count_evidence(a->number) == 0))
			WRONG("article %s %s", a->number, general ? "is a general clause and has evidence" : "has no evidence");
		if (a->answers[0] == PERMIT_NONE)
			WRONG("nobody answers for article %s", a->number);
	}
	assert_int_equal(place, 35);
}

static void
test_articles_have_words(void **state)
{
	static const char *const languages[] = { "zh_CN", "en" }, *const words[] = { "article", "compliance.title", "compliance.enforced" };

	(void)state;
	assert_null(words_start(path_in("GATEHOUSE_BUILD", ".", "words")));
	for (const struct article *a = articles; a->number != NULL; a++)
		for (size_t i = 0; i < ARRAY_LEN(languages) * ARRAY_LEN(words); i++) {
			char *key = mem_fmt(NULL, "%s.%s", words[i / 2], a->number);

			if (!words_known(languages[i % 2], key))
				WRONG("\"%s\" is not said in %s", key, languages[i % 2]);
			mem_free(key);
		}
}

/* ---- evidence */

static void
check_evidence(const struct kind *kind)
{
	if (kind->evidence == NULL || kind->evidence->article == NULL)
		WRONG("%s proves no article", kind->name);
	for (const struct evidence *e = kind->evidence; e->article != NULL; e++) {
		bool asks_states = e->of == EVIDENCE_ENDED || e->of == EVIDENCE_FAILED;
		const char *at = e->states;
		char name[WORD_MAX];

		check_article(kind->name, "evidence", e->article);
		if (asks_states != (e->states != NULL))
			WRONG("%s: evidence for article %s names states without asking for them, or the other way round", kind->name, e->article);
		while (asks_states && word_next(&at, name))
			if (kind_state(kind, name) == NULL || !(kind_state(kind, name)->flags & STATE_END))
				WRONG("%s: evidence for article %s counts \"%s\", which is no end", kind->name, e->article, name);
	}
}

static void
test_evidence_names_what_is_there(void **state)
{
	(void)state;
	each(check_evidence);
}

/* ---- rules */

static void
check_entries(const struct kind *kind)
{
	for (const struct entry *e = kind->entries; e != NULL && e->name != NULL; e++) {
		check_article(kind->name, e->name, e->article);
		for (const struct field *f = e->fields; f->name != NULL; f++)
			check_article(kind->name, f->name, f->article);
	}
}

static void
check_rules(const struct kind *kind)
{
	size_t rules = 0;

	for (const struct field *f = kind->fields; f->name != NULL; f++) {
		check_article(kind->name, f->name, f->article);
		rules += f->article != NULL;
	}
	for (const struct move *m = kind->moves; m->name != NULL; m++) {
		check_article(kind->name, m->name, m->article);
		rules += m->article != NULL;
	}
	for (const struct report *r = kind->reports; r != NULL && r->name != NULL; r++)
		check_article(kind->name, r->name, r->article);
	check_entries(kind);
	if (rules == 0)
		WRONG("%s: none of its rules names an article", kind->name);
}

static void
test_rules_name_articles(void **state)
{
	(void)state;
	each(check_rules);
	for (const struct duty_rule *r = duty_rules; r->name != NULL; r++) {
		assert_non_null(r->article);
		check_article("duties", r->name, r->article);
	}
}

/* The facts are those that the database draws: read from the migration that lists them, so that no server is needed. */
static void
test_facts_have_articles(void **state)
{
	static char text[256 * 1024];
	FILE *file = fopen(path_in("GATEHOUSE_SOURCE", ".", "sql/migrate/0081_inspection.sql"), "r");
	const char *list, *end;
	size_t n = 0, drawn = 0;

	(void)state;
	assert_non_null(file);
	text[fread(text, 1, sizeof text - 1, file)] = '\0';
	fclose(file);
	list = strstr(text, "FUNCTION inspection_fact_list()");
	assert_non_null(list);
	end = strstr(list, "$$;");
	for (const char *p = list; (p = strstr(p, ", '")) != NULL && p < end; p++)
		drawn++;
	for (const struct article_fact *f = article_facts; f->fact != NULL; f++, n++) {
		char *quoted = mem_fmt(NULL, ", '%s')", f->fact);
		const char *at = strstr(list, quoted);

		mem_free(quoted);
		if (at == NULL || at > end)
			WRONG("no inspection draws \"%s\"", f->fact);
		check_article("facts", f->fact, f->article);
	}
	/* Each is listed with its subject before it. */
	assert_int_equal(2 * n, drawn);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_articles_are_proved),
		cmocka_unit_test(test_articles_have_words),
		cmocka_unit_test(test_evidence_names_what_is_there),
		cmocka_unit_test(test_rules_name_articles),
		cmocka_unit_test(test_facts_have_articles),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
