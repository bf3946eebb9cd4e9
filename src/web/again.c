/* SPDX-License-Identifier: ISC */
#include "web/again.h"

#include "base/random.h"
#include "base/str.h"
#include "http/url.h"
#include "record/kind.h"
#include "view/words.h"
#include "web/subject.h"

#include <string.h>

enum { SHORT = 40 /* bytes: longer ones were typed, not chosen */ };

bool
again_is_secret(const char *name)
{
	return (strstr(name, "password") != NULL || str_eq(name, "code"));
}

/* Was it typed, rather than chosen or given along? */
static bool
is_text(const struct pair *p)
{
	if (str_has_word("key ticket next", p->name) || str_starts(p->name, "keep."))
		return (false);
	if (strlen(p->value) > SHORT)
		return (true);
	for (const char *s = p->value; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80 || *s == ' ' || *s == '\n')
			return (true);
	return (false);
}

/* The name of a field as its page calls it, as far as it is known here. */
static const char *
label_of(struct visit *v, const char *name)
{
	const struct kind *kind = kind_of_plural(str_or(visit_arg(v, "kind"), ""));

	return (subject_label_or(v, kind == NULL ? "" : kind->name, name, word(N_("What you typed"))));
}

static void
put_field(struct visit *v, struct node *again, const struct pair *p)
{
	struct node *node;
	bool secret = again_is_secret(p->name);

	if (!secret && !is_text(p)) {
		node = node_item(node_in(again, "hidden"));
	} else {
		node = node_item(node_in(again, "fields"));
		node_put(node, "label", secret ? word(str_eq(p->name, "code") ? N_("Code") : N_("Password")) : label_of(v, p->name));
		node_put_flag(node, "secret", secret);
		node_put_flag(node, "long", strlen(p->value) > SHORT || strchr(p->value, '\n') != NULL);
	}
	node_put(node, "name", p->name);
	node_put(node, "value", secret ? "" : p->value);
}

void
again_put(struct visit *v, struct node *error)
{
	struct node *again = node_in(error, "again");
	const struct request *req = v->req;

	if (req->form.n == 0 || req->path_raw == NULL || !url_is_local(req->path_raw))
		return;
	node_putf(again, "url", "%s%s%s", req->path_raw, str_empty(req->query_raw) ? "" : "?", str_or(req->query_raw, ""));
	node_put_flag(again, "files", req->n_uploads > 0);
	node_put_flag(again, "multipart", str_starts(req->content_type, "multipart/"));
	node_put(again, "token", visit_form(v, "token"));
	node_put_flag(again, "other", v->first != NULL);
	for (size_t i = 0; i < req->form.n; i++) {
		struct pair p = req->form.pair[i];

		/* What says something else than before is another form. */
		if (v->first != NULL && str_eq(p.name, "key"))
			p.value = random_code(v->c, 16);
		if (!str_eq(p.name, "token"))
			put_field(v, again, &p);
	}
}
