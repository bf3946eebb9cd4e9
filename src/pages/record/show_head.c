/* SPDX-License-Identifier: ISC */
/* Above the record: what it is and in which state, what is said of it first, what can be done with it as a whole. */
#include "pages/record/show.h"

#include "base/str.h"
#include "pages/record/print.h"
#include "record/term.h"
#include "view/words.h"

struct show_head {
	struct rows *changes;                   /* that are under way; NULL: none is made of this kind */
};

static void
ask(struct visit *v, struct show *s)
{
	if (kind_is_changed(s->subject.kind))
		show_ask_rows(v, s, STMT_RECORD_CHANGES, &PART_OF(s, show_head)->changes);
}

/* ---- what is said above everything else */

static void
put_banner(struct visit *v, const char *tone, const char *text, const char *url, const char *label)
{
	struct node *banner = node_item(node_in(node_in(v->root, "Record"), "banners"));

	node_put(banner, "tone", tone);
	node_put(banner, "text", text);
	if (url == NULL)
		return;
	node_put(banner, "url", url);
	node_put(banner, "label", label);
}

static void
put_banners(struct visit *v, const struct show *s)
{
	const struct rows *changes = PART_OF(s, show_head)->changes;
	const char *args[2] = { NULL, NULL }, *warning = s->rec->kind->warns == NULL ? NULL : s->rec->kind->warns(v->c, s->rec, args);

	if (s->typed != NULL && s->typed->status == 409)
		put_banner(v, "bad",
		    word(str_or(
			s->typed->complaint, N_("The record changed in the meantime, so nothing was saved. "
						"Check what is new and decide again."))),
		    NULL, NULL);
	if (warning != NULL)
		put_banner(v, "bad", wordf(v->c, warning, args[0], args[1]), NULL, NULL);
	for (size_t i = 0; i < rows_count(changes); i++) {
		const char *number = rows_str(changes, i, "number");
		bool in_force = str_eq(rows_str(changes, i, "state"), "in_force");

		if (str_eq(rows_str(changes, i, "state"), "draft"))
			continue;
		put_banner(v, in_force ? "ok" : "warn",
		    wordf(v->c,
			in_force ? N_("A change is approved and waiting to be applied. Until then nothing else can be changed: %1")
				 : N_("A change request is under way: %1"),
			rows_str(changes, i, "title"), NULL),
		    subject_path_of(v, number), number);
	}
}

/* A ruling of the group is shown above everything else (R6.4). */
static void
put_rulings(struct visit *v, const struct show *s)
{
	for (size_t i = 0; i < rows_count(s->links); i++) {
		const char *number = rows_str(s->links, i, "number"),
			   *state = rows_str(s->links, i, "state");
		const struct kind *kind = kind_named(rows_str(s->links, i, "kind"));
		unsigned flags = kind == NULL || kind_state(kind, state) == NULL ? STATE_END : kind_state(kind, state)->flags;
		bool ruled = (flags & STATE_RULED) != 0;

		if (kind == NULL || !(kind->flags & KIND_RULES) || !str_eq(rows_str(s->links, i, "way"), "from") || (flags & STATE_END && !ruled))
			continue;
		put_banner(v, ruled ? "info" : "warn",
		    wordf(v->c,
			ruled ? N_("The management group ruled: %1")
			      : N_("Put before the management group: %1"),
			rows_str(s->links, i, ruled ? "ruling" : "title"), NULL),
		    subject_path_of(v, number), number);
	}
}

/* Any record may be put before the group; a question about one is there already. */
static void
put_escalate(struct visit *v, const struct record *rec)
{
	const struct kind *ruling = kind_marked(KIND_RULES);
	const struct field *about = ruling == NULL ? NULL : kind_names(ruling, rec->kind);
	struct node *item;

	if (about == NULL || !record_may_create(v->c, ruling) || rec->visible == VISIBLE_READERS || rec->kind == ruling)
		return;
	item = node_item(node_in(node_in(v->root, "Record"), "menu"));
	node_put(item, "url", visit_path(v, "%s/new?%s=%s", ruling->plural, about->name, rec->number));
	node_put(item, "icon", ruling->icon);
	node_put(item, "text", word(N_("Put before the management group")));
}

