/* SPDX-License-Identifier: ISC */
/*
 * The kind and the record that an address names: /{site}/{kind}/{number}/…
 * Shared by all pages about one record.
 */
#ifndef WEB_SUBJECT_H
#define WEB_SUBJECT_H

#include "record/record.h"
#include "web/visit.h"

struct subject {
	const struct kind *kind;          /* NULL: the address names none */
	const char *number;
	struct record_asked asked;
};

/* Queue what is needed of the record; ${to_change} locks it. */
void subject_ask(struct visit *v, struct subject *s, bool to_change);
/* The ask of routes that change the record and need nothing else of it. */
struct subject_state {
	struct subject subject;
};
extern const size_t subject_state;
void subject_ask_to_change(struct visit *v);
/* ERR_NOT_FOUND: no such kind, no such record, or this person may not see it. */
struct err *subject_read(struct visit *v, const struct subject *s, struct record **out) MUST_CHECK;
/*
 * The form of a POST with ${fields}, where its text is there before anything is known (v->is_early): read, and what it names is
 * queued for record_resolve.  NULL: it is not.
 */
struct form *subject_ask_form(struct visit *v, const struct kind *kind, const struct field *fields);
/* Address of a record: "/east/requirements/REQ-2026-0001". */
char *subject_path(const struct visit *v, const struct kind *kind, const char *number);
/* The same for whatever has this number, its kind told by the number's code; NULL: of no kind.  The page names it (subject_named). */
char *subject_path_of(struct visit *v, const char *number);
/*
 * Undo what this transaction did and begin a new, reading one: before a page is
 * shown again after a refusal, so that it shows what is stored.  The page's state is empty afterwards, and the page asks again.
 */
void subject_restart(struct visit *v);
/*
 * When ${err} is a conflict or a refusal that the page can show better than an
 * error page, free it and say which words describe it; else, and where nobody sees the page, NULL.
 */
const char *subject_excuse(struct visit *v, struct err **err);
/*
 * The page names a record of ${kind} that is visible like that: no browser keeps a page that names a restricted one (web/unchanged.h),
 * or remembers its title (static/menu.js).  The draft of a kind that is always restricted is as restricted as what comes of it.
 */
void subject_saw(struct visit *v, const struct kind *kind, enum visibility visible);
/*
 * The same of a record that a field names, "PEN-2026-0003 …", of which the page knows no more: restricted is what its kind always is.
 * Whoever shows such a name without a link (subject_path_of) says so.
 */
void subject_named(struct visit *v, const char *name);
/*
 * Viewing somebody else's restricted record is recorded in the history (RX.4), after the reply. subject_read
 * notes it for every page; this is for what does not read the record: ${file} of it is taken away (or NULL).
 */
void subject_note_view(struct visit *v, const char *id, enum visibility visible, const char *author, const char *file);
/* What "?" beside a thing opens (templates/part/article.cs); nothing without an article. */
void subject_put_article(struct visit *v, struct node *node, const char *article);
/* The name of a field of a kind: its own word, else the shared one. */
const char *subject_label(struct visit *v, const char *kind, const char *field);
/* The same for any form ("" : of none), or ${otherwise} where no page calls it anything. */
const char *subject_label_or(struct visit *v, const char *form, const char *field, const char *otherwise);
/* "Record": what every page about a record shows of it. */
void subject_put(struct visit *v, const struct record *rec);

#endif
