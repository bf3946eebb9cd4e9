/* SPDX-License-Identifier: ISC */
#include "pages/print.h"

#include "pages/markdown.h"
#include "pages/show.h"
#include "pages/telling.h"
#include "pages/value.h"
#include "view/words.h"

void
print_ask(struct visit *v)
{
	show_ask(v);
}

/* ---- the official notice: issuer in red, number, title, addressee, text, signature, date */

static const char *
addressee(struct visit *v, const struct record *rec)
{
	const char *audience = record_value(rec, "audience");

	if (str_eq(audience, "department"))
		return (rows_str(rec->row, 0, "audience_department_id.name"));
	if (str_eq(audience, "persons"))
		return (rows_str(rec->row, 0, "persons.name"));
	return (word_of(v->c, "notice", "audience", "all"));
}

static void
put_notice(struct visit *v, const struct record *rec)
{
	struct node *node = node_in(v->root, "Notice");
	const char *issuer = str_or(record_value(rec, "issuer"), v->c->site->name);

	node_put(node, "body", issuer);
	node_put(node, "number", rec->number);
	node_put(node, "title", rec->title);
	node_put(node, "to", addressee(v, rec));
	node_put_html(node, "text_html", markdown_html(v->c, record_value(rec, "body")));
	node_put(node, "signed", issuer);
	node_put(node, "date",
	    str_or(record_value(rec, "issued_on"),
		mem_strn(v->c, rows_str(rec->row, 0, "state_at"), 10)));
	if (str_eq(rec->state, "draft"))
		node_put(node, "note", word(N_("Draft, not published.")));
}

/* ---- everything else */

static void
put_plain(struct visit *v, const struct show *s)
{
	show_facts(v, s);
	/* At a glance on the screen, above the details on paper: nothing of it is lost. */
	show_rounds(v, s);
	show_files(v, s);
	telling_put(v, node_in(v->root, "History"), s->rec->kind, s->history);
}

struct err *
print_answer(struct visit *v)
{
	struct show *s = v->data;
	struct node *paper = node_in(v->root, "Paper");

	TRY(subject_read(v, &s->subject, &s->rec));
	subject_put(v, s->rec);
	node_put(paper, "back_url", subject_path(v, s->rec->kind, s->rec->number));
	node_put(paper, "printed", wordf(v->c, N_("Printed by %1 on %2"), v->c->me->name,
	    v->c->today));
	if (str_eq(s->rec->kind->name, "notice"))
		put_notice(v, s->rec);
	else
		put_plain(v, s);
	subject_note_view(v, s->rec);
	v->layout = "print";
	return (
	    visit_show(v, "record/print", mem_fmt(v->c, "%s %s", s->rec->number, s->rec->title)));
}
