/* SPDX-License-Identifier: ISC */
#include "pages/overview/compliance_count.h"

#include "base/date.h"
#include "base/str.h"
#include "view/words.h"
#include "web/asked.h"
#include "web/over.h"

#include <stdlib.h>
#include <string.h>

/* ---- the period */

const struct compliance_part compliance_parts[] = {
	{ "q1", 1, 3, 31 },
	{ "q2", 4, 6, 30 },
	{ "q3", 7, 9, 30 },
	{ "q4", 10, 12, 31 },
	{ "h1", 1, 6, 30 },
	{ "h2", 7, 12, 31 },
	{ "year", 1, 12, 31 },
	{ NULL }
};

static const struct compliance_part *
part_of(struct visit *v)
{
	const char *asked = asked_word(v, "part", "q1 q2 q3 q4 h1 h2 year");
	const struct compliance_part *p = compliance_parts;
	long month = strtol(v->c->today + 5, NULL, 10);

	while (asked != NULL ? !str_eq(p->name, asked) : p->last < month)
		p++;
	return (p);
}

struct compliance_period
compliance_period(struct visit *v)
{
	const struct compliance_part *part = part_of(v);
	const char *year = str_or(asked_int(v, "year", 2000, 2200), mem_strn(v->c, v->c->today, 4));

	return ((struct compliance_period){ .year = year, .part = part->name,
	    .from = mem_fmt(v->c, "%s-%02d-01", year, part->first), .to = mem_fmt(v->c, "%s-%02d-%02d", year, part->last, part->day),
	    .first = mem_fmt(v->c, "%s-%02d", year, part->first), .last = mem_fmt(v->c, "%s-%02d", year, part->last),
	    .label = wordf(v->c, mem_fmt(v->c, "compliance.of.%s", part->name), year, NULL) });
}

/* ---- asking */

static const char *
kind_names_of(struct ctx *c)
{
	char **names;
	size_t n = 0;

	while (kinds[n] != NULL)
		n++;
	names = mem_array(c, char *, n + 1);
	for (size_t i = 0; i < n; i++)
		names[i] = mem_str(c, kinds[i]->name);
	return (form_array(c, names));
}

static const char *
fact_names(struct ctx *c)
{
	struct buf *b = buf_new(c);

	for (const struct article_fact *f = article_facts; f->fact != NULL; f++)
		if (f->article != NULL)
			buf_fmt(b, "%s%s", b->len == 0 ? "{" : ",", f->fact);
	buf_put(b, "}");
	return (b->data);
}

void
compliance_ask_rows(struct ctx *c, const char *site_id, const struct compliance_period *p, struct compliance_rows *rows)
{
	struct over_states open = over_states(c, OVER_OPEN, NULL, NULL);

	db_ask(c->db, c, STMT_COMPLIANCE_COUNTS, &rows->records, ARGS(site_id, p->first, p->last, kind_names_of(c)));
	db_ask(c->db, c, STMT_COMPLIANCE_LATE, &rows->late, ARGS(site_id, open.kinds, open.states, p->from, p->to, c->today));
	db_ask(c->db, c, STMT_COMPLIANCE_DUTIES, &rows->duties, ARGS(site_id, p->from, p->to, c->today));
	db_ask(c->db, c, STMT_COMPLIANCE_FACTS, &rows->facts, ARGS(site_id, p->from, p->to, c->today, fact_names(c)));
}

/* ---- counting */

struct counting {
	struct ctx *c;
	const struct compliance_rows *rows;
	struct compliance_count *counts;        /* NULL: only how many there will be */
	size_t n;
};

static void
add(struct counting *to, struct compliance_count count)
{
	if (to->counts != NULL)
		to->counts[to->n] = count;
	to->n++;
}

static int64_t
records_of(const struct rows *rows, const char *what, const char *kind, const char *states)
{
	int64_t n = 0;

	for (size_t i = 0; i < rows_count(rows); i++)
		if (str_eq(rows_str(rows, i, "what"), what) && str_eq(rows_str(rows, i, "kind"), kind) && (states == NULL || str_has_word(states, rows_str(rows, i, "state"))))
			n += rows_int(rows, i, "n");
	return (n);
}

/* "Requirements: rejected" */
static const char *
label_of(struct ctx *c, const struct kind *kind, const struct evidence *e)
{
	const char *plural = word(mem_fmt(c, "%s.plural", kind->name)), *at = e->states;
	struct buf *b = buf_new(c);
	char state[WORD_MAX];

	if (e->states == NULL)
		return (wordf(c, N_("%1: %2"), plural, word(e->of == EVIDENCE_MADE ? N_("compliance.made") : N_("compliance.late"))));
	while (word_next(&at, state))
		buf_fmt(b, "%s%s", b->len == 0 ? "" : word(N_(", ")), word_of(c, kind->name, "state", state));
	return (wordf(c, N_("%1: %2"), plural, b->data));
}

static void
add_evidence(struct counting *to, const struct article *a, const struct kind *kind, const struct evidence *e)
{
	struct compliance_count count = { .article = a, .kind = kind, .evidence = e, .deviates = e->of == EVIDENCE_FAILED || e->of == EVIDENCE_LATE };
	const struct rows *late = to->rows->late;
	size_t i = rows_find(late, "kind", kind->name);

	count.label = label_of(to->c, kind, e);
	if (e->of == EVIDENCE_LATE && i < rows_count(late)) {
		count.n = rows_int(late, i, "n");
		count.is_cut = rows_bool(late, i, "cut");
	} else if (e->of != EVIDENCE_LATE) {
		count.n = records_of(to->rows->records, e->of == EVIDENCE_MADE ? "made" : "ended", kind->name, e->states);
		count.is_cut = count.n > 0 && rows_bool(to->rows->records, 0, "cut");
	}
	add(to, count);
}

