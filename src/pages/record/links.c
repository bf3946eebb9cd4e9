/* SPDX-License-Identifier: ISC */
#include "pages/record/links.h"

#include "access/event.h"
#include "base/str.h"
#include "base/typed.h"
#include "pages/record/show.h"
#include "record/talk.h"
#include "view/words.h"

/* As they are written everywhere else; a browser sends one. */
static char **
numbers_of(struct visit *v)
{
	char **numbers = mem_array(v->c, char *, v->req->form.n + 1);
	const char *written;
	size_t from = 0;

	for (size_t n = 0; (written = pairs_next(&v->req->form, "other", &from)) != NULL; n++)
		numbers[n] = mem_str(v->c, str_or(typed_number(v->c, written), written));
	return (numbers);
}

/* ${other}: a row for each number that was found. */
static const char *
complaint_of(const struct record *rec, char **numbers, const struct rows *other)
{
	if (numbers[0] == NULL || numbers[rows_count(other)] != NULL)
		return (N_("There is no record with this number here. Check it, for example REQ-2026-0042."));
	for (size_t i = 0; i < rows_count(other); i++)
		if (str_eq(rows_text(other, i, "id"), rec->id))
			return (N_("A record cannot be linked to itself."));
	return (NULL);
}

static struct err *
add(struct visit *v, struct record *rec, const char *path)
{
	struct ctx *c = v->c;
	char **numbers = numbers_of(v);
	const char *sort = str_or(visit_form(v, "sort"), "relates");
	struct show_typed typed = { .part = "link", .value = str_or(numbers[0], ""), .status = 422 };
	struct rows *other;

	/* The right comes first: whoever may link nothing here is refused, whatever number they wrote. */
	TRY(talk_may_support(c, rec));
	if (!str_has_word(talk_sorts(c, rec), sort))
		return (RAISE(ERR_INVALID, "no sort of link \"%s\"", sort));
	TRY(db_run(c->db, c, STMT_RECORD_RESOLVE, &other, ARGS(c->site_id, form_array(c, numbers), NULL)));
	typed.complaint = complaint_of(rec, numbers, other);
	if (typed.complaint != NULL)
		return (show_again(v, &typed));
	for (size_t i = 0; i < rows_count(other); i++)
		TRY(talk_link(c, rec, rows_text(other, i, "id"), sort));
	return (visit_go(v, path, N_("Linked.")));
}

/* "to-relates-42": which way, which sort, the other record. */
static struct err *
remove_link(struct visit *v, struct record *rec, const char *what, const char *path)
{
	struct ctx *c = v->c;
	char **part = str_split(c, mem_str(c, what), '-');
	struct record *holder = rec;
	struct rows *removed;
	bool to;
	int64_t id;

	if (part[0] == NULL || part[1] == NULL || part[2] == NULL ||
	    !str_to_int(part[2], 1, INT64_MAX, &id) || !str_has_word("relates evidence", part[1]))
		return (RAISE(ERR_INVALID, "no link \"%s\"", what));
	to = str_eq(part[0], "to");
	/* The link is part of what the record decides on that it leads from, whichever end it is taken away at. */
	if (!to)
		TRY(record_load(c, part[2], &holder));
	TRY(talk_rests_on(c, holder));
	TRY(db_run(c->db, c, STMT_LINK_REMOVE, &removed,
	    ARGS(c->site_id, to ? rec->id : part[2], to ? part[2] : rec->id, part[1],
		c->me->id_text)));
	if (rows_count(removed) == 0)
		return (RAISE(ERR_FORBIDDEN, "link \"%s\" of %s is not theirs", what, rec->number));
	event_say(event_new(c, "link.remove", rec->id, NULL), "other", part[2]);
	return (visit_go(v, path, N_("The link was removed.")));
}

struct err *
links_answer(struct visit *v)
{
	struct record *rec;
	const char *path, *what = visit_form(v, "remove");

	TRY(subject_read(v, &STATE_OF(v, subject_state)->subject, &rec));
	path = mem_fmt(v->c, "%s#links", subject_path(v, rec->kind, rec->number));
	return (*what == '\0' ? add(v, rec, path) : remove_link(v, rec, what, path));
}
