/* SPDX-License-Identifier: ISC */
#include "web/nav.h"

#include "base/str.h"
#include "record/kind.h"
#include "view/piece.h"
#include "view/words.h"

#include <inttypes.h>
#include <string.h>

#define MENU_COOKIE "gatehouse_menu"

/* Groups of the menu: those that kinds name (record/kind.h), and two that no kind is in. */
enum { GROUP_ADMINISTRATION = GROUPS_OF_KINDS, GROUP_OPERATION, GROUPS };

/* The names are those of the cookie (static/menu.js); the label is a word. What nobody has folded is as here. */
static const struct {
	const char *name, *label;
	bool open;
} groups[GROUPS] = {
	[GROUP_TOP] = { "", "", true },
	[GROUP_REQUIREMENTS] = { "requirements", N_("menu.requirements"), true },
	[GROUP_PROJECTS] = { "projects", N_("menu.projects"), true },
	[GROUP_FINANCE] = { "finance", N_("menu.finance"), false },
	[GROUP_INCENTIVES] = { "incentives", N_("menu.incentives"), false },
	[GROUP_PAPERS] = { "papers", N_("menu.papers"), false },
	[GROUP_ADMINISTRATION] = { "administration", N_("Administration"), false },
	[GROUP_OPERATION] = { "operation", N_("Operation"), true },
};

/* Where there is no site, or none that this person belongs to, they have their account beside their work. */
enum { ONLY_OUTSIDE = 1 };

/*
 * TO ADD ONE: a row; its label is a word.  A path that begins with "/" is an address, any other is one inside the site.
 * Permissions, one of which is enough, keep it from those who could not use it.  The key, if it has
 * one, leads there behind "g"; kinds have theirs too, and no two are the same.
 */
static const struct page {
	const char *path, *icon, *label;
	unsigned group, flags;
	enum permit permits[3];
	const char *key;
} pages[] = {
	{ "/", "inbox", N_("My work"), GROUP_TOP, .key = "w" },
	{ "/account", "person", N_("Account"), GROUP_TOP, ONLY_OUTSIDE },
	{ "", "home", N_("Dashboard"), GROUP_TOP, .key = "d" },
	{ "calendar", "calendar", N_("Calendar"), GROUP_TOP, .permits = { PERMIT_RECORD_VIEW } },
	{ "duties", "check", N_("Duties"), GROUP_TOP, .permits = { PERMIT_RECORD_VIEW } },
	{ "triage", "triage", N_("Triage"), GROUP_REQUIREMENTS, .permits = { PERMIT_REQUIREMENT_TRIAGE }, .key = "t" },
	{ "releases", "calendar", N_("Release calendar"), GROUP_PROJECTS, .permits = { PERMIT_RECORD_VIEW } },
	{ "resources", "department", N_("resources"), GROUP_PROJECTS, .permits = { PERMIT_RECORD_VIEW } },
	{ "reports/budget", "budget", N_("budget.report"), GROUP_FINANCE, .permits = { PERMIT_FINANCE_VIEW } },
	{ "reports/finance", "budget", N_("finance.report"), GROUP_FINANCE, .permits = { PERMIT_FINANCE_VIEW } },
	{ "points", "star", N_("Points"), GROUP_INCENTIVES, .key = "p" },
	{ "appraisal", "check", N_("appraisal"), GROUP_INCENTIVES },
	{ "flow", "clock", N_("flow.report"), GROUP_PAPERS, .permits = { PERMIT_RECORD_VIEW } },
	{ "ledger", "book", N_("Ledger"), GROUP_PAPERS, .permits = { PERMIT_RECORD_VIEW }, .key = "b" },
	{ "compliance", "check", N_("Compliance map"), GROUP_PAPERS, .permits = { PERMIT_COMPLIANCE_VIEW } },
	{ "handover", "people", N_("Hand over"), GROUP_ADMINISTRATION, .permits = { PERMIT_RECORD_HANDOVER } },
	{ "settings/members", "people", N_("Members"), GROUP_ADMINISTRATION, .permits = { PERMIT_MEMBERS_MANAGE } },
	{ "settings/departments", "department", N_("Departments"), GROUP_ADMINISTRATION, .permits = { PERMIT_MEMBERS_MANAGE } },
	{ "settings/roles", "key", N_("Roles"), GROUP_ADMINISTRATION, .permits = { PERMIT_ROLES_MANAGE } },
	{ "settings/two-people", "people", N_("Two people"), GROUP_ADMINISTRATION, .permits = { PERMIT_GROUP_DECIDE, PERMIT_MEMBERS_MANAGE, PERMIT_ROLES_MANAGE } },
	{ "settings/rules", "gear", N_("Rules"), GROUP_ADMINISTRATION, .permits = { PERMIT_SETTINGS_MANAGE } },
	{ "settings/privacy", "notice", N_("Notice on personal data"), GROUP_ADMINISTRATION, .permits = { PERMIT_SETTINGS_MANAGE } },
	{ "settings/import", "export", N_("Import"), GROUP_ADMINISTRATION, .permits = { PERMIT_RECORD_IMPORT } },
	{ "settings/messages", "bell", N_("Messages and robots"), GROUP_ADMINISTRATION, .permits = { PERMIT_SETTINGS_MANAGE } },
	{ "settings/calendar", "calendar", N_("Working days"), GROUP_ADMINISTRATION, .permits = { PERMIT_SETTINGS_MANAGE } },
	{ "history", "clock", N_("History"), GROUP_ADMINISTRATION, .permits = { PERMIT_HISTORY_VIEW }, .key = "h" },
	{ "/operator/sites", "gate", N_("Sites"), GROUP_OPERATION },
	{ "/operator/accounts", "people", N_("Accounts"), GROUP_OPERATION },
	{ "/operator/two-people", "key", N_("Two people"), GROUP_OPERATION },
	{ "/operator/privacy", "notice", N_("Notice on personal data"), GROUP_OPERATION },
};

