/* SPDX-License-Identifier: ISC */
#include "web/subject.h"

#include "access/event.h"
#include "access/session.h"
#include "view/words.h"
#include "web/layout.h"

const size_t subject_state = sizeof(struct subject_state);

void
subject_ask(struct visit *v, struct subject *s, bool to_change)
{
	s->kind = kind_of_plural(visit_arg(v, "kind"));
	s->number = str_or(visit_arg(v, "number"), "");
	if (s->kind != NULL)
		record_ask(v->c, &s->asked, s->kind, s->number, to_change);
}

void
subject_ask_to_change(struct visit *v)
{
	subject_ask(v, &STATE_OF(v, subject_state)->subject, true);
}

struct form *
subject_ask_form(struct visit *v, const struct kind *kind, const struct field *fields)
{
	struct form *form;

	/* What the database refused is complained of in the language of whoever sent it, who is not known yet. */
	if (!v->is_early || v->refusal != NULL)
		return (NULL);
	form = visit_read_form(v, kind->name, fields);
	(void)record_ask_references(v->c, form);
	return (form);
}

struct err *
subject_read(struct visit *v, const struct subject *s, struct record **out)
{
	if (s->kind == NULL)
		return (RAISE(ERR_NOT_FOUND, "no kind \"%s\"", visit_arg(v, "kind")));
	TRY(record_read(v->c, &s->asked, out));
	subject_saw(v, (*out)->kind, (*out)->visible);
	/* Every page or print of a record is a view of it; it is noted here, so that no page can forget it. */
	if (v->req->method == METHOD_GET)
		subject_note_view(v, (*out)->id, (*out)->visible, (*out)->author_id, NULL);
	return (OK);
}

char *
subject_path(const struct visit *v, const struct kind *kind, const char *number)
{
	if (v->c->site == NULL)
		return (str_join(v->c, "/", kind->plural, "/", number));
	return (str_join(v->c, "/", v->c->site->slug, "/", kind->plural, "/", number));
}

char *
subject_path_of(struct visit *v, const char *number)
{
	const struct kind *kind = kind_of_number(number);

	subject_named(v, number);
	return (kind == NULL ? NULL : subject_path(v, kind, number));
}

void
subject_restart(struct visit *v)
{
	struct ctx *c = v->c;
	/* Written when the answers come, which is after this function has returned. */
	struct rows **opened = mem_new(c, struct rows *);

	db_rollback(c->db);
	c->events = NULL;
	visit_empty_state(v);
	session_ask(c, layout_cookie(v), false, opened);
}

const char *
subject_excuse(struct visit *v, struct err **err)
{
	const char *said;

	if (*err == OK || err_kind(*err) != ERR_CONFLICT || v->view == NULL)
		return (NULL);
	said =
	    mem_str(v->c, str_or(err_said(*err), N_("The record changed in the meantime, so nothing was saved. "
						    "Check what is new and decide again.")));
	err_free(*err);
	*err = OK;
	return (said);
}

/* ---- restricted records */

static struct err *
note_view(struct visit *v)
{
	struct ctx *c = v->c;
	struct event *e;
	struct rows *opened;

	session_ask(c, layout_cookie(v), true, &opened);
	e = event_new(c, "record.view", v->viewed, NULL);
	if (v->viewed_file != NULL)
		event_say(e, "name", v->viewed_file);
	event_flush(c);
	return (db_commit(c->db));
}

void
subject_saw(struct visit *v, const struct kind *kind, enum visibility visible)
{
	if (visible == VISIBLE_CIRCLE || (visible != VISIBLE_SITE && kind_is_restricted(kind)))
		v->is_restricted = true;
}

void
subject_named(struct visit *v, const char *name)
{
	const struct kind *kind = kind_of_number(name);

	if (kind != NULL && kind_is_restricted(kind))
		v->is_restricted = true;
}

void
subject_note_view(struct visit *v, const char *id, enum visibility visible, const char *author, const char *file)
{
	if (visible == VISIBLE_SITE || str_eq(author, v->c->me->id_text))
		return;
	v->viewed = mem_str(v->c, id);
	v->viewed_file = file == NULL ? NULL : mem_str(v->c, file);
	v->after = note_view;
}

/* ---- what every page about a record shows */

const char *
subject_label_or(struct visit *v, const char *form, const char *field, const char *otherwise)
{
	const char *own = str_join(v->c, form, ".field.", field), *shared = str_join(v->c, "field.", field);

	return (words_known(words_language(), own) ? word(own) : words_known(words_language(), shared) ? word(shared) : otherwise);
}

const char *
subject_label(struct visit *v, const char *kind, const char *field)
{
	return (subject_label_or(v, kind, field, str_join(v->c, "field.", field)));
}

void
subject_put_article(struct visit *v, struct node *node, const char *article)
{
	const char *key;

	if (article == NULL)
		return;
	key = str_join(v->c, "article.", article);
	node_put(node, "article", article);
	if (words_known(words_language(), key))
		node_put(node, "article_text", word(key));
}

/* The way here leads through the list; a browser that came from a filtered one puts its filters back (static/menu.js). */
static void
put_way(struct visit *v, const struct kind *kind)
{
	struct node *crumb = node_item(node_in(node_in(v->root, "Page"), "crumbs"));

	node_put(crumb, "url", visit_path(v, "%s", kind->plural));
	node_put(crumb, "text", word(mem_fmt(v->c, "%s.plural", kind->name)));
}

void
subject_put(struct visit *v, const struct record *rec)
{
	const struct state *state = kind_state(rec->kind, rec->state);
	struct node *node = node_in(v->root, "Record");

	node_put(node, "number", rec->number);
	node_put(node, "title", rec->title);
	node_put(node, "url", subject_path(v, rec->kind, rec->number));
	node_put_int(node, "version", rec->version);
	node_put(node, "kind", word(rec->kind->name));
	node_put(node, "icon", rec->kind->icon);
	node_put(node, "state", word_of(v->c, rec->kind->name, "state", rec->state));
	node_put(node, "tone", state == NULL ? "" : state->tone);
	put_way(v, rec->kind);
}
