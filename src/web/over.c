/* SPDX-License-Identifier: ISC */
#include "web/over.h"

#include "view/words.h"

#include <string.h>

static bool
is_picked(const struct state *s, enum over_pick pick)
{
	switch (pick) {
	case OVER_OPEN:
		return (!(s->flags & STATE_END));
	case OVER_DRAFTS:
		return ((s->flags & STATE_PRIVATE) != 0);
	case OVER_ENDED:
		return ((s->flags & STATE_END) != 0);
	case OVER_BOARD:
		return (!(s->flags & (STATE_END | STATE_PRIVATE)));
	case OVER_APPROVALS:
		return (s->approval != APPROVE_NONE);
	case OVER_READ:
		return ((s->flags & STATE_READ) != 0);
	default:
		return (true);
	}
}

/* Two lists that grow together. */
struct collect {
	char **kinds, **states;
	size_t n;
};

static void
collect_kind(struct ctx *c, struct collect *to, const struct kind *kind, enum over_pick pick, const char *state)
{
	for (const struct state *s = kind->states; s->name != NULL; s++) {
		if (!is_picked(s, pick) || (!str_empty(state) && !str_eq(state, s->name)))
			continue;
		to->kinds[to->n] = mem_str(c, kind->name);
		to->states[to->n++] = mem_str(c, s->name);
	}
}

static struct collect
collect_new(struct ctx *c)
{
	size_t n = 1;

	for (size_t k = 0; kinds[k] != NULL; k++)
		for (const struct state *s = kinds[k]->states; s->name != NULL; s++)
			n++;
	return ((struct collect){ mem_array(c, char *, n), mem_array(c, char *, n), 0 });
}

struct over_states
over_states(struct ctx *c, enum over_pick pick, const char *kind, const char *state)
{
	struct collect to = collect_new(c);

	for (size_t k = 0; kinds[k] != NULL; k++)
		if (str_empty(kind) || str_eq(kind, kinds[k]->name))
			collect_kind(c, &to, kinds[k], pick, state);
	return ((struct over_states){ form_array(c, to.kinds), form_array(c, to.states) });
}

struct over_states
over_boards(struct ctx *c, enum kind_flags marked)
{
	struct collect to = collect_new(c);

	for (size_t i = 0; kinds[i] != NULL; i++)
		if (kinds[i]->flags & marked)
			collect_kind(c, &to, kinds[i], OVER_BOARD, NULL);
	return ((struct over_states){ form_array(c, to.kinds), form_array(c, to.states) });
}

static bool
has_column(const struct rows *rows, const char *name)
{
	for (size_t i = 0; i < rows_columns(rows); i++)
		if (str_eq(rows_name(rows, i), name))
			return (true);
	return (false);
}

static void
put_state(struct node *node, struct ctx *c, const struct kind *kind, const char *name)
{
	const struct state *state = kind_state(kind, name);

	node_put(node, "state", word_of(c, kind->name, "state", name));
	node_put(node, "tone", state == NULL ? "" : state->tone);
}

void
over_put_record(struct node *node, struct ctx *c, const char *slug, const struct rows *rows, size_t i)
{
	const struct kind *kind = kind_named(rows_str(rows, i, "kind"));
	const char *number = rows_str(rows, i, "number");

	/* A kind of a later release than this worker. */
	if (kind == NULL)
		return;
	node_put(node, "kind", word(kind->name));
	node_put(node, "icon", kind->icon);
	node_put(node, "number", number);
	node_put(node, "title", rows_str(rows, i, "title"));
	node_putf(node, "url", "/%s/%s/%s", slug, kind->plural, number);
	if (has_column(rows, "state"))
		put_state(node, c, kind, rows_str(rows, i, "state"));
	if (has_column(rows, "since"))
		node_put(node, "since", rows_str(rows, i, "since"));
	if (has_column(rows, "due"))
		node_put(node, "due", rows_str(rows, i, "due"));
	if (has_column(rows, "late"))
		node_put_flag(node, "late", rows_bool(rows, i, "late"));
}

