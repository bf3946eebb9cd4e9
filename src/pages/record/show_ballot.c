/* SPDX-License-Identifier: ISC */
/* The vote: what changed since the round before, the ballot, and what is to be decided after it (issue 11). */
#include "pages/record/show.h"

#include "base/str.h"
#include "record/criteria.h"
#include "record/vote.h"
#include "view/words.h"
#include "web/difference.h"
#include "web/history.h"

#include <jansson.h>
#include <stdio.h>

enum { SHORT = 24 /* characters of a value whose old and new stand in one line */ };

/* Asked of those that wait, and so the most that are counted. */
#define QUEUE "50"

struct show_ballot {
	struct rows *queue;             /* what else waits for this person's decision in the site; NULL: they do not go from vote to vote */
};

/* After a vote, and along the way from one to the next: the address says so. */
static void
ask(struct visit *v, struct show *s)
{
	if (*visit_query(v, "next") != '\0' && kind_has_approvals(s->subject.kind))
		db_ask(v->c->db, v->c, STMT_WORK_QUEUE, &PART_OF(s, show_ballot)->queue, ARGS(v->c->site_id, QUEUE));
}

/* ---- what else is to be decided */

/* The place behind the record that is shown, among those to decide; the first where it is not among them (any more). */
static size_t
after_this(const struct show *s, const struct rows *queue)
{
	size_t first = rows_count(queue);
	bool passed = false;

	for (size_t i = 0; i < rows_count(queue); i++) {
		if (str_eq(rows_str(queue, i, "number"), s->rec->number))
			passed = true;
		else if (passed)
			return (i);
		else if (first == rows_count(queue))
			first = i;
	}
	return (first);
}

static void
put_queue(struct visit *v, const struct show *s)
{
	const struct rows *queue = PART_OF(s, show_ballot)->queue;
	struct node *node = node_in(v->root, "Queue");
	size_t next, left = 0;

	if (queue == NULL)
		return;
	for (size_t i = 0; i < rows_count(queue); i++)
		left += !str_eq(rows_str(queue, i, "number"), s->rec->number);
	node_put_flag(node, "shown", true);
	node_put_int(node, "left", (long long)left);
	node_put_flag(node, "many", str_eq(mem_fmt(v->c, "%zu", rows_count(queue)), QUEUE));
	next = after_this(s, queue);
	if (next == rows_count(queue))
		return;
	subject_saw(v, kind_named(rows_str(queue, next, "kind")), visibility_read(queue, next));
	node_put(node, "title", rows_str(queue, next, "title"));
	node_putf(node, "url", "%s?next=1", subject_path_of(v, rows_str(queue, next, "number")));
}

/* ---- what changed since the round before */

static void
put_change(struct visit *v, const struct show *s, struct node *list, const struct field *f, const char *names, const json_t *pair)
{
	const struct kind *kind = s->rec->kind;
	const char *old = history_value(v, kind, f, names, json_string_value(json_array_get(pair, 0)));
	const char *now = history_value(v, kind, f, names, json_string_value(json_array_get(pair, 1)));
	struct difference d = difference_of(v->c, old, now);
	struct node *node = node_item(list);

	node_put(node, "label", subject_label(v, kind->name, f->name));
	node_put_flag(node, "short", str_chars(old) <= SHORT && str_chars(now) <= SHORT);
	node_put(node, "old", old);
	node_put(node, "new", now);
	node_put_html(node, "old_html", d.old_html);
	node_put_html(node, "new_html", d.new_html);
}

