/* SPDX-License-Identifier: ISC */
#include "pages/record/print.h"

#include "base/date.h"
#include "base/str.h"
#include "record/term.h"
#include "view/words.h"
#include "web/markdown.h"
#include "web/value.h"

#include <string.h>

struct print_state {
	struct show show;
};

const size_t print_state = sizeof(struct print_state);

/* At a glance on the screen, above the details on paper: nothing of it is lost. */
static const struct show_part *const paper[] = {
	&show_way,
	&show_facts,
	&show_entries_all,
	&show_reports,
	&show_rounds,
	&show_opinions,
	&show_files,
	&show_history_printed,
	&show_comments_all,
	NULL
};

void
print_ask_part(struct visit *v, struct show *s)
{
	show_ask_parts(v, s, paper);
}

void
print_ask(struct visit *v)
{
	print_ask_part(v, &STATE_OF(v, print_state)->show);
}

/* ---- the official notice: issuer in red, number, title, addressee, text, signature, date (GB/T 9704) */

/* The first of these fields that says something, as it is shown. */
static const char *
first_of(struct visit *v, const struct record *rec, const char *fields)
{
	char name[64];

	while (word_next(&fields, name)) {
		const struct field *f = field_find(rec->kind->fields, name);

		if (f != NULL && !str_empty(record_value(rec, name)))
			return (value_text(v, rec->kind, f, record_value(rec, name),
			    value_name(v, f, rec->row, 0)));
	}
	return ("");
}

static const char *
paper_word(struct visit *v, const struct record *rec, const char *what)
{
	const char *key = mem_fmt(v->c, "%s.paper.%s", rec->kind->name, what);

	return (words_known(words_language(), key) ? word(key) : "");
}

static const char *
paper_date(struct visit *v, const char *day)
{
	int year, month, mday;
	int32_t n;

	if (!date_read(mem_strn(v->c, day, strlen(day) < 10 ? strlen(day) : 10), &n) ||
	    !str_eq(words_language(), "zh_CN"))
		return (day);
	date_parts(n, &year, &month, &mday);
	return (mem_fmt(v->c, "%d年%d月%d日", year, month, mday));
}

static void
put_paper_facts(struct visit *v, struct node *list, const struct record *rec)
{
	const char *names = rec->kind->print->facts;
	char name[64];

	while (word_next(&names, name)) {
		const struct field *f = field_find(rec->kind->fields, name);
		struct node *node;

		if (f == NULL || !form_asks(rec->fields, f) || str_empty(record_value(rec, name)))
			continue;
		node = node_item(list);
		node_put(node, "label", subject_label(v, rec->kind->name, name));
		node_put(node, "text", value_text(v, rec->kind, f, record_value(rec, name),
		    value_name(v, f, rec->row, 0)));
	}
}

/* What became of it must be seen on paper too. */
static const char *
paper_note(struct visit *v, const struct record *rec)
{
	if (str_eq(rec->state, rec->kind->first))
		return (word(N_("Draft, not published.")));
	if (str_has_word(rec->kind->print->over, rec->state))
		return (wordf(v->c, N_("No longer valid: %1."),
		    word_of(v->c, rec->kind->name, "state", rec->state), NULL));
	return ("");
}

static const char *
addressee(struct visit *v, const struct record *rec)
{
	const char *to = first_of(v, rec, rec->kind->print->to);

	return (*to == '\0' ? paper_word(v, rec, "to") : wordf(v->c, N_("%1:"), to, NULL));
}

static void
put_part(struct visit *v, const struct record *rec, const char *what, const char *fields)
{
	struct node *node;

	if (*first_of(v, rec, fields) == '\0')
		return;
	node = node_item(node_in(node_in(v->root, "Notice"), "parts"));
	node_put(node, "head", rec->kind->print->grounds == NULL ? "" : paper_word(v, rec, what));
	node_put_html(node, "text_html", markdown_html(v->c, first_of(v, rec, fields)));
}

/* What one may do about it, as long as it can be done: in the first of its states. */
static const char *
paper_rights(struct visit *v, const struct record *rec)
{
	const struct paper *paper = rec->kind->print;

	if (!str_starts(paper->states, rec->state))
		return ("");
	if (paper->until == NULL || !str_empty(record_value(rec, paper->until)))
		return (paper_word(v, rec, "rights"));
	return (wordf(v->c, mem_fmt(v->c, "%s.paper.rights_in", rec->kind->name), term_value(v->c, rec, NULL, paper->within), NULL));
}

