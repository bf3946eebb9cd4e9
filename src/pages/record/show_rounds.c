/* SPDX-License-Identifier: ISC */
/* Rounds of approval, the open one first and the earlier ones readable. */
#include "pages/record/show.h"

#include "base/str.h"
#include "record/approval.h"
#include "record/party.h"
#include "view/words.h"
#include "web/value.h"

#include <jansson.h>

static void
ask(struct visit *v, struct show *s)
{
	if (!kind_has_approvals(s->subject.kind))
		return;
	approval_ask(v->c, s->subject.number, &s->voters);
	show_ask_rows(v, s, STMT_RECORD_ROUNDS, &s->rounds);
	show_ask_rows(v, s, STMT_RECORD_VOTES, &s->votes);
}

/* "50/on/on", the quorum when the round was opened, as sentences. */
static const char *
rule_text_of(struct visit *v, const char *rule)
{
	char **part = str_split(v->c, mem_str(v->c, rule), '/');
	const char *text;

	if (part[0] == NULL || part[1] == NULL || part[2] == NULL)
		return ("");
	text = wordf(v->c, N_("More than %1 % of all group members have to approve."), part[0], NULL);
	/* Chinese has no blank between sentences. */
	if (str_has_word("on 1 yes true", part[1]))
		text = wordf(v->c, N_("%1 %2"), text, word(N_("The lead or the deputy has to be among them.")));
	if (str_has_word("on 1 yes true", part[2]))
		text = wordf(v->c, N_("%1 %2"), text, word(N_("A rejection by the lead ends it.")));
	return (text);
}

/* How those named decide: the number of them is of the round. */
static const char *
named_text_of(struct visit *v, const struct rows *r, size_t i)
{
	return (wordf(v->c,
	    N_("More than half of the %1 people named have to make the same judgement. Each judges once "
	       "and in person. The person who named them can replace those who are unable to judge."),
	    rows_str(r, i, "named"), NULL));
}

static const char *
tone_of(const char *outcome)
{
	if (str_eq(outcome, "approved") || str_eq(outcome, "approve"))
		return ("ok");
	if (str_eq(outcome, "rejected") || str_eq(outcome, "reject"))
		return ("bad");
	return (str_eq(outcome, "returned") || str_eq(outcome, "return") ? "warn" : "");
}

static void
put_criterion(struct visit *v, const struct kind *kind, struct node *list, const char *name, json_t *one)
{
	struct node *node = node_item(list);
	bool met = json_is_true(json_object_get(one, "met"));

	node_put(node, "label", word_of(v->c, kind->name, "criterion", name));
	node_put(node, "choice", word(met ? N_("Met") : N_("Not met")));
	node_put(node, "tone", met ? "ok" : "bad");
	node_put(node, "text", json_string_value(json_object_get(one, "text")));
}

/* What this vote says of each criterion, in the order in which they were asked. */
static void
put_judgement(struct visit *v, const struct kind *kind, struct node *list, const char *judgement)
{
	json_t *all = json_loads(judgement, 0, NULL), *one;
	char name[64];

	for (const struct state *state = kind->states; state->name != NULL && json_object_size(all) > 0; state++) {
		const char *names = state->judged;

		while (names != NULL && word_next(&names, name))
			if ((one = json_object_get(all, name)) != NULL) {
				put_criterion(v, kind, list, name, one);
				json_object_del(all, name);
			}
	}
	json_decref(all);
}

static void
put_votes(struct visit *v, const struct show *s, struct node *list, const char *round)
{
	const struct rows *votes = s->votes;

	for (size_t i = 0; i < rows_count(votes); i++) {
		const char *name = rows_str(votes, i, "cast_by"),
			   *choice = rows_str(votes, i, "choice");
		struct node *node;

		if (!str_eq(rows_text(votes, i, "approval_id"), round))
			continue;
		node = node_item(list);
		node_put(node, "name", name);
		node_put(node, "initial", value_initial(v, name));
		if (rows_bool(votes, i, "for_another"))
			node_put(node, "for", rows_str(votes, i, "name"));
		node_put(node, "choice",
		    kind_move(s->rec->kind, choice) == NULL
			? word_of(v->c, "vote", choice, NULL)
			: word_of(v->c, s->rec->kind->name, "move", choice));
		if (rows_bool(votes, i, "replaced"))
			node_put(node, "note", word(N_("replaced, not counted")));
		if (rows_bool(votes, i, "changed"))
			node_put(node, "note", word(N_("changed later, not counted")));
		node_put(node, "tone", tone_of(choice));
		node_put(node, "at", rows_str(votes, i, "at"));
		node_put(node, "opinion", rows_str(votes, i, "opinion"));
		put_judgement(v, s->rec->kind, node_in(node, "judged"), rows_str(votes, i, "judgement"));
	}
}

