/* SPDX-License-Identifier: ISC */
#include "web/visit.h"

#include "base/fold.h"
#include "base/log.h"
#include "base/random.h"
#include "record/kind.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>

/* A route that names the wrong state is a mistake of ours.  The page would read another page's data, so the worker stops here. */
void *
visit_state(const struct visit *v, const size_t *name, size_t size)
{
	if (v->route->state == name && *name == size)
		return (v->state);
	log_line(LOG_ERROR, "the route \"%s\" names another state than its page reads", v->route->pattern);
	abort();
}

void
visit_empty_state(struct visit *v)
{
	v->state = v->route->state == NULL ? NULL : mem_array(v->c, char, *v->route->state);
}

const char *
visit_arg(const struct visit *v, const char *name)
{
	for (size_t i = 0; i < ROUTE_ARGS_MAX; i++)
		if (str_eq(v->args[i].name, name))
			return (v->args[i].value);
	return (NULL);
}

const char *
visit_query(const struct visit *v, const char *name)
{
	return (str_or(pairs_get(&v->req->query, name), ""));
}

const char *
visit_form(const struct visit *v, const char *name)
{
	const char *value = pairs_get(&v->req->form, name);

	return (fold_is_empty(value) ? "" : value);
}

char *
visit_path(const struct visit *v, const char *fmt, ...)
{
	va_list args;
	char *rest;

	va_start(args, fmt);
	rest = mem_vfmt(v->c, fmt, args);
	va_end(args);
	return (v->c->site == NULL ? str_join(v->c, "/", rest) : str_join(v->c, "/", v->c->site->slug, "/", rest));
}

struct err *
visit_show(struct visit *v, const char *page, const char *title)
{
	v->page = page;
	node_put(node_in(v->root, "Page"), "title", word(title));
	return (OK);
}

struct err *
visit_again(struct visit *v, const char *page, const char *title)
{
	v->reply->status = 422;
	v->rolls_back = true;
	node_put_flag(node_in(v->root, "Page"), "wrong", true);
	return (visit_show(v, page, title));
}

struct err *
visit_go(struct visit *v, const char *path, const char *flash)
{
	v->page = NULL;
	v->flash = flash;
	reply_see_other(v->reply, path);
	return (OK);
}

struct err *
visit_go_new(struct visit *v, const char *path, const char *record_id, const struct rows *const *born, const char *flash)
{
	v->born = born;
	v->born_path = path;
	v->born_id = record_id;
	return (visit_go(v, path, flash));
}

void
visit_arrive(struct visit *v)
{
	if (v->born != NULL)
		reply_see_other(v->reply, mem_fmt(v->c, "%s/%s", v->born_path, rows_str(*v->born, 0, "number")));
}

/* ---- forms */

static const char *
posted(void *arg, const char *name, size_t *from)
{
	struct visit *v = arg;
	bool is_first = *from == 0;
	const char *value = pairs_next(&v->req->form, name, from);

	if (value != NULL || !is_first || v->shown == NULL)
		return (value);
	*from = SIZE_MAX;
	return (form_value(v->shown, name));
}

/*
 * The database refused a value that the form allowed: complain at the named field, else about
 * the whole form (case A).
 */
static void
complain_of_refusal(struct visit *v, struct form *form)
{
	const char *columns = v->refusal->columns, *said = str_join(v->c, "refused.", v->refusal->constraint);
	char column[64];

	if (!words_known(words_language(), said))
		said = N_("This value could not be saved. It is too large, too small or inconsistent with the rest of the form. Correct it and send the form again. If you cannot find the reason, ask your administrator.");
	while (word_next(&columns, column))
		if (form_input(form, column) != NULL) {
			form_complain(form, column, said, NULL);
			return;
		}
	form_complain(form, NULL, said, NULL);
}

struct form *
visit_read_form(struct visit *v, const char *name, const struct field *fields)
{
	struct form *form = form_read(v->c, name, fields, posted, v);

	if (v->refusal != NULL)
		complain_of_refusal(v, form);
	return (form);
}

struct form *
visit_read_changes(struct visit *v, const char *name, const struct field *fields, const struct form *shown)
{
	const struct pairs *said = &v->req->form;
	struct form *form;

	v->shown = v->view == NULL ? shown : NULL;
	form = visit_read_form(v, name, fields);
	v->shown = NULL;
	for (size_t i = 0; v->view == NULL && i < said->n; i++)
		if (field_find(fields, said->pair[i].name) == NULL)
			form_complain(form, NULL, N_("%1 cannot be changed here now."), said->pair[i].name);
	return (form);
}

struct err *
visit_complain(const struct visit *v, const struct form *form, const char *complaint, const char *arg)
{
	if (v->view != NULL)
		return (OK);
	for (size_t i = 0; form != NULL && i < form->n; i++)
		if (form->inputs[i].complaint != NULL)
			return (RAISE(ERR_INVALID, "\"%s\" of field \"%s\": %s", form->inputs[i].value, form->inputs[i].field->name,
			    wordf(v->c, form->inputs[i].complaint, form->inputs[i].complaint_arg, NULL)));
	if (form != NULL && form->complaint != NULL)
		return (RAISE(ERR_INVALID, "%s", wordf(v->c, form->complaint, form->complaint_arg, NULL)));
	return (RAISE(ERR_INVALID, "%s", wordf(v->c, str_or(complaint, "?"), arg, NULL)));
}
