/* SPDX-License-Identifier: ISC */
/* The sections of a long page, one line each that says how it stands; and the bar that leads to the parts of every page. */
#include "pages/record/show.h"

#include "base/str.h"
#include "record/section.h"
#include "view/words.h"

/* What the parts tell of one section. */
struct told {
	struct node *node, *bar;
	struct buf *said;
	int64_t missing, open;
	bool filled;
};

struct show_sections {
	struct told *all;                       /* for each of the kind's sections; NULL: it has none, or this is not the page */
};

static size_t
count_sections(const struct kind *kind)
{
	size_t n = 0;

	while (kind->sections != NULL && kind->sections[n].name != NULL)
		n++;
	return (n);
}

/* ---- the bar */

struct node *
show_bar(const struct visit *v, const char *url, const char *label, int64_t count, int64_t missing)
{
	struct node *item = node_item(node_in(v->root, "Bar"));

	node_put(item, "url", url);
	node_put(item, "label", label);
	if (count > 0)
		node_put_int(item, "count", count);
	if (missing > 0)
		node_put_int(item, "missing", missing);
	return (item);
}

/* ---- for the parts */

static struct told *
told_of(const struct show *s, const struct section *section)
{
	const struct show_sections *p = PART_OF(s, show_sections);

	return (p == NULL || p->all == NULL || section == NULL ? NULL : &p->all[section - s->rec->kind->sections]);
}

static struct home
home_in(const struct visit *v, const struct show *s, const struct section *section)
{
	const struct told *told = told_of(s, section);

	return ((struct home){ told == NULL ? v->root : told->node, told == NULL ? NULL : section });
}

struct home
show_home(const struct visit *v, const struct show *s, enum home_of sort, const char *name)
{
	for (const struct section *x = s->rec->kind->sections; x != NULL && x->name != NULL; x++) {
		const char *const lists[] = { [HOME_FIELD] = x->fields, [HOME_ENTRY] = x->entries, [HOME_REPORT] = x->reports };

		if (str_has_word(str_or(lists[sort], ""), name))
			return (home_in(v, s, x));
	}
	return (home_in(v, s, NULL));
}

struct home
show_home_panel(const struct visit *v, const struct show *s, enum panel_sort panel)
{
	for (const struct section *x = s->rec->kind->sections; x != NULL && x->name != NULL; x++)
		if (x->panel == panel)
			return (home_in(v, s, x));
	return (home_in(v, s, NULL));
}

void
show_tell(const struct show *s, const struct section *section, const char *said, int64_t missing, int64_t open)
{
	struct told *told = told_of(s, section);

	if (told == NULL)
		return;
	told->filled = true;
	told->missing += missing;
	told->open += open;
	if (!str_empty(said))
		buf_fmt(told->said, "%s%s", told->said->len == 0 ? "" : " · ", said);
}

void
show_tell_count(const struct show *s, const struct entry *sort, int64_t count)
{
	for (const struct section *x = s->rec->kind->sections; x != NULL && x->name != NULL; x++)
		if (told_of(s, x) != NULL && count > 0 && str_eq(str_or(x->counted, ""), sort->name))
			node_put_int(told_of(s, x)->bar, "count", count);
}

const char *
show_section_at(const struct show *s, const char *state)
{
	for (const struct section *x = s->rec->kind->sections; x != NULL && x->name != NULL; x++) {
		const struct told *told = told_of(s, x);

		if (told != NULL && told->filled && x->states != NULL && str_has_word(x->states, state))
			return (mem_fmt(told->said, "#s-%s", x->name));
	}
	return (NULL);
}

/* ---- before the parts: a node for each, in their order */

static void
show(struct visit *v, const struct show *s)
{
	struct show_sections *p = PART_OF(s, show_sections);
	const struct kind *kind = s->rec->kind;
	size_t n = count_sections(kind);

	show_bar(v, "#facts", word(N_("Summary")), 0, 0);
	if (n == 0)
		return;
	p->all = mem_array(v->c, struct told, n);
	for (size_t i = 0; i < n; i++) {
		struct told *told = &p->all[i];
		const char *label = word_of(v->c, kind->name, "section", kind->sections[i].name);

		told->node = node_item(node_in(v->root, "Sections"));
		told->bar = show_bar(v, mem_fmt(v->c, "#s-%s", kind->sections[i].name), label, 0, 0);
		told->said = buf_new(v->c);
		node_put(told->node, "name", kind->sections[i].name);
		node_put(told->node, "label", label);
	}
}

const struct show_part show_sections = { sizeof(struct show_sections), NULL, show };

/* ---- behind them: how each stands */

/* Open where the record is, and where a form was just sent from. */
static bool
is_open(const struct visit *v, const struct show *s, const struct section *section)
{
	return (str_has_word(str_or(section->states, ""), s->rec->state) ||
	    (v->came_at != NULL && str_has_word(str_or(section->entries, ""), v->came_at)));
}

static void
sum(struct visit *v, const struct show *s, const struct section *section, struct told *told)
{
	int stage = section->states == NULL ? 0 : show_stage(v, s, section->states);
	bool open = is_open(v, s, section);

	node_put_flag(told->node, "shown", told->filled || open);
	node_put_flag(told->bar, "hidden", !told->filled && !open);
	node_put_flag(told->node, "open", open);
	node_put_flag(told->node, "now", section->states != NULL && str_has_word(section->states, s->rec->state));
	node_put(told->node, "said", told->said->data);
	if (told->missing > 0) {
		node_put_int(told->node, "missing", told->missing);
		node_put_int(told->bar, "missing", told->missing);
	}
	if (told->open > 0)
		node_put_int(told->node, "unfinished", told->open);
	node_put_flag(told->node, "done", stage < 0);
}

static void
show_all_sums(struct visit *v, const struct show *s)
{
	const struct show_sections *p = PART_OF(s, show_sections);

	for (size_t i = 0; p != NULL && p->all != NULL && i < count_sections(s->rec->kind); i++)
		sum(v, s, &s->rec->kind->sections[i], &p->all[i]);
}

const struct show_part show_sums = { 0, NULL, show_all_sums };
