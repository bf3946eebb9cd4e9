/* SPDX-License-Identifier: ISC */
/* The conditions of a move: those that are missing first, each with where it is met and who can settle it. */
#include "pages/record/show.h"

#include "base/str.h"
#include "record/entry.h"
#include "view/words.h"

#include <string.h>

/* Is this field asked with the move? Then it need not be there before. */
static bool
is_asked(const struct visit *v, const struct move *m, const char *name)
{
	return (str_has_word(m->asks, name) || str_has_word(m->asks, mem_fmt(v->c, "%s?", name)));
}

bool
show_is_ready(const struct visit *v, const struct open_move *open)
{
	for (size_t i = 0; i < open->n_conditions; i++)
		if (!open->conditions[i].met && !is_asked(v, open->move, open->conditions[i].name))
			return (false);
	return (true);
}

/* ---- where */

static const char *
place_of(const struct kind *kind, const char *condition)
{
	for (const struct place *p = kind->places; p != NULL && p->condition != NULL; p++)
		if (str_eq(p->condition, condition))
			return (p->where);
	return (NULL);
}

/* "/documents/new?…" makes a document; other places make nothing. */
static const struct kind *
made_at(struct visit *v, const char *where)
{
	const char *slash = where != NULL && *where == '/' ? strchr(where + 1, '/') : NULL;

	if (slash == NULL || !str_starts(slash, "/new"))
		return (NULL);
	return (kind_of_plural(mem_strn(v->c, where + 1, (size_t)(slash - where - 1))));
}

/* Rather than making a second one: the number of what was begun there and is about this record; a document by its type. */
static const char *
begun_at(const struct show *s, const struct kind *made, const char *where)
{
	const char *type = strstr(where, "type=");
	const struct state *state;

	if (type != NULL)
		return (show_document_of(s, type + strlen("type=")));
	for (size_t i = 0; i < rows_count(s->links); i++) {
		state = kind_state(made, rows_str(s->links, i, "state"));
		if (str_eq(rows_str(s->links, i, "kind"), made->name) && str_eq(rows_str(s->links, i, "way"), "from") &&
		    state != NULL && !(state->flags & STATE_END))
			return (rows_text(s->links, i, "number"));
	}
	return (NULL);
}

/* Is there something for this person at that place?  What is on this page is for everybody to read. */
static bool
leads_somewhere(struct visit *v, const struct show *s, const char *where)
{
	if (str_starts(where, "edit"))
		return (record_editable(v->c, s->rec) != NULL);
	if (made_at(v, where) != NULL)
		return (record_may_create(v->c, made_at(v, where)));
	if (!str_starts(where, "#move-"))
		return (true);
	for (size_t i = 0; i < s->n_moves; i++)
		if (s->moves[i].allowed && str_eq(s->moves[i].move->name, where + strlen("#move-")))
			return (true);
	return (false);
}

/* "entries/task" below the record, "#task" on this page, "/documents/new?target_id={number}" below the site. */
static const char *
place_url(struct visit *v, const struct record *rec, const char *where)
{
	const char *mark = strstr(where, "{number}");

	if (*where == '#')
		return (where);
	if (*where != '/')
		return (mem_fmt(v->c, "%s/%s", subject_path(v, rec->kind, rec->number), where));
	if (mark == NULL)
		return (visit_path(v, "%s", where + 1));
	return (visit_path(v, "%.*s%s%s", (int)(mark - where - 1), where + 1, rec->number, mark + 8));
}

/* ---- who */

/* Whom a relation names ("@owner"), as it is stored with the record; NULL: nobody, or not a person of its own. */
static const char *
name_of(const struct record *rec, const char *relation)
{
	static const char *const columns[][2] = { { "@owner", "owner_name" }, { "@author", "author_name" }, { "@submitter", "submitter_name" } };

	for (size_t i = 0; i < ARRAY_LEN(columns); i++)
		if (str_eq(relation, columns[i][0]) && rows_text(rec->row, 0, columns[i][1]) != NULL)
			return (rows_text(rec->row, 0, columns[i][1]));
	return (str_eq(relation, "@author") && record_is_anonymous(rec) ? word(N_("whoever made it anonymously")) : NULL);
}

