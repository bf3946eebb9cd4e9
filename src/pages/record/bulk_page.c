/* SPDX-License-Identifier: ISC */
/* The page that shows what will be decided on before anything is decided, and what leads there. */
#include "pages/record/bulk.h"

#include "base/str.h"
#include "pages/record/stating.h"
#include "record/vote.h"
#include "view/words.h"
#include "web/subject.h"
#include "web/value.h"

#include <string.h>

enum { TEXT_SHOWN = 160 /* characters of a long text */, SCALE_MAX = 9 /* from the least to the most */ };

/* ---- what a page with ticks offers */

static void
put_act(struct node *list, const char *name, const char *value, const char *label, bool danger)
{
	struct node *node = node_item(node_in(list, "bulk"));

	node_put(node, "name", name);
	node_put(node, "value", value);
	node_put(node, "label", label);
	node_put_flag(node, "danger", danger);
}

void
bulk_put_votes(struct node *node, struct ctx *c)
{
	static const char *const votes[] = { "approve", "return", "reject" };

	for (size_t i = 0; i < ARRAY_LEN(votes); i++)
		put_act(node, "vote", votes[i], word_of(c, "bulk.vote", votes[i], NULL), str_eq(votes[i], "reject"));
}

void
bulk_put_move(struct node *node, struct ctx *c, const struct kind *kind, const struct move *move)
{
	put_act(node, "move", move->name, word_of(c, kind->name, "move", move->name), (move->flags & MOVE_DANGER) != 0);
}

/* ---- the page that shows what will be decided on */

static void
put_fact(struct visit *v, struct node *list, const struct record *rec, const struct field *f)
{
	struct node *node;

	if (str_empty(record_value(rec, f->name)))
		return;
	node = node_item(list);
	node_put(node, "label", subject_label(v, rec->kind->name, f->name));
	if (f->type == FIELD_TEXT)
		node_put(node, "text", str_cut(v->c, record_value(rec, f->name), TEXT_SHOWN));
	else
		node_put(node, "text", value_text(v, rec->kind, f, record_value(rec, f->name), value_name(v, f, rec->row, 0)));
}

/* What a list says of it, and the first text that everybody had to write. */
static void
put_facts(struct visit *v, struct node *list, const struct record *rec)
{
	bool has_text = false;

	for (const struct field *f = rec->kind->fields; f->name != NULL; f++) {
		bool is_text = !has_text && f->type == FIELD_TEXT && f->flags & REQUIRED;

		if (str_has_word("title due", f->name) || f->flags & PERSONAL || (!(f->flags & IN_LIST) && !is_text))
			continue;
		has_text = has_text || is_text;
		put_fact(v, list, rec, f);
	}
}

/* Nobody decides on values that they were not shown (R17.3): all of them, old and new. */
static void
put_stated(struct visit *v, struct node *list, const struct rows *stated)
{
	struct node *node;

	if (rows_count(stated) == 0)
		return;
	node = node_item(list);
	node_put(node, "label", word(N_("What changes: old and new values")));
	node_put(node, "text", stating_text(v, stated));
}

static const char *
voter_name(const struct bulk_line *line)
{
	for (size_t i = 0; i < rows_count(line->voters); i++)
		if (str_eq(rows_text(line->voters, i, "account_id"), line->voter))
			return (rows_str(line->voters, i, "name"));
	return ("");
}

/* How far the round is, and whether this vote would end it. */
static void
put_round(struct visit *v, const struct bulk_state *b, const struct bulk_line *line, struct node *node)
{
	int needed = 0, so_far = 0;

	if (b->act.vote == NULL || line->voter == NULL)
		return;
	if (!str_eq(line->voter, v->c->me->id_text))
		node_put(node, "for", voter_name(line));
	(void)approval_state(v->c, line->rec, line->voters, &needed, &so_far);
	node_put(node, "round", wordf(v->c, N_("bulk.round"), mem_fmt(v->c, "%d", so_far), mem_fmt(v->c, "%d", needed)));
	if (*vote_outcome(v->c, line->rec, line->voters, line->voter, b->act.vote) != '\0')
		node_put(node, "decides", word(str_eq(b->act.vote, "approve") ? N_("bulk.decides") : N_("bulk.ends")));
}

