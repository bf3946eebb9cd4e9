/* SPDX-License-Identifier: ISC */
#include "pages/account/login_kept.h"

#include "access/session.h"
#include "record/entry.h"
#include "view/words.h"

#include <string.h>

#define KEEP "keep."
#define KEEP_TOKEN KEEP "token"

enum { SEGMENTS = 6 };

/* Fields that are typed again or no longer needed. */
static bool
is_secret(const char *name)
{
	return (strstr(name, "password") != NULL || str_has_word("again code secret ticket", name));
}

static void
put_hidden(struct visit *v, const char *name, const char *value)
{
	struct node *item = node_item(node_in(node_in(v->root, "Login"), "keep"));

	node_put(item, "name", name);
	node_put(item, "value", value);
}

/* The account the form was given to, by its token; NULL: none in this browser. */
static const char *
account_of(struct visit *v, const char *token)
{
	return (session_form_account(v->c, v->cookie, visit_form(v, token)));
}

bool
login_kept(struct visit *v, const char *prefix)
{
	const char *token = *prefix == '\0' ? "token" : KEEP_TOKEN;

	if (account_of(v, token) == NULL)
		return (false);
	put_hidden(v, "token", visit_form(v, token));
	for (size_t i = 0; i < v->req->form.n; i++) {
		const struct pair *p = &v->req->form.pair[i];

		if (str_eq(p->name, token) || is_secret(p->name) || !str_starts(p->name, prefix))
			continue;
		put_hidden(v, p->name + strlen(prefix), p->value);
	}
	return (true);
}

bool
login_kept_is_there(const struct visit *v)
{
	return (!str_empty(visit_form(v, KEEP_TOKEN)));
}

bool
login_kept_is_of(struct visit *v, const char *account_id)
{
	return (str_eq(account_of(v, KEEP_TOKEN), account_id));
}

/* ---- saying what would be sent */

/* Forms whose labels may be meant: what the address is about comes first. */
struct about {
	const struct kind *kind;        /* NULL: no record's address */
	const char *form[SEGMENTS];
};

static void
find_about(struct visit *v, const char *path, struct about *about)
{
	char **part = str_split(v->c, mem_str(v->c, path + 1), '/');
	const struct entry *entry = NULL;
	size_t n = 0, forms = 0;

	*about = (struct about){ 0 };
	while (part[n] != NULL)
		n++;
	about->kind = n > 1 ? kind_of_plural(part[1]) : NULL;
	if (about->kind != NULL && n > 4 && str_eq(part[3], "entries"))
		entry = kind_entry(about->kind, part[4]);
	if (entry != NULL)
		about->form[forms++] = entry->table;
	if (about->kind != NULL)
		about->form[forms++] = about->kind->name;
	about->form[forms++] = about->kind != NULL ? "vote" : n > 0 && str_eq(part[0], "account") ? "account" : n > 1 && str_eq(part[1], "settings") ? "settings.rules" : "members";
	about->form[forms] = "login.kept";
}

static const char *
known(struct visit *v, const char *a, const char *b, const char *c)
{
	const char *key = mem_fmt(v->c, "%s.%s.%s", a, b, c);

	return (words_known(words_language(), key) ? word(key) : NULL);
}

/* The label of a field as its page has it; the name itself where no page says more. */
static const char *
label_of(struct visit *v, const struct about *about, const char *name)
{
	const char *label = NULL, *shared = mem_fmt(v->c, "field.%s", name);

	for (size_t i = 0; i < SEGMENTS && about->form[i] != NULL && label == NULL; i++)
		label = known(v, about->form[i], "field", name);
	if (label == NULL && words_known(words_language(), shared))
		label = word(shared);
	return (str_or(label, name));
}

/* One of a few values has words of its own, a move is called as its button. */
static const char *
value_of(struct visit *v, const struct about *about, const char *name, const char *value)
{
	const char *said = NULL;

	if (strlen(value) > 64 || *value == '\0')
		return (value);
	for (size_t i = 0; i < SEGMENTS && about->form[i] != NULL && said == NULL; i++)
		said = known(v, about->form[i], name, value);
	return (str_or(said, value));
}

/* What the page needs and nobody typed: told apart, so that what was typed is seen. */
static bool
is_of_the_page(const char *name)
{
	return (str_has_word("key version stamp next", name) || str_starts(name, "shown."));
}

struct err *
login_kept_show(struct visit *v, const char *path)
{
	struct node *node = node_in(v->root, "Login");
	struct about about;

	find_about(v, path, &about);
	node_put(node, "next", path);
	for (size_t i = 0; i < v->req->form.n; i++) {
		const struct pair *p = &v->req->form.pair[i];
		const char *name = p->name + strlen(KEEP);
		struct node *item;

		if (!str_starts(p->name, KEEP) || str_eq(p->name, KEEP_TOKEN) || is_secret(name))
			continue;
		put_hidden(v, name, p->value);
		item = node_item(node_in(node, *p->value == '\0' || is_of_the_page(name) ? "page" : "typed"));
		node_put(item, "label", label_of(v, &about, name));
		node_put(item, "value", value_of(v, &about, name, p->value));
	}
	v->layout = "plain";
	return (visit_show(v, "pages/login_continue", N_("Logged in")));
}