/* In words: the person that the record names, else everybody with the right. */
static const char *
who_in_words(struct visit *v, const struct record *rec, const struct who who[WHO_MAX])
{
	char relation[WORD_MAX];

	for (size_t i = 0; i < WHO_MAX; i++)
		for (const char *is = who[i].is; word_next(&is, relation);)
			if (!str_empty(name_of(rec, relation)))
				return (name_of(rec, relation));
	for (size_t i = 0; i < WHO_MAX; i++)
		if (who[i].right != PERMIT_NONE)
			return (wordf(v->c, N_("those who may “%1”"), word_of(v->c, "permit", permissions[who[i].right].name, NULL), NULL));
	return (NULL);
}

void
show_put_who(struct visit *v, const struct show *s, struct node *node, const struct who who[WHO_MAX])
{
	bool mine = record_may(v->c, s->rec, who);

	node_put_flag(node, "mine", mine);
	node_put(node, "who", mine ? word(N_("you")) : who_in_words(v, s->rec, who));
}

/* Who meets a condition at that place; NULL: the place does not say. */
static const struct who *
who_at(struct visit *v, const struct record *rec, const char *where)
{
	const struct entry *sort = *where == '#' ? kind_entry(rec->kind, where + 1) : NULL;
	const struct move *move = str_starts(where, "#move-") ? kind_move(rec->kind, where + strlen("#move-")) : NULL;
	struct who *made;

	if (sort != NULL)
		return (sort->who);
	if (move != NULL)
		return (move->who);
	if (str_starts(where, "edit"))
		return (kind_state(rec->kind, rec->state)->edit);
	if (made_at(v, where) == NULL)
		return (NULL);
	made = mem_array(v->c, struct who, WHO_MAX);
	made->right = made_at(v, where)->create;
	return (made);
}

/* Whom the record waits for with it, and since when; else who may. */
static void
put_whom(struct visit *v, const struct show *s, struct node *node, const char *where, bool tells)
{
	const char *action = where + (str_starts(where, "#move-") ? strlen("#move-") : *where == '#' ? 1 : 0);
	const struct who *who = who_at(v, s->rec, where);

	if (*where == '#' && show_put_waited(v, s, node, action, tells))
		return;
	if (who != NULL)
		show_put_who(v, s, node, who);
}

/* ---- a condition */

static const char *
label_of(struct visit *v, const struct kind *kind, const struct condition *cond)
{
	const char *own = mem_fmt(v->c, "%s.condition.%s", kind->name, cond->name);

	if (cond->is_field && !words_known(words_language(), own))
		return (wordf(v->c, N_("%1 is filled in"), subject_label(v, kind->name, cond->name), NULL));
	return (word_of(v->c, kind->name, "condition", cond->name));
}

/* Where it is met: what was begun there, else the place; a field without one in the form of the record.  NULL: not by this person. */
static const char *
url_of(struct visit *v, const struct show *s, const struct condition *cond, const char *where)
{
	const struct record *rec = s->rec;
	const struct kind *made = made_at(v, where);
	const char *begun = made == NULL ? NULL : begun_at(s, made, where);

	if (begun != NULL)
		return (subject_path(v, made, begun));
	if (where != NULL && leads_somewhere(v, s, where))
		return (place_url(v, rec, where));
	if (where == NULL && cond->is_field && record_editable(v->c, rec) != NULL)
		return (mem_fmt(v->c, "%s/edit#f-%s", subject_path(v, rec->kind, rec->number), cond->name));
	return (NULL);
}