static void
put_line(struct visit *v, const struct bulk_state *b, const struct bulk_line *line)
{
	struct node *node = node_item(node_in(node_in(v->root, "Bulk"), line->reason == NULL ? "lines" : "left_out"));
	const struct record *rec = line->rec;

	node_put(node, "number", line->number);
	node_put(node, "reason", line->reason);
	if (rec == NULL)
		return;
	node_put(node, "title", rec->title);
	node_put(node, "url", subject_path(v, b->kind, line->number));
	node_put(node, "state", word_of(v->c, b->kind->name, "state", rec->state));
	node_put(node, "due", rec->due);
	node_put_flag(node, "late", rec->due != NULL && strcmp(rec->due, v->c->today) < 0);
	if (line->reason != NULL)
		return;
	node_put_flag(node, "ticked", line->ticked);
	node_put(node, "shown", bulk_shown(v, b, line));
	node_put(node, "asker", rows_str(line->asker, 0, "name"));
	node_put(node, "since", rows_str(line->asker, 0, "since"));
	put_round(v, b, line, node);
	put_facts(v, node_in(node, "facts"), rec);
	put_stated(v, node_in(node, "facts"), line->stated);
}

/* A number of few is chosen, as in triage, and a mistake shows which: a priority is a word to people, not a number to remember. */
static void
put_scales(struct visit *v, struct node *bulk, const struct form *form)
{
	for (size_t i = 0; i < form->n; i++) {
		const struct field *f = form->inputs[i].field;
		struct node *node = node_in(node_in(bulk, "fields"), mem_fmt(v->c, "%zu", i));

		if (f->type != FIELD_INT || f->max - f->min > SCALE_MAX || f->max <= f->min)
			continue;
		node_put_flag(node, "few", true);
		for (int n = f->min; n <= f->max; n++) {
			const char *value = mem_fmt(v->c, "%d", n), *known = mem_fmt(v->c, "triage.%s.%d", f->name, n);

			options_add(node_in(node, "options"), value, words_known(words_language(), known) ? word(known) : value, str_eq(form_shown(&form->inputs[i]), value));
		}
	}
}

/* Back to where the ticks were made. */
static const char *
back_of(struct visit *v, const struct bulk_state *b)
{
	return (str_eq(visit_query(v, "from"), "work") ? "/" : visit_path(v, "%s", b->kind->plural));
}

void
bulk_put(struct visit *v, const struct bulk_state *b, const char *complaint)
{
	struct node *node = node_in(v->root, "Bulk");
	size_t n = 0;

	node_put(node, "title", bulk_label(v, b));
	node_put(node, "kind", word(mem_fmt(v->c, "%s.plural", b->kind->name)));
	node_put(node, "name", b->act.vote != NULL ? "vote" : "move");
	node_put(node, "value", b->act.name);
	node_put_flag(node, "danger", b->act.vote == NULL ? (b->act.move->flags & MOVE_DANGER) != 0 : str_eq(b->act.vote, "reject"));
	node_put(node, "back_url", back_of(v, b));
	node_putf(node, "action", "%s%s", bulk_path(v, b->kind), str_eq(visit_query(v, "from"), "work") ? "?from=work" : "");
	for (size_t i = 0; i < b->n; i++) {
		put_line(v, b, &b->lines[i]);
		n += b->lines[i].reason == NULL;
	}
	node_put_int(node, "count", (long long)n);
	node_put_flag(node, "full", b->too_many);
	visit_put_form(v, node, b->form);
	options_put(node, b->form, &b->choices);
	put_scales(v, node, b->form);
	if (complaint != NULL) {
		node_put(node, "wrong", "1");
		node_put(node, "complaint", word(complaint));
	}
}

struct err *
bulk_confirm(struct visit *v)
{
	struct bulk_state *b = STATE_OF(v, bulk_state);

	TRY(bulk_check(v, b));
	if (b->n == 0)
		return (visit_go(v, back_of(v, b), N_("Nothing was selected. Tick some rows first.")));
	TRY(bulk_read_all(v, b));
	b->form = form_new(v->c, b->act.vote != NULL ? "vote" : b->kind->name, bulk_asks(v, b));
	bulk_put(v, b, NULL);
	return (visit_show(v, "record/bulk", N_("bulk.title")));
}