/* One of several is enough, and none is needed where none is named. */
static bool
may_any(const struct ctx *c, const enum permit *permits, size_t n)
{
	for (size_t i = 0; i < n && permits[i] != PERMIT_NONE; i++)
		if (may(c, permits[i]))
			return (true);
	return (permits[0] == PERMIT_NONE);
}

static bool
is_inside(const struct ctx *c)
{
	return (c->site != NULL && c->me->is_member);
}

static bool
is_offered(const struct ctx *c, const struct page *p)
{
	if (p->group == GROUP_OPERATION)
		return (c->me->is_operator);
	if (*p->path == '/')
		return (!(p->flags & ONLY_OUTSIDE) || !is_inside(c));
	return (is_inside(c) && may_any(c, p->permits, ARRAY_LEN(p->permits)));
}

/* Is ${here} the page ${path}, or below it?  Below the first pages, "/" and the dashboard, is everything: they are themselves alone. */
static bool
is_below(const char *here, const char *path)
{
	size_t n = strlen(path);

	if (n == 0 || str_eq(path, "/"))
		return (str_eq(here, path));
	return (str_starts(here, path) && (here[n] == '\0' || here[n] == '/'));
}

/* The path of the entry that the page belongs to, as the tables write it; NULL when none. */
static const char *
current_entry(const struct visit *v)
{
	const char *here = str_or(v->req->path, ""), *site = v->c->site == NULL ? NULL : visit_path(v, "%s", "");

	if (site != NULL && str_starts(here, site))
		here += strlen(site);
	for (size_t i = 0; i < ARRAY_LEN(pages); i++)
		if (is_below(here, pages[i].path))
			return (pages[i].path);
	for (size_t i = 0; kinds[i] != NULL; i++)
		if (is_below(here, kinds[i]->plural))
			return (kinds[i]->plural);
	return (NULL);
}

/* The groups that this browser has folded, or unfolded, against the table: a bit for each. */
static unsigned
turned_groups(const struct visit *v)
{
	char *names = mem_str(v->c, nav_folds(v));
	unsigned turned = 0;

	/* Names are parted by dots: blanks are not for cookies (RFC 6265, 4.1.1). */
	for (char *s = names; *s != '\0'; s++)
		*s = *s == '.' ? ' ' : *s;
	for (unsigned g = GROUP_TOP + 1; g < GROUPS; g++)
		turned |= str_has_word(names, groups[g].name) ? 1U << g : 0;
	return (turned);
}

const char *
nav_folds(const struct visit *v)
{
	return (str_or(pairs_get(&v->req->cookies, MENU_COOKIE), ""));
}

static void
put_entry(struct visit *v, struct node *group, const char *current, const struct page *p)
{
	const char *path = p->path;

	struct node *item = node_item(node_in(group, "items"));

	node_put(item, "url", *path == '/' ? path : visit_path(v, "%s", path));
	node_put(item, "icon", p->icon);
	node_put(item, "text", word(p->label));
	if (p->key != NULL)
		node_put(item, "key", p->key);
	if (current != path)
		return;
	node_put_flag(item, "current", true);
	node_put_flag(group, "open", true);
}

static void
put_group(struct visit *v, struct node *group, unsigned g, const char *current)
{
	if (is_inside(v->c))
		for (size_t i = 0; kinds[i] != NULL; i++)
			if (kinds[i]->group == g)
				put_entry(v, group, current, &(struct page){ kinds[i]->plural, kinds[i]->icon, mem_fmt(v->c, "%s.plural", kinds[i]->name), .key = kinds[i]->key });
	for (size_t i = 0; i < ARRAY_LEN(pages); i++)
		if (pages[i].group == g && is_offered(v->c, &pages[i]))
			put_entry(v, group, current, &pages[i]);
}

static void
fill_nav(struct visit *v, struct node *nav, unsigned turned, const char *current)
{
	for (unsigned g = 0; g < GROUPS; g++) {
		struct node *group = node_item(nav);

		node_put(group, "name", groups[g].name);
		node_put(group, "label", *groups[g].label == '\0' ? "" : word(groups[g].label));
		node_put_flag(group, "usual", groups[g].open);
		node_put_flag(group, "open", groups[g].open != ((turned >> g & 1) != 0));
		put_group(v, group, g, current);
	}
}

/*
 * The menu is made of the site's address, the person's rights as this request read them, the entry it is at and the groups that are
 * folded: of nothing else.
 */
struct err *
nav_put(struct visit *v)
{
	const struct member *me = v->c->me;
	const char *current, *html;
	unsigned turned;
	struct buf *of;
	struct view *view;

	if (me == NULL || me->account_id == 0)
		return (OK);
	current = current_entry(v);
	turned = turned_groups(v);
	of = buf_new(v->c);
	buf_fmt(of, "%s\n%d%d\n%s\n%x\n", v->c->site == NULL ? "" : v->c->site->slug, me->is_member, me->is_operator, current == NULL ? "-" : current, turned);
	for (size_t i = 0; i < ARRAY_LEN(me->permits.bits); i++)
		buf_fmt(of, "%" PRIx64 " ", me->permits.bits[i]);
	html = piece_find(v->c, "nav", of);
	if (html == NULL) {
		view = view_new(v->c);
		fill_nav(v, node_in(view_root(view), "Nav"), turned, current);
		TRY(piece_render(view, "nav", of, &html));
	}
	node_put_html(node_in(v->root, "Page"), "nav_html", html);
	return (OK);
}