/* Where on the page it is missing; the documents that a stage needs count themselves. */
static void
tell_section(const struct visit *v, const struct show *s, const struct condition *cond, const char *where)
{
	struct home home = { NULL, NULL };

	if (where != NULL && *where == '#')
		home = show_home(v, s, HOME_ENTRY, where + 1);
	else if (cond->is_field)
		home = show_home(v, s, HOME_FIELD, cond->name);
	if (home.section != NULL)
		show_tell(s, home.section, NULL, 1, 0);
}

/* The first thing that is missing and that this person can do stays in reach while they read (the bar). */
static void
put_do(struct visit *v, const struct show *s, const char *url, const char *where)
{
	struct node *node = node_in(v->root, "Do");
	const struct entry *sort = *where == '#' ? kind_entry(s->rec->kind, where + 1) : NULL;
	const struct who *who = who_at(v, s->rec, where);

	if (node_has(node, "label") || !(sort != NULL ? entry_may_add(v->c, s->rec, sort) : who != NULL && record_may(v->c, s->rec, who)))
		return;
	node_put(node, "url", url);
	node_put(node, "label", sort != NULL ? word_of(v->c, sort->table, "add", NULL) : word(N_("Do it now")));
}

static void
put_condition(struct visit *v, struct node *node, const struct show *s, const struct condition *cond, bool tells)
{
	const struct kind *kind = s->rec->kind;
	const char *where = place_of(kind, cond->name), *todo = mem_fmt(v->c, "%s.todo.%s", kind->name, cond->name);
	const char *at = where != NULL ? where : cond->is_field ? "edit" : "", *url = cond->met ? NULL : url_of(v, s, cond, where);

	node_put_flag(node, "met", cond->met);
	node_put(node, "label", label_of(v, kind, cond));
	if (cond->met)
		return;
	if (words_known(words_language(), todo))
		node_put(node, "todo", word(todo));
	node_put(node, "url", url);
	put_whom(v, s, node, at, tells);
	if (!tells)
		return;
	tell_section(v, s, cond, where);
	if (url != NULL)
		put_do(v, s, url, at);
}

/* Since which day somebody is late with it; "~", behind all days: nobody is. */
static const char *
late_since(const struct show *s, const struct condition *cond)
{
	const char *where = str_or(place_of(s->rec->kind, cond->name), "");

	for (size_t i = 0; *where == '#' && i < rows_count(s->waits); i++)
		if (rows_bool(s->waits, i, "late") && str_eq(rows_str(s->waits, i, "action"), where + 1))
			return (rows_str(s->waits, i, "due"));
	return ("~");
}

/* Those that are met or those that are not, the longest late first. */
static size_t
pick(const struct visit *v, const struct show *s, const struct open_move *open, bool met, const struct condition **out)
{
	size_t n = 0;

	for (size_t i = 0; i < open->n_conditions; i++) {
		const struct condition *cond = &open->conditions[i];
		size_t at = n;

		if (cond->met != met || is_asked(v, open->move, cond->name))
			continue;
		for (; at > 0 && !met && strcmp(late_since(s, cond), late_since(s, out[at - 1])) < 0; at--)
			out[at] = out[at - 1];
		out[at] = cond;
		n++;
	}
	return (n);
}

static void
put_those(struct visit *v, const struct show *s, struct node *node, const struct open_move *open, bool met, bool tells)
{
	const struct condition **those = mem_array(v->c, const struct condition *, open->n_conditions + 1);
	size_t n = pick(v, s, open, met, those);

	for (size_t i = 0; i < n; i++)
		put_condition(v, node_item(node_in(node, "conditions")), s, those[i], tells);
	if (n > 0)
		node_put_int(node, met ? "met" : "missing", (long long)n);
}

void
show_put_conditions(struct visit *v, const struct show *s, struct node *node, const struct open_move *open, bool tells)
{
	put_those(v, s, node, open, false, tells);
	put_those(v, s, node, open, true, tells);
}
