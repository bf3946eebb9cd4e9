/* SPDX-License-Identifier: ISC */
/* What a record is linked with, and what else there is beside it. */
#include "pages/record/show.h"

#include "base/str.h"
#include "record/talk.h"
#include "view/words.h"
#include "web/layout.h"

struct show_links {
	struct rows *beside;                    /* of kinds that have such a statement; the links themselves are read by others, too */
};

static void
ask(struct visit *v, struct show *s)
{
	const struct kind *kind = s->subject.kind;

	show_ask_rows(v, s, STMT_RECORD_LINKS, &s->links);
	if (kind->beside != STMT_NONE)
		show_ask_rows(v, s, kind->beside, &PART_OF(s, show_links)->beside);
}

static void
put_link(struct visit *v, struct node *node, const struct rows *rows, size_t i)
{
	const struct kind *kind = kind_named(rows_str(rows, i, "kind"));
	const struct state *state =
	    kind == NULL ? NULL : kind_state(kind, rows_str(rows, i, "state"));

	if (kind == NULL)
		return;
	subject_saw(v, kind, visibility_read(rows, i));
	node_put(node, "url", subject_path(v, kind, rows_str(rows, i, "number")));
	node_put(node, "number", rows_str(rows, i, "number"));
	node_put(node, "title", rows_str(rows, i, "title"));
	node_put(node, "icon", kind->icon);
	node_put(node, "state", word_of(v->c, kind->name, "state", rows_str(rows, i, "state")));
	node_put(node, "tone", state == NULL ? "" : state->tone);
}

/* Links that rules made stay; a person takes away only what they made. */
static bool
may_unlink(const struct visit *v, const struct rows *rows, size_t i)
{
	return (str_has_word("relates evidence", rows_str(rows, i, "sort")) &&
		str_eq(rows_text(rows, i, "created_by"), v->c->me->id_text));
}

/* The field of ${kind} that names this record, by which its list can be filtered. */
static const struct field *
field_about(const struct kind *kind, const struct kind *of)
{
	for (const struct field *f = kind->fields; f->name != NULL; f++)
		if (f->type == FIELD_RECORD && f->flags & FILTER && str_has_word(f->ref, of->name))
			return (f);
	return (NULL);
}

/* Where all of a kind that are about this record are, when not all of them are here. */
static void
put_all(struct visit *v, const struct show *s, struct node *group, size_t i)
{
	const struct kind *kind = kind_named(rows_str(s->links, i, "kind"));
	const struct field *f = kind == NULL ? NULL : field_about(kind, s->rec->kind);
	struct node *node;

	if (f == NULL)
		return;
	node = node_item(node_in(group, "more"));
	node_put(node, "url", visit_path(v, "%s?%s=%s", kind->plural, f->name, s->rec->number));
	node_put(node, "label", wordf(v->c, N_("All: %1 (%2)"), word(mem_fmt(v->c, "%s.plural", kind->name)), rows_str(s->links, i, "n")));
}

static void
put_groups(struct visit *v, const struct show *s, struct node *groups)
{
	const char *key = "";
	struct node *group = NULL;

	for (size_t i = 0; i < rows_count(s->links); i++) {
		const char *sort = rows_str(s->links, i, "sort"),
			   *way = rows_str(s->links, i, "way");
		const char *now = str_eq(sort, "relates") ? "link.relates"
							  : mem_fmt(v->c, "link.%s.%s", sort, way);
		struct node *node;

		if (group == NULL || !str_eq(now, key)) {
			group = node_item(groups);
			node_put(group, "label", word(now));
			key = now;
		}
		if (rows_bool(s->links, i, "is_cut"))
			put_all(v, s, group, i);
		node = node_item(node_in(group, "items"));
		put_link(v, node, s->links, i);
		node_putf(node, "id", "%s-%s-%s", way, sort, rows_str(s->links, i, "id"));
		node_put_flag(node, "may_remove", may_unlink(v, s->links, i) && (str_eq(way, "from") || record_may_support(v->c, s->rec)));
	}
}

/* The list of this kind, filtered by the field that names the record; documents may be of its launches, so a list would lack some. */
static void
put_list(struct visit *v, const struct record *rec, struct node *group, const struct kind *kind)
{
	const struct field *f = field_about(kind, rec->kind);
	struct node *node;

	if (f == NULL || !(f->flags & ON_COMMON))
		return;
	node = node_item(node_in(group, "more"));
	node_put(node, "url", visit_path(v, "%s?%s=%s", kind->plural, f->name, rec->number));
	node_put(node, "label", word(N_("All")));
}

/* Those of one kind are called by the word of what they are for, those of several by their kinds. */
static void
put_beside(struct visit *v, const struct show *s, struct node *groups)
{
	const struct rows *rows = PART_OF(s, show_links)->beside;
	size_t n = rows_count(rows);
	bool mixed = n > 0 && !str_eq(rows_str(rows, 0, "kind"), rows_str(rows, n - 1, "kind"));
	struct node *group = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct kind *kind = kind_named(rows_str(rows, i, "kind"));

		if (kind == NULL)
			continue;
		if (i == 0 || !str_eq(kind->name, rows_str(rows, i - 1, "kind"))) {
			group = node_item(groups);
			node_put(group, "label", mixed ? word_of(v->c, kind->name, "plural", NULL) : word_of(v->c, s->rec->kind->name, "beside", NULL));
			put_list(v, s->rec, group, kind);
		}
		put_link(v, node_item(node_in(group, "items")), rows, i);
	}
}

static void
put_sort(struct node *sorts, const char *value, const char *label)
{
	struct node *item = node_item(sorts);

	node_put(item, "value", value);
	node_put(item, "label", word(label));
}

static void
show(struct visit *v, const struct show *s)
{
	struct node *node = node_in(v->root, "Links");
	const char *sorts = talk_sorts(v->c, s->rec);
	char sort[WORD_MAX];

	put_groups(v, s, node_in(node, "groups"));
	put_beside(v, s, node_in(node, "groups"));
	node_put_flag(node, "may_add", record_may_support(v->c, s->rec));
	node_put_flag(node, "frozen", rows_count(s->rec->approval) > 0);
	/* What has much beside it has its main column for that. */
	node_put_flag(node, "wide", rows_count(PART_OF(s, show_links)->beside) > 0);
	node_put(node, "said", layout_came(v, "links"));
	node_putf(node, "action", "%s/links#links", subject_path(v, s->rec->kind, s->rec->number));
	while (word_next(&sorts, sort))
		put_sort(node_in(node, "sorts"), mem_str(v->c, sort), str_eq(sort, "relates") ? "link.relates" : mem_fmt(v->c, "link.%s.to", sort));
	if (!show_is_again(s, "link"))
		return;
	node_put(node, "complaint", word(s->typed->complaint));
	node_put(node, "value", s->typed->value);
}

const struct show_part show_links = { sizeof(struct show_links), ask, show };