/* Who leads a department hands over what its people are responsible for; the page there says what it can. */
static void
put_handover(struct visit *v, const struct record *rec)
{
	struct node *item;

	if (!may(v->c, PERMIT_RECORD_HANDOVER) || rec->owner_id == NULL || kind_state(rec->kind, rec->state)->flags & (STATE_END | STATE_PRIVATE))
		return;
	item = node_item(node_in(node_in(v->root, "Record"), "menu"));
	node_put(item, "url", visit_path(v, "handover?number=%s", rec->number));
	node_put(item, "icon", "people");
	node_put(item, "text", word(N_("Hand over")));
}

/* What is printed for whoever asks, by their name. */
static void
put_mine(struct visit *v, const struct record *rec)
{
	struct node *item;

	if (!print_is_mine(rec))
		return;
	item = node_item(node_in(node_in(v->root, "Record"), "menu"));
	node_putf(item, "url", "%s/print?for=me", subject_path(v, rec->kind, rec->number));
	node_put(item, "icon", "print");
	node_put(item, "text", word(mem_fmt(v->c, "%s.paper.offer", rec->kind->name)));
}

static void
put_menu(struct visit *v, const struct record *rec)
{
	const char *url = subject_path(v, rec->kind, rec->number);
	const struct {
		const char *path, *icon, *text;
	} entries[] = {
		{ "print", "print", N_("Print") },
		{ "dossier", "book", N_("Complete file") },
		{ "history", "clock", N_("History") },
		{ "versions", "versions", N_("Versions") },
	};

	for (size_t i = 0; i < ARRAY_LEN(entries); i++) {
		struct node *item;

		/* A first version has nothing to be compared with. */
		if (str_eq(entries[i].path, "versions") && rec->version < 2)
			continue;
		item = node_item(node_in(node_in(v->root, "Record"), "menu"));
		if (str_eq(entries[i].path, "versions"))
			node_putf(item, "url", "%s/versions/%lld", url, (long long)rec->version);
		else
			node_putf(item, "url", "%s/%s", url, entries[i].path);
		node_put(item, "icon", entries[i].icon);
		node_put(item, "text", word(entries[i].text));
	}
}

static void
put_offers(struct visit *v, const struct record *rec)
{
	for (const struct offer *o = rec->kind->offers; o != NULL && o->name != NULL; o++) {
		const struct kind *kind = kind_named(o->kind);
		struct node *item;

		if (!str_has_word(o->states, rec->state) || !term_holds(v->c, rec, NULL, o->when) || !record_may_create(v->c, kind))
			continue;
		item = node_item(node_in(node_in(v->root, "Record"), "offers"));
		node_put(item, "url", visit_path(v, "%s/new?%s=%s", kind->plural, o->field, rec->number));
		node_put(item, "icon", kind->icon);
		node_put(item, "text", word_of(v->c, rec->kind->name, "offer", o->name));
	}
}

/* The number of late inbox items, shown beside the state to every reader. */
static void
put_late(struct visit *v, const struct show *s)
{
	int late = 0;

	for (size_t i = 0; i < rows_count(s->waits); i++)
		late += rows_bool(s->waits, i, "late");
	if (late > 0)
		node_put(node_in(v->root, "Record"), "late", wordf(v->c, N_("%1 overdue"), mem_fmt(v->c, "%d", late), NULL));
}

static void
show(struct visit *v, const struct show *s)
{
	struct node *node = node_in(v->root, "Record");
	const struct record *rec = s->rec;
	const char *url = subject_path(v, rec->kind, rec->number), *hint;

	subject_put(v, rec);
	hint = mem_fmt(v->c, "%s.state.%s.hint", rec->kind->name, rec->state);
	if (words_known(words_language(), hint))
		node_put(node, "state_hint", word(hint));
	if (rec->visible != VISIBLE_SITE)
		node_put(node, "restricted",
		    word(rec->visible == VISIBLE_READERS ? N_("A draft: only its author can see it.")
					   : N_("Restricted: only the people concerned and those who decide "
						"can see it. Each view is recorded.")));
	if (record_editable(v->c, rec) != NULL)
		node_putf(node, "edit_url", "%s/edit", url);
	if (may(v->c, PERMIT_RECORD_COMMENT)) {
		node_putf(node, "watch_url", "%s/watch", url);
		node_put_flag(node, "watching",
		    rows_count(s->marks) > 0 && rows_bool(s->marks, 0, "watching"));
	}
	put_late(v, s);
	put_offers(v, rec);
	put_menu(v, rec);
	put_mine(v, rec);
	put_escalate(v, rec);
	put_handover(v, rec);
	put_banners(v, s);
	put_rulings(v, s);
}

const struct show_part show_head = { sizeof(struct show_head), ask, show };