/* GB/T 9704, 7.4: copied to, and who printed it and when; a draft is issued to nobody. */
static void
put_imprint(struct visit *v, const struct record *rec, struct node *node, const char *day)
{
	const char *copied = rec->kind->print->copied;

	if (str_eq(rec->state, rec->kind->first))
		return;
	if (copied != NULL && term_holds(v->c, rec, NULL, copied))
		node_put(node, "copies", paper_word(v, rec, "copies"));
	node_put(node, "printed", wordf(v->c, N_("printed and issued on %1"), day, NULL));
}

/* What it says of whoever asks for it, by their name. */
static void
put_mine(struct visit *v, const struct record *rec)
{
	struct node *part = node_item(node_in(node_in(v->root, "Notice"), "parts"));

	node_put(part, "head", "");
	node_put_html(part, "text_html", markdown_html(v->c, wordf(v->c, mem_fmt(v->c, "%s.paper.mine", rec->kind->name), v->c->me->name, NULL)));
}

static void
put_paper(struct visit *v, const struct show *s)
{
	const struct record *rec = s->rec;
	const struct paper *paper = rec->kind->print;
	struct node *node = node_in(v->root, "Notice");
	const char *issuer = str_or(first_of(v, rec, paper->issuer), v->c->site->name);
	const char *day = paper_date(v, str_or(first_of(v, rec, paper->date), rows_str(rec->row, 0, "state_at")));

	node_put(node, "body", issuer);
	/* A draft has none yet. */
	node_put(node, "number", str_or(rows_text(rec->row, 0, "official_number"), rec->number));
	node_put(node, "title", str_or(paper_word(v, rec, "title"), rec->title));
	node_put(node, "to", addressee(v, rec));
	if (paper->grounds != NULL)
		put_part(v, rec, "grounds", paper->grounds);
	if (paper->mine != NULL)
		put_mine(v, rec);
	put_part(v, rec, "decision", paper->body);
	put_paper_facts(v, node_in(node, "facts"), rec);
	if (paper->reports)
		show_reports.show(v, s);
	node_put(node, "signed", issuer);
	node_put(node, "date", day);
	put_imprint(v, rec, node, day);
	node_put(node, "note", paper_note(v, rec));
	node_put(node, "rights", paper_rights(v, rec));
}

bool
print_is_mine(const struct record *rec)
{
	const struct paper *paper = rec->kind->print;

	return (paper != NULL && paper->mine != NULL && str_has_word(paper->states, rec->state) && rows_count(rec->facts) > 0 &&
	    rows_bool(rec->facts, 0, paper->mine));
}

/* Does it print as the official notice of its kind? */
static bool
is_official(const struct visit *v, const struct record *rec)
{
	const struct paper *paper = rec->kind->print;

	if (paper == NULL || !str_has_word(paper->states, rec->state))
		return (false);
	return (paper->mine == NULL || (str_eq(visit_query(v, "for"), "me") && print_is_mine(rec)));
}

/* ---- everything else */

struct err *
print_answer(struct visit *v)
{
	struct show *s = &STATE_OF(v, print_state)->show;
	struct node *paper = node_in(v->root, "Paper");

	TRY(subject_read(v, &s->subject, &s->rec));
	subject_put(v, s->rec);
	node_put(paper, "back_url", subject_path(v, s->rec->kind, s->rec->number));
	node_put(paper, "printed", wordf(v->c, N_("Printed by %1 on %2"), v->c->me->name,
	    v->c->today));
	if (is_official(v, s->rec))
		put_paper(v, s);
	else
		show_put_parts(v, s);
	v->layout = "print";
	return (
	    visit_show(v, "record/print", mem_fmt(v->c, "%s %s", s->rec->number, s->rec->title)));
}

struct err *
print_part(struct visit *v, struct show *s)
{
	TRY(subject_read(v, &s->subject, &s->rec));
	subject_put(v, s->rec);
	show_put_parts(v, s);
	return (OK);
}
