/* SPDX-License-Identifier: ISC */
#include "web/nav.h"

#include "base/str.h"
#include "record/kind.h"
#include "view/piece.h"
#include "view/words.h"

#include <inttypes.h>
#include <string.h>

/* One entry of the menu, marked when it is ${current}. */
static void
put_entry(struct node *group, const char *current, const char *url, const char *icon, const char *label)
{
	struct node *item = node_item(group);

	node_put(item, "url", url);
	node_put(item, "icon", icon);
	node_put(item, "text", word(label));
	node_put_flag(item, "current", str_eq(url, current));
}

/* TO ADD ONE: a row; its label is a word. Permissions, one of which is enough, keep it from those who could not use it. */
static const struct {
	const char *path, *icon, *label;
	enum permit permits[3];
} site_pages[] = {
	{ "", "home", N_("Dashboard") },
	{ "triage", "triage", N_("Triage"), { PERMIT_REQUIREMENT_TRIAGE } },
	{ "ledger", "book", N_("Ledger"), { PERMIT_RECORD_VIEW } },
	{ "points", "star", N_("Points") },
	{ "reports/budget", "budget", N_("budget.report"), { PERMIT_FINANCE_VIEW } },
	{ "handover", "people", N_("Hand over"), { PERMIT_RECORD_HANDOVER } },
	{ "settings/members", "people", N_("Members"), { PERMIT_MEMBERS_MANAGE } },
	{ "settings/departments", "department", N_("Departments"), { PERMIT_MEMBERS_MANAGE } },
	{ "settings/roles", "key", N_("Roles"), { PERMIT_ROLES_MANAGE } },
	{ "settings/two-people", "people", N_("Two people"), { PERMIT_GROUP_DECIDE, PERMIT_MEMBERS_MANAGE, PERMIT_ROLES_MANAGE } },
	{ "settings/rules", "gear", N_("Rules"), { PERMIT_SETTINGS_MANAGE } },
	{ "settings/privacy", "notice", N_("Notice on personal data"), { PERMIT_SETTINGS_MANAGE } },
	{ "settings/import", "export", N_("Import"), { PERMIT_RECORD_IMPORT } },
	{ "settings/calendar", "calendar", N_("Working days"), { PERMIT_SETTINGS_MANAGE } },
	{ "history", "clock", N_("History"), { PERMIT_HISTORY_VIEW } },
};

static struct node *
new_group(struct node *nav, const char *label)
{
	struct node *group = node_item(nav);

	node_put(group, "label", label == NULL ? "" : word(label));
	return (node_in(group, "items"));
}

/* One of several is enough, and none is needed where none is named. */
static bool
may_any(const struct ctx *c, const enum permit *permits, size_t n)
{
	for (size_t i = 0; i < n && permits[i] != PERMIT_NONE; i++)
		if (may(c, permits[i]))
			return (true);
	return (permits[0] == PERMIT_NONE);
}

/* TO ADD ONE: a row. */
static const struct {
	const char *url, *icon, *label;
} operator_pages[] = {
	{ "/operator/sites", "gate", N_("Sites") },
	{ "/operator/accounts", "people", N_("Accounts") },
	{ "/operator/two-people", "key", N_("Two people") },
	{ "/operator/privacy", "notice", N_("Notice on personal data") },
};

/* Is the page it, or below it? */
static bool
is_below(const char *path, const char *url)
{
	size_t n = strlen(url);

	return (str_starts(path, url) && (path[n] == '\0' || path[n] == '/'));
}

/* The address of the site's entry that the page belongs to; ${rest}: its path inside the site. NULL when none. */
static const char *
current_in_site(const struct visit *v, const char *rest)
{
	if (*rest == '\0')
		return (visit_path(v, "%s", ""));
	for (size_t i = 0; i < ARRAY_LEN(site_pages); i++)
		if (*site_pages[i].path != '\0' && is_below(rest, site_pages[i].path))
			return (visit_path(v, "%s", site_pages[i].path));
	for (size_t i = 0; kinds[i] != NULL; i++)
		if (is_below(rest, kinds[i]->plural))
			return (visit_path(v, "%s", kinds[i]->plural));
	return (NULL);
}

/* The address of the entry that the page belongs to; "" when none. */
static const char *
current_entry(const struct visit *v)
{
	const char *path = str_or(v->req->path, ""), *site = v->c->site == NULL ? NULL : visit_path(v, "%s", ""), *current = NULL;

	if (site != NULL && str_starts(path, site))
		current = current_in_site(v, path + strlen(site));
	for (size_t i = 0; current == NULL && i < ARRAY_LEN(operator_pages); i++)
		if (is_below(path, operator_pages[i].url))
			return (operator_pages[i].url);
	if (current == NULL && is_below(path, "/account"))
		return ("/account");
	return (current != NULL ? current : str_eq(path, "/") ? "/" : "");
}

static void
put_site_nav(struct visit *v, struct node *nav, const char *current)
{
	struct node *work = new_group(nav, N_("Work")), *records = new_group(nav, N_("Records")), *admin = new_group(nav, N_("Administration"));

	put_entry(work, current, "/", "inbox", N_("My work"));
	for (size_t i = 0; i < ARRAY_LEN(site_pages); i++)
		if (may_any(v->c, site_pages[i].permits, ARRAY_LEN(site_pages[i].permits)))
			put_entry(i < 6 ? work : admin, current, visit_path(v, "%s", site_pages[i].path), site_pages[i].icon, site_pages[i].label);
	for (size_t i = 0; kinds[i] != NULL; i++)
		put_entry(records, current, visit_path(v, "%s", kinds[i]->plural), kinds[i]->icon, mem_fmt(v->c, "%s.plural", kinds[i]->name));
}

static void
fill_nav(struct visit *v, struct node *nav, const char *current)
{
	if (v->c->site != NULL && v->c->me->is_member) {
		put_site_nav(v, nav, current);
	} else {
		struct node *work = new_group(nav, N_("Work"));

		put_entry(work, current, "/", "inbox", N_("My work"));
		put_entry(work, current, "/account", "person", N_("Account"));
	}
	if (v->c->me->is_operator) {
		struct node *group = new_group(nav, N_("Operation"));

		for (size_t i = 0; i < ARRAY_LEN(operator_pages); i++)
			put_entry(group, current, operator_pages[i].url, operator_pages[i].icon, operator_pages[i].label);
	}
}

/* The menu is made of the site's address, the person's rights as this request read them, and the entry it is at: of nothing else. */
struct err *
nav_put(struct visit *v)
{
	const struct member *me = v->c->me;
	const char *current, *html;
	struct buf *of;
	struct view *view;

	if (me == NULL || me->account_id == 0)
		return (OK);
	current = current_entry(v);
	of = buf_new(v->c);
	buf_fmt(of, "%s\n%d%d\n%s\n", v->c->site == NULL ? "" : v->c->site->slug, me->is_member, me->is_operator, current);
	for (size_t i = 0; i < ARRAY_LEN(me->permits.bits); i++)
		buf_fmt(of, "%" PRIx64 " ", me->permits.bits[i]);
	html = piece_find(v->c, "nav", of);
	if (html == NULL) {
		view = view_new(v->c);
		fill_nav(v, node_in(view_root(view), "Nav"), current);
		TRY(piece_render(view, "nav", of, &html));
	}
	node_put_html(node_in(v->root, "Page"), "nav_html", html);
	return (OK);
}