static const char *
stuck_text(const struct show *s)
{
	if (str_eq(rows_str(s->rec->approval, 0, "by_rule"), "named"))
		return (N_("The people named can no longer reach a majority. "
			   "The person who named them has to name more people."));
	return (N_("This round cannot be completed because too few people have the right to decide. "
		   "Ask an administrator of the site to appoint more group members."));
}

/* While it is open: how far it is, and who is still to decide. */
static void
put_progress(struct visit *v, const struct show *s, struct node *node)
{
	const struct record *rec = s->rec;
	int needed = 0, so_far = 0;

	if (approval_state(v->c, rec, s->voters, &needed, &so_far) == VERDICT_STUCK)
		node_put(node, "stuck", word(stuck_text(s)));
	node_put_int(node, "needed", needed);
	node_put_int(node, "so_far", so_far);
	for (size_t i = 0; i < rows_count(s->voters); i++) {
		const char *account = rows_text(s->voters, i, "account_id"),
			   *name = rows_str(s->voters, i, "name");
		struct node *item;

		if (rows_have(rec->votes, "account_id", account) || rows_bool(s->voters, i, "is_out") ||
		    party_bars(rec, rec->state, account, rows_text(s->voters, i, "department_id")))
			continue;
		item = node_item(node_in(node, "pending"));
		node_put(item, "name", name);
		node_put(item, "initial", value_initial(v, name));
	}
}

static const char *
label_of(const char *by_rule)
{
	if (str_eq(by_rule, "head"))
		return (N_("Decision of the head of the technical department, round %1"));
	if (str_eq(by_rule, "named"))
		return (N_("Judgement of the people named, round %1"));
	return (N_("Approval by the management group, round %1"));
}

static void
put_round(struct visit *v, const struct show *s, struct node *node, size_t i)
{
	const struct rows *r = s->rounds;
	const char *outcome = rows_text(r, i, "outcome"), *version = rows_str(r, i, "version");
	const char *by_rule = rows_str(r, i, "by_rule");

	node_put(node, "label", wordf(v->c, label_of(by_rule), rows_str(r, i, "round"), NULL));
	node_put(node, "outcome",
	    outcome == NULL ? word(N_("under way")) : word_of(v->c, "outcome", outcome, NULL));
	node_put(node, "tone", outcome == NULL ? "info" : tone_of(outcome));
	node_put(node, "opener", rows_str(r, i, "opener"));
	node_put(node, "opened", rows_str(r, i, "opened"));
	node_put(node, "closed", rows_str(r, i, "closed"));
	node_put(node, "rule",
	    str_eq(by_rule, "named") ? named_text_of(v, r, i) : rule_text_of(v, rows_str(r, i, "rule")));
	node_put_flag(node, "named", str_eq(by_rule, "named"));
	node_put(node, "version", version);
	node_putf(node, "version_url", "%s/versions/%s",
	    subject_path(v, s->rec->kind, s->rec->number), version);
	node_put(node, "due", rows_str(r, i, "due"));
	node_put_flag(node, "late", rows_bool(r, i, "late"));
	put_votes(v, s, node_in(node, "votes"), rows_text(r, i, "id"));
	if (outcome == NULL)
		put_progress(v, s, node);
}

static void
show(struct visit *v, const struct show *s)
{
	if (rows_count(s->rounds) > 0)
		show_bar(v, "#decisions", word(N_("Decisions")), (int64_t)rows_count(s->rounds), 0);
	for (size_t i = 0; i < rows_count(s->rounds); i++)
		put_round(v, s, node_item(node_in(v->root, "Rounds")), i);
}

const struct show_part show_rounds = { 0, ask, show };
