/* SPDX-License-Identifier: ISC */
/* Opinions that were asked for, and who is copied in. */
#include "pages/record/show.h"

#include "base/str.h"
#include "view/words.h"
#include "web/layout.h"
#include "web/value.h"

struct show_opinions {
	struct rows *opinions, *watchers;
};

static bool
wants_people(const struct visit *v, const struct show *s)
{
	return (str_eq(visit_query(v, "with"), "people") || show_is_again(s, "opinion") || show_is_again(s, "copy"));
}

/* All members are only listed when somebody wants to ask one of them. */
static void
ask(struct visit *v, struct show *s)
{
	struct show_opinions *p = PART_OF(s, show_opinions);

	show_ask_rows(v, s, STMT_RECORD_OPINIONS, &p->opinions);
	show_ask_rows(v, s, STMT_RECORD_WATCHERS, &p->watchers);
	if (wants_people(v, s))
		options_ask_members(v, &s->choices);
}

static void
put_opinion(struct visit *v, const struct show *s, struct node *node, size_t i)
{
	const struct rows *o = PART_OF(s, show_opinions)->opinions;
	const char *name = rows_str(o, i, "name");
	bool answered = rows_text(o, i, "answered_at") != NULL;

	node_put(node, "id", rows_str(o, i, "id"));
	node_put(node, "name", name);
	node_put(node, "initial", value_initial(v, name));
	node_put(node, "asker", rows_str(o, i, "asker"));
	node_put(node, "question", rows_str(o, i, "question"));
	node_put(node, "asked_at", rows_str(o, i, "asked_at"));
	node_put(node, "answer", rows_str(o, i, "answer"));
	node_put(node, "answered_at", rows_str(o, i, "answered_at"));
	node_put_flag(node, "mine", !answered && str_eq(rows_text(o, i, "account_id"),
	    v->c->me->id_text));
	if (show_is_again(s, "opinion") && str_eq(s->typed->name, rows_str(o, i, "id"))) {
		node_put(node, "complaint", word(s->typed->complaint));
		node_put(node, "typed", s->typed->value);
	}
}

static void
put_people(const struct show *s, struct node *list)
{
	const struct rows *members = options_members(&s->choices);

	for (size_t i = 0; i < rows_count(members); i++) {
		struct node *item = node_item(list);
		const char *department = rows_bool(members, i, "is_apart") ? "" : rows_str(members, i, "department");

		node_put(item, "value", rows_str(members, i, "id"));
		node_putf(item, "label", *department == '\0' ? "%s%s" : "%s (%s)",
		    rows_str(members, i, "name"), department);
	}
}

static void
show(struct visit *v, const struct show *s)
{
	const struct show_opinions *p = PART_OF(s, show_opinions);
	struct node *node = node_in(v->root, "Opinions");
	const char *url = subject_path(v, s->rec->kind, s->rec->number);
	size_t open = 0;

	for (size_t i = 0; i < rows_count(p->opinions); i++)
		open += rows_text(p->opinions, i, "answered_at") == NULL;
	if (rows_count(p->opinions) > 0)
		show_bar(v, "#opinions", word(N_("Opinions")), (int64_t)rows_count(p->opinions), 0);
	for (size_t i = 0; i < rows_count(p->opinions); i++)
		put_opinion(v, s, node_item(node_in(node, "items")), i);
	for (size_t i = 0; i < rows_count(p->watchers); i++)
		node_put(node_item(node_in(node, "copied")), "name", rows_str(p->watchers, i,
		    "name"));
	node_put(node, "said", layout_came(v, "opinions"));
	node_put_flag(node, "shown", rows_count(p->opinions) + rows_count(p->watchers) > 0);
	node_put_flag(node, "open", open > 0 || wants_people(v, s) || (v->came_at != NULL && str_eq(v->came_at, "opinions")));
	if (open > 0)
		node_put(node, "sum", wordf(v->c, N_("%1 not answered yet"), mem_fmt(v->c, "%zu", open), NULL));
	node_putf(node, "action", "%s/opinions#opinions", url);
	node_putf(node, "copy_action", "%s/watch#opinions", url);
	if (!show_may_add(v, s->rec))
		return;
	node_put(node, "shown", "1");
	node_putf(node, "people_url", "%s?with=people#opinions", url);
	put_people(s, node_in(node, "people"));
	if ((show_is_again(s, "opinion") && s->typed->name == NULL) || show_is_again(s, "copy")) {
		node_put(node, "complaint", word(s->typed->complaint));
		node_put(node, "typed", s->typed->value);
	}
}

const struct show_part show_opinions = { sizeof(struct show_opinions), ask, show };