/* In the order of the record's own fields; and what stayed as it was, by name. */
static void
put_changes(struct visit *v, const struct show *s, struct node *node, size_t round)
{
	json_t *said = json_loads(rows_str(s->rounds, round, "changed_since"), 0, NULL), *changes = json_object_get(said, "changes");
	struct buf *same = buf_new(v->c);

	for (const struct field *f = s->rec->kind->fields; f->name != NULL; f++) {
		const json_t *pair = json_object_get(changes, f->name);

		if (f->flags & DERIVED || f->type == FIELD_FILE)
			continue;
		if (pair != NULL)
			put_change(v, s, node_in(node, "changes"), f, rows_text(s->rounds, round, "names"), pair);
		else if (!str_empty(record_value(s->rec, f->name)))
			buf_fmt(same, "%s%s", same->len == 0 ? "" : word(", "), subject_label(v, s->rec->kind->name, f->name));
	}
	node_put(node, "same", same->data);
	json_decref(said);
}

static void
put_refusals(struct visit *v, const struct show *s, struct node *list, const char *round)
{
	for (size_t i = 0; i < rows_count(s->votes); i++) {
		struct node *node;

		if (!str_eq(rows_text(s->votes, i, "approval_id"), round) || str_eq(rows_str(s->votes, i, "choice"), "approve") || rows_bool(s->votes, i, "changed"))
			continue;
		node = node_item(list);
		node_put(node, "name", rows_str(s->votes, i, "cast_by"));
		node_put(node, "choice", word_of(v->c, "vote", rows_str(s->votes, i, "choice"), NULL));
		node_put(node, "opinion", rows_str(s->votes, i, "opinion"));
	}
}

/* The round before the open one in the same state: why it failed, and what is different now. */
static void
put_before(struct visit *v, const struct show *s)
{
	for (size_t i = 0; i < rows_count(s->rounds); i++) {
		struct node *node;

		if (rows_text(s->rounds, i, "changed_since") == NULL)
			continue;
		node = node_in(v->root, "Before");
		node_put(node, "round", rows_str(s->rounds, i, "round"));
		node_put(node, "outcome", word_of(v->c, "outcome", rows_str(s->rounds, i, "outcome"), NULL));
		node_put(node, "closed", mem_strn(v->c, rows_str(s->rounds, i, "closed"), 10));
		node_putf(node, "url", "%s/versions/%s?with=%s", subject_path(v, s->rec->kind, s->rec->number), rows_str(s->rec->approval, 0, "version"),
		    rows_str(s->rounds, i, "version"));
		put_changes(v, s, node, i);
		put_refusals(v, s, node_in(node, "votes"), rows_text(s->rounds, i, "id"));
		return;
	}
}

/* ---- the ballot */

static const char *
voter_name(const struct rows *voters, const char *account)
{
	return (rows_str(voters, rows_find(voters, "account_id", account), "name"));
}

/* The criteria are called by the kind's words, met or not by everybody's. */
static void
put_criteria(struct visit *v, const struct show *s, struct node *node)
{
	const char *kind = s->rec->kind->name;
	const struct form *form = show_is_again(s, "vote") && s->typed->form != NULL ? s->typed->form
		: form_new(v->c, "vote", criteria_fields(v->c, kind_state(s->rec->kind, s->rec->state), NULL));
	char name[24];

	visit_put_form(v, node, form);
	for (size_t i = 0; i < form->n; i++) {
		const char *criterion = form->inputs[i - i % 2].field->name;
		struct node *field;

		snprintf(name, sizeof name, "%zu", i);
		field = node_in(node_in(node, "fields"), name);
		if (i % 2 == 0) {
			node_put(field, "label", word_of(v->c, kind, "criterion", criterion));
			node_put_flag(field, "met", str_eq(form->inputs[i].value, "met"));
			node_put_flag(field, "not_met", str_eq(form->inputs[i].value, "not_met"));
		} else {
			node_put(field, "label", wordf(v->c, N_("Why not: %1"), word_of(v->c, kind, "criterion", criterion), NULL));
			node_put(field, "why_not", criterion);
		}
	}
}

static void
put_again(struct node *node, const struct show *s)
{
	if (!show_is_again(s, "vote"))
		return;
	node_put(node, "wrong", "1");
	if (s->typed->complaint != NULL)
		node_put(node, "complaint", word(s->typed->complaint));
	node_put(node, "opinion", s->typed->value);
}