/* TO ADD ONE: a row here, a word of the statement compliance_duties, and words "compliance.duty.<name>". */
static const struct {
	const char *standing;
	bool deviates;
} standings[] = { { "fulfilled", false }, { "late", true }, { "overdue", true }, { "missed", true }, { "waived", false } };

static void
add_duty(struct counting *to, const struct article *a, const struct duty_rule *r)
{
	const struct rows *duties = to->rows->duties;

	for (size_t s = 0; s < ARRAY_LEN(standings); s++) {
		struct compliance_count count = { .article = a, .rule = r, .standing = standings[s].standing, .deviates = standings[s].deviates };

		count.label = wordf(to->c, N_("%1: %2"), word_of(to->c, "duty", "rule", r->name), word_of(to->c, "compliance", "duty", count.standing));
		for (size_t i = 0; i < rows_count(duties); i++)
			if (str_eq(rows_str(duties, i, "rule"), r->name) && str_eq(rows_str(duties, i, "standing"), count.standing))
				count.n = rows_int(duties, i, "n");
		add(to, count);
	}
}

static void
add_fact(struct counting *to, const struct article *a, const struct article_fact *f)
{
	const struct rows *facts = to->rows->facts;
	size_t i = rows_find(facts, "fact", f->fact);

	add(to, (struct compliance_count){ .article = a, .fact = f->fact, .deviates = !f->is_fine, .label = word_of(to->c, article_fact_words, f->fact, NULL),
	    .n = i < rows_count(facts) ? rows_int(facts, i, "n") : 0 });
}

static void
add_article(struct counting *to, const struct article *a)
{
	for (size_t k = 0; kinds[k] != NULL; k++)
		for (const struct evidence *e = kinds[k]->evidence; e != NULL && e->article != NULL; e++)
			if (str_eq(e->article, a->number))
				add_evidence(to, a, kinds[k], e);
	for (const struct duty_rule *r = duty_rules; r->name != NULL; r++)
		if (str_eq(r->article, a->number))
			add_duty(to, a, r);
	for (const struct article_fact *f = article_facts; f->fact != NULL; f++)
		if (f->article != NULL && str_eq(f->article, a->number))
			add_fact(to, a, f);
}

struct compliance_count *
compliance_counts(struct ctx *c, const struct compliance_rows *rows, size_t *n)
{
	struct counting to = { c, rows, NULL, 0 };

	for (int pass = 0; pass < 2; pass++) {
		to.counts = pass == 0 ? NULL : mem_array(c, struct compliance_count, to.n + 1);
		to.n = 0;
		for (const struct article *a = articles; a->number != NULL; a++)
			add_article(&to, a);
	}
	*n = to.n;
	return (to.counts);
}

/* ---- what is said of it */

const char *
compliance_figure(struct ctx *c, int64_t n, bool is_cut)
{
	return (mem_fmt(c, "%lld%s", (long long)n, is_cut ? "+" : ""));
}

bool
compliance_is_general(const struct article *a)
{
	return ((a->flags & ARTICLE_GENERAL) != 0);
}

const char *
compliance_states(const void *parent, const struct evidence *e)
{
	return (e->states == NULL ? "{}" : form_array(parent, str_split(parent, mem_str(parent, e->states), ' ')));
}

static const char *
records_url(struct ctx *c, const char *slug, const struct compliance_period *p, const struct compliance_count *count)
{
	static const char *const days[] = { [EVIDENCE_MADE] = "made", [EVIDENCE_ENDED] = "ended", [EVIDENCE_FAILED] = "ended", [EVIDENCE_LATE] = "late" };
	const struct evidence *e = count->evidence;
	char *states = mem_str(c, str_or(e->states, ""));

	for (char *s = states; *s != '\0'; s++)
		*s = *s == ' ' ? ',' : *s;
	return (mem_fmt(c, "/%s/%s?%s_from=%s&%s_to=%s%s%s", slug, count->kind->plural, days[e->of], p->from, days[e->of], p->to, *states == '\0' ? "" : "&state=", states));
}

/* The page of duties says what stands how by its tab, and what was late by a filter. */
static const char *
duties_url(struct ctx *c, const char *slug, const struct compliance_period *p, const struct compliance_count *count)
{
	const char *standing = count->standing, *to = p->to;
	int32_t today = 0;
	char yesterday[DATE_TEXT];

	if (str_eq(standing, "overdue") && date_read(c->today, &today)) {
		date_text(today - 1, yesterday);
		to = strcmp(to, yesterday) < 0 ? to : mem_str(c, yesterday);
	}
	return (mem_fmt(c, "/%s/duties?tab=%s&rule=%s&from=%s&to=%s%s", slug, str_eq(standing, "overdue") ? "open" : str_eq(standing, "late") ? "fulfilled" : standing, count->rule->name, p->from, to,
	    str_eq(standing, "late") ? "&late=yes" : str_eq(standing, "fulfilled") ? "&late=no" : ""));
}

const char *
compliance_url(struct ctx *c, const char *slug, const struct compliance_period *p, const struct compliance_count *count)
{
	if (count->kind != NULL)
		return (records_url(c, slug, p, count));
	if (count->rule != NULL)
		return (duties_url(c, slug, p, count));
	return (mem_fmt(c, "/%s/compliance/records?year=%s&part=%s&fact=%s", slug, p->year, p->part, count->fact));
}