const char *
over_wanted(struct ctx *c, const char *kind, const char *action)
{
	const char *by_entry = mem_fmt(c, "%s.waits.%s", kind, action);
	const struct kind *k = kind_named(kind);

	if (words_known(words_language(), by_entry))
		return (word(by_entry));
	return (k != NULL && kind_move(k, action) != NULL ? word_of(c, kind, "move", action) : NULL);
}

const char *
over_waits(struct ctx *c, const char *kind, const char *action)
{
	const char *shared = mem_fmt(c, "waiting.%s", action);

	return (words_known(words_language(), shared) ? word(shared) : str_or(over_wanted(c, kind, action), action));
}

const char *
over_did(struct ctx *c, const char *kind, const char *action, const char *move)
{
	if (str_eq(action, "record.move") && !str_empty(move))
		return (word_of(c, kind, "done", move));
	if (str_starts(action, "approval.vote") && !str_empty(move))
		return (word_of(c, "event", action, move));
	return (word(mem_fmt(c, "event.%s", action)));
}

char **
over_roles(struct ctx *c, const char *lines)
{
	char **line = str_split(c, mem_str(c, lines), '\n');

	for (size_t i = 0; line[i] != NULL; i++) {
		char *name = strchr(line[i], ':');

		if (name == line[i])
			line[i] = name + 1;
		else if (name != NULL) {
			*name = '\0';
			line[i] = mem_str(c, word_of(c, "role", line[i], NULL));
		}
	}
	return (line);
}

const char *
over_role_names(struct ctx *c, const char *lines)
{
	char **role = over_roles(c, lines);
	struct buf *b = buf_new(c);

	for (size_t i = 0; role[i] != NULL; i++)
		buf_fmt(b, "%s%s", i == 0 ? "" : word(N_(", ")), role[i]);
	return (b->data);
}

char **
over_holders(struct ctx *c, const char *permission)
{
	const struct rows *holders = c->choices->holders;
	size_t i = rows_find(holders, "permission", permission);

	return (over_roles(c, i == rows_count(holders) ? "" : rows_str(holders, i, "roles")));
}

const char *
over_name(const char *name, const char *name_en)
{
	return (str_eq(words_language(), "en") ? str_or(name_en, name) : name);
}

/* ---- marked text */

static bool
same_folded(const char *text, const char *word, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char a = text[i];

		if (a >= 'A' && a <= 'Z')
			a = (char)(a - 'A' + 'a');
		if (a == '\0' || a != word[i])
			return (false);
	}
	return (true);
}

/* Length of the longest of the words that begins at ${text}; 0: none. */
static size_t
hit_at(const char *text, const char *words)
{
	size_t longest = 0;

	for (const char *w = words; *w != '\0';) {
		size_t n = strcspn(w, " ");

		if (n > longest && same_folded(text, w, n))
			longest = n;
		w += n + (w[n] == ' ');
	}
	return (longest);
}

static void
put_part(struct node *list, struct ctx *c, const char *text, size_t n, bool is_hit)
{
	struct node *part;

	if (n == 0)
		return;
	part = node_item(list);
	node_put(part, "text", mem_strn(c, text, n));
	node_put_flag(part, "hit", is_hit);
}

void
over_put_marked(struct node *list, struct ctx *c, const char *text, const char *words)
{
	const char *from = text, *at = text;

	while (*at != '\0') {
		size_t n = hit_at(at, words), step = str_char_bytes(at, 4);

		if (n == 0) {
			at += step == 0 ? 1 : step;
			continue;
		}
		put_part(list, c, from, (size_t)(at - from), false);
		put_part(list, c, at, n, true);
		from = at += n;
	}
	put_part(list, c, from, (size_t)(at - from), false);
}