/* Which choices would end the round: said on their buttons.  Where votes of several could be cast, what holds for each of them. */
static void
put_ends(struct visit *v, const struct show *s, struct node *node, const char *const *ballots)
{
	static const char *const choices[] = { "approve", "return", "reject" };

	for (size_t i = 0; i < ARRAY_LEN(choices); i++) {
		bool ends = true;

		for (size_t n = 0; ballots[n] != NULL; n++)
			ends = ends && *vote_outcome(v->c, s->rec, s->voters, ballots[n], choices[i]) != '\0';
		node_put_flag(node_in(node, "ends"), choices[i], ends);
	}
}

static void
put_voters(const struct visit *v, const struct show *s, struct node *list, const char *const *ballots)
{
	for (size_t i = 0; ballots[i] != NULL; i++) {
		struct node *vote = node_item(list);

		node_put(vote, "value", ballots[i]);
		node_put(vote, "label", voter_name(s->voters, ballots[i]));
		node_put_flag(vote, "other", !str_eq(ballots[i], v->c->me->id_text));
	}
}

/* One's own vote, which may be changed as long as the round is open. */
static void
put_cast(struct visit *v, const struct show *s, struct node *node)
{
	size_t at = rows_find(s->rec->votes, "account_id", v->c->me->id_text);

	node_put(node_in(node, "cast"), "choice", word_of(v->c, "vote", rows_str(s->rec->votes, at, "choice"), NULL));
	node_put(node_in(node, "cast"), "at", rows_str(s->rec->votes, at, "at"));
}

/* What may be put into the opinion: one's own first, then the site's. */
static void
put_sayings(struct visit *v, const struct show *s, struct node *node)
{
	json_t *all = json_loads(str_or(rows_text(s->rounds, rows_find(s->rounds, "id", rows_text(s->rec->approval, 0, "id")), "sayings"), "[]"), 0, NULL), *one;
	size_t i;

	json_array_foreach(all, i, one)
		node_put(node_item(node_in(node, "sayings")), "text", json_string_value(one));
	json_decref(all);
	node_put(node, "sayings_url", visit_path(v, "sayings"));
}

static void
put_ballot(struct visit *v, const struct show *s, const char *const *ballots)
{
	bool head = str_eq(rows_str(s->rec->approval, 0, "by_rule"), "head");
	struct node *node = node_in(v->root, "Ballot");
	int needed = 0, so_far = 0;

	node_putf(node, "action", "%s/moves", subject_path(v, s->rec->kind, s->rec->number));
	node_put(node, "label", word(head ? N_("Your decision as head of the technical department") : N_("Your vote in the management group")));
	node_put(node, "number", rows_str(s->rec->approval, 0, "round"));
	node_put(node, "version", rows_str(s->rec->approval, 0, "version"));
	(void)approval_state(v->c, s->rec, s->voters, &needed, &so_far);
	if (!head)
		node_put(node, "round", wordf(v->c, N_("bulk.round"), mem_fmt(v->c, "%d", so_far), mem_fmt(v->c, "%d", needed)));
	put_voters(v, s, node_in(node, "votes"), ballots);
	put_ends(v, s, node, ballots);
	put_criteria(v, s, node);
	put_sayings(v, s, node);
	put_again(node, s);
	put_before(v, s);
}

static void
show(struct visit *v, const struct show *s)
{
	const char *const mine[] = { v->c->me->id_text, NULL };

	if (vote_may_take_back(v->c, s->rec))
		node_put(node_in(v->root, "Ballot"), "may_take_back", "1");
	put_queue(v, s);
	if (s->ballots[0] != NULL) {
		put_ballot(v, s, s->ballots);
	} else if (vote_may_change(v->c, s->rec, s->voters)) {
		put_ballot(v, s, mine);
		put_cast(v, s, node_in(v->root, "Ballot"));
	}
}

const struct show_part show_ballot = { sizeof(struct show_ballot), ask, show };
