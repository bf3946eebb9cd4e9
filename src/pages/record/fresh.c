/* SPDX-License-Identifier: ISC */
#include "pages/record/fresh.h"

#include "base/str.h"
#include "http/url.h"
#include "view/words.h"
#include "web/once.h"

void
fresh_ask(struct visit *v, struct fresh *f)
{
	f->key = once_ask_key(v, &f->first);
}

static void
put_first(struct visit *v, const char *location, const char *number, struct node *form)
{
	struct node *first = node_in(form, "first");

	node_put(first, "url", location);
	node_put(first, "text", wordf(v->c, N_("You have already handed this form in. It was saved as %1."), number, NULL));
	node_put(first, "label", wordf(v->c, N_("Open %1"), number, NULL));
	node_put(first, "another", url_with(v->c, v->req->path, &v->req->query, ONCE_NAME, NULL));
}

void
fresh_put(struct visit *v, const struct fresh *f, struct node *form)
{
	const char *location = rows_count(f->first) > 0 ? rows_str(f->first, 0, "location") : NULL, *number = once_number(location);

	node_put(form, "key", f->key);
	if (number != NULL)
		put_first(v, location, number, form);
}

void
fresh_keep(struct visit *v, struct node *form)
{
	node_put(form, "key", visit_form(v, "key"));
}
