/* SPDX-License-Identifier: ISC */
/* Values of other records that this one states, old and new: what is reviewed, decided on and written (R17.3). */
#include "pages/record/show.h"

#include "base/str.h"
#include "pages/record/stating.h"
#include "record/proposal.h"
#include "view/words.h"
#include "web/history.h"

struct show_values {
	struct rows *stated;                    /* NULL: records of this kind state none */
};

static void
ask(struct visit *v, struct show *s)
{
	if (s->subject.kind->states_of != NULL)
		db_ask(v->c->db, v->c, STMT_PROPOSED_SHOWN, &PART_OF(s, show_values)->stated, ARGS(v->c->site_id, s->subject.number));
}

/* Each record that it names can be opened to say what shall change there. */
static void
put_targets(struct visit *v, struct node *node, const struct record *rec)
{
	const char *names = rec->kind->states_of;
	char field[64];

	while (word_next(&names, field)) {
		struct node *item;

		if (str_empty(record_value(rec, field)))
			continue;
		item = node_item(node_in(node, "targets"));
		node_put(item, "url", stating_path(v, rec, record_value(rec, field)));
		node_put(item, "text", wordf(v->c, N_("New values of %1"), record_value(rec, field), NULL));
	}
}

static void
put_group(struct visit *v, struct node *node, const struct rows *stated, size_t i)
{
	const struct kind *kind = stating_kind(v, stated, i);

	node_put(node, "label", stating_label(v, stated, i));
	node_put(node, "url", subject_path_of(v, rows_str(stated, i, "number")));
	history_put_changes(v, node_in(node, "changes"), kind, rows_str(stated, i, "detail"), rows_text(stated, i, "names"));
}

static void
show(struct visit *v, const struct show *s)
{
	const struct rows *stated = PART_OF(s, show_values)->stated;
	struct node *node = node_in(v->root, "Values");
	bool may = stated != NULL && proposal_may_state(v->c, s->rec);

	if (!may && rows_count(stated) == 0)
		return;
	node_put(node, "label", word(N_("What changes: old and new values")));
	node_put(node, "empty", word(N_("No changes have been stated yet.")));
	subject_put_article(v, node, "17");
	for (size_t i = 0; i < rows_count(stated); i++)
		put_group(v, node_item(node_in(node, "groups")), stated, i);
	if (may)
		put_targets(v, node, s->rec);
	else if (!proposal_stands(s->rec))
		node_put(node, "warning", word("proposal.not_as_stated"));
}

const struct show_part show_values = { sizeof(struct show_values), ask, show };

bool
show_states_values(const struct show *s)
{
	const struct show_values *p = PART_OF(s, show_values);

	return (p != NULL && rows_count(p->stated) > 0);
}
