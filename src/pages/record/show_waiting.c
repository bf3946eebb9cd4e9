/* SPDX-License-Identifier: ISC */
/* Whom the record waits for.  What is waited for to meet a condition is said there (show_conditions.c), all else in a list of its own. */
#include "pages/record/show.h"

#include "base/date.h"
#include "base/str.h"
#include "view/words.h"
#include "web/layout.h"
#include "web/over.h"

#include <string.h>

enum { NAMES_SHOWN = 4 };

struct show_waiting {
	bool *told;                             /* for each of s->waits: it is said already */
};

/* Is it left to a right that no role has? */
static bool
is_nobodys(const struct rows *waits, size_t i)
{
	return (rows_text(waits, i, "account_id") == NULL && *rows_str(waits, i, "roles") == '\0');
}

static const char *
who_of(struct visit *v, const struct rows *waits, size_t i)
{
	const char *roles, *department = rows_text(waits, i, "department");

	if (rows_text(waits, i, "account_id") != NULL)
		return (rows_str(waits, i, "name"));
	if (is_nobodys(waits, i))
		return (word(N_("nobody: no role has this right. Ask an administrator of the site.")));
	roles = over_role_names(v->c, rows_str(waits, i, "roles"));
	return (department == NULL ? roles : wordf(v->c, N_("%1 of %2"), roles, over_name(department, rows_str(waits, i, "department_en"))));
}

static bool
is_mine(const struct visit *v, const struct show *s, size_t i)
{
	const struct rows *w = s->waits;
	const char *permission = rows_text(w, i, "permission"), *me = v->c->me->id_text;
	enum permit right;

	if (permission == NULL)
		return (str_eq(rows_text(w, i, "account_id"), me));
	if (str_eq(rows_str(w, i, "action"), "decide"))
		return (s->ballots[0] != NULL);
	if (str_eq(rows_text(w, i, "except_id"), me) || rows_bool(w, i, "barred"))
		return (false);
	right = permit_named(permission);
	return (rows_text(w, i, "department_id") == NULL ? may(v->c, right) : may_for(v->c, right, rows_int(w, i, "department_id")));
}

static void
put_days(const struct visit *v, struct node *node, const char *since)
{
	int32_t from, today;

	if (date_read(mem_strn(v->c, since, 10), &from) && date_read(v->c->today, &today) &&
	    today > from)
		node_put_int(node, "days", today - from);
}

/* ---- several items as one line */

/* Does item ${i} belong to a line about ${action}, due then (NULL: whenever)? */
static bool
is_of(const struct show *s, size_t i, const char *action, const char *due)
{
	return (str_eq(rows_str(s->waits, i, "action"), action) && (due == NULL || str_eq(rows_str(s->waits, i, "due"), due)));
}

/* Whom item ${i} is about, in words for this person; sets *mine when it is theirs. */
static const char *
named(struct visit *v, const struct show *s, size_t i, bool *mine)
{
	if (!is_mine(v, s, i))
		return (who_of(v, s->waits, i));
	*mine = true;
	return (word(rows_text(s->waits, i, "permission") == NULL ? N_("you") : N_("you or others")));
}

/* The first few by name, this person before all. */
static const char *
names_of(struct visit *v, const struct show *s, const char *action, const char *due, bool *mine)
{
	struct buf *b = buf_new(v->c);
	size_t n = 0;

	for (int others = 0; others < 2; others++)
		for (size_t i = 0; i < rows_count(s->waits); i++) {
			if (!is_of(s, i, action, due) || is_mine(v, s, i) == (others == 1))
				continue;
			if (n++ < NAMES_SHOWN)
				buf_fmt(b, "%s%s", b->len == 0 ? "" : word(N_(", ")), named(v, s, i, mine));
		}
	return (n <= NAMES_SHOWN ? b->data : wordf(v->c, N_("%1 and others, %2 in all"), b->data, mem_fmt(v->c, "%zu", n)));
}

static void
put_line(struct visit *v, const struct show *s, struct node *node, const char *action, const char *due, bool tells)
{
	struct show_waiting *p = PART_OF(s, show_waiting);
	const struct rows *w = s->waits;
	const char *since = NULL, *first = NULL;
	bool mine = false, barred = false, late = false;

	for (size_t i = 0; i < rows_count(w); i++) {
		if (!is_of(s, i, action, due))
			continue;
		p->told[i] = p->told[i] || tells;
		since = since == NULL || strcmp(rows_str(w, i, "since"), since) < 0 ? rows_str(w, i, "since") : since;
		if (*rows_str(w, i, "due") != '\0' && (first == NULL || strcmp(rows_str(w, i, "due"), first) < 0))
			first = rows_str(w, i, "due");
		late = late || rows_bool(w, i, "late");
		barred = barred || (rows_bool(w, i, "barred") && may(v->c, permit_named(rows_str(w, i, "permission"))));
	}
	node_put(node, "who", names_of(v, s, action, due, &mine));
	node_put(node, "since", since);
	put_days(v, node, str_or(since, ""));
	node_put(node, "due", first);
	node_put_flag(node, "late", late);
	node_put_flag(node, "mine", mine);
	if (barred)
		node_put(node, "barred", word(N_("Not by you, because you are involved in this record. Others with this right decide.")));
}

