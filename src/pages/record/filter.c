/* SPDX-License-Identifier: ISC */
#include "pages/record/filter.h"

#include "base/str.h"
#include "record/kind.h"
#include "view/words.h"

#include <string.h>

enum { NAME_MAX_CHARS = 60, QUERY_MAX = 4000 };

bool
filter_is_query(const char *text)
{
	return (*text != '\0' && strlen(text) <= QUERY_MAX &&
		strspn(text,
		    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~%&=+,") ==
		    strlen(text));
}

static struct err *
keep(struct visit *v, const struct kind *kind, const char *list)
{
	struct ctx *c = v->c;
	char *name = form_line(c, visit_form(v, "name"));
	const char *query = visit_form(v, "query"), *shared = visit_form(v, "shared");

	if (!filter_is_query(query))
		return (RAISE(ERR_INVALID, "no query of a list"));
	list = mem_fmt(c, "%s?%s", list, query);
	if (*name == '\0' || str_chars(name) > NAME_MAX_CHARS)
		return (visit_go(
		    v, list, N_("Not saved: a filter needs a name of at most 60 characters.")));
	if (*shared != '\0')
		TRY(permit_check(c, PERMIT_FILTER_SHARE));
	db_ask(c->db, c, STMT_FILTER_KEEP, NULL,
	    ARGS(c->site_id, c->me->id_text, kind->name, name, query, *shared != '\0' ? "t" : "f",
		c->now));
	return (visit_go(v, list, N_("The filter was saved.")));
}

static struct err *
drop(struct visit *v, const char *id, const char *list)
{
	struct ctx *c = v->c;
	struct rows *dropped;
	int64_t n;

	if (!str_to_int(id, 1, INT64_MAX, &n))
		return (RAISE(ERR_INVALID, "no filter \"%s\"", id));
	TRY(db_run(c->db, c, STMT_FILTER_DROP, &dropped, ARGS(c->site_id, c->me->id_text, id)));
	if (rows_count(dropped) == 0)
		return (RAISE(ERR_NOT_FOUND, "filter %s is not theirs", id));
	return (visit_go(v, list, N_("The filter was removed.")));
}

struct err *
filter_answer(struct visit *v)
{
	const struct kind *kind = kind_of_plural(visit_query(v, "kind"));
	const char *id = str_or(visit_arg(v, "filter"), visit_form(v, "remove")), *list;

	if (kind == NULL)
		return (RAISE(ERR_NOT_FOUND, "no kind \"%s\"", visit_query(v, "kind")));
	list = visit_path(v, "%s", kind->plural);
	return (*id == '\0' ? keep(v, kind, list) : drop(v, id, list));
}