/* ---- for the parts */

/* Room for what is told, once the rows are there; whichever part comes first. */
static struct show_waiting *
state_of(const struct visit *v, const struct show *s)
{
	struct show_waiting *p = PART_OF(s, show_waiting);

	if (p != NULL && p->told == NULL)
		p->told = mem_array(v->c, bool, rows_count(s->waits) + 1);
	return (p);
}

bool
show_put_waited(struct visit *v, const struct show *s, struct node *node, const char *action, bool tells)
{
	if (state_of(v, s) == NULL)
		return (false);
	for (size_t i = 0; i < rows_count(s->waits); i++)
		if (is_of(s, i, action, NULL)) {
			put_line(v, s, node, action, NULL, tells);
			return (true);
		}
	return (false);
}

/* What nothing else on the page has said: one line for all who are waited for with the same until the same day. */
static void
put_waiting(struct visit *v, const struct show *s)
{
	const struct show_waiting *p = state_of(v, s);

	for (size_t i = 0; i < rows_count(s->waits); i++) {
		const char *action = rows_str(s->waits, i, "action");
		struct node *node;

		if (p->told[i])
			continue;
		node = node_item(node_in(v->root, "Waiting"));
		node_put(node, "what", over_waits(v->c, s->rec->kind->name, action));
		put_line(v, s, node, action, rows_str(s->waits, i, "due"), true);
	}
}

/* ---- what happened, and who is next */

/* "Next: triage it, by the technical department. Due 2026-12-14." of what is waited for first; "": nothing is. */
static const char *
next_in_words(struct visit *v, const struct show *s)
{
	const char *action = rows_count(s->waits) == 0 ? NULL : rows_str(s->waits, 0, "action"), *due, *next, *what;
	bool mine = false;

	if (action == NULL)
		return (wordf(v->c, N_("It is now: %1."), word_of(v->c, s->rec->kind->name, "state", s->rec->state), NULL));
	due = rows_str(s->waits, 0, "due");
	what = over_waits(v->c, s->rec->kind->name, action);
	next = is_nobodys(s->waits, 0)
	    ? wordf(v->c, N_("Next: %1, but no role has the right to do it. Ask an administrator of the site."), what, NULL)
	    : wordf(v->c, N_("Next: %1, by %2."), what, names_of(v, s, action, NULL, &mine));
	return (*due == '\0' ? next : wordf(v->c, N_("%1 %2"), next, wordf(v->c, N_("Due %1."), due, NULL)));
}

static void
put_came(struct visit *v, const struct show *s)
{
	const char *did = layout_came(v, SHOW_DID), *then = did != NULL ? wordf(v->c, N_("You %1."), did, NULL) : layout_came(v, SHOW_THEN);
	struct node *flash = node_in(v->root, "Flash");

	if (then == NULL)
		return;
	node_put(flash, "text", wordf(v->c, N_("%1 %2"), then, next_in_words(v, s)));
	node_put(flash, "tone", "ok");
}

/* Reminders are for people who wait for somebody else: the author, submitter or owner. */
static void
put_urge(struct visit *v, const struct show *s)
{
	struct node *node;
	size_t mine = 0;

	for (size_t i = 0; i < rows_count(s->waits); i++)
		mine += is_mine(v, s, i);
	if (rows_count(s->waits) == mine ||
	    !(record_is_self(v->c, s->rec) || record_is(v->c, s->rec, "@owner")))
		return;
	node = node_in(v->root, "Waiting_urge");
	node_putf(node, "url", "%s/urge", subject_path(v, s->rec->kind, s->rec->number));
	node_put_flag(node, "done", rows_count(s->marks) > 0 && rows_bool(s->marks, 0, "urged"));
}

static void
ask(struct visit *v, struct show *s)
{
	show_ask_rows(v, s, STMT_RECORD_WAITS, &s->waits);
	db_ask(v->c->db, v->c, STMT_RECORD_MARKS, &s->marks, ARGS(v->c->site_id, s->subject.number, v->c->today));
}

static void
show(struct visit *v, const struct show *s)
{
	put_came(v, s);
	put_waiting(v, s);
	put_urge(v, s);
}

const struct show_part show_waiting = { sizeof(struct show_waiting), ask, show };
