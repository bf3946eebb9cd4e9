/* SPDX-License-Identifier: ISC */
/*
 * Shared by the pages about many records: which kinds and states to ask for,
 * one record as a line, texts with search hits marked.
 */
#ifndef WEB_OVER_H
#define WEB_OVER_H

#include "record/kind.h"
#include "web/visit.h"

/* Pairs of kind and state as two array literals of the same length, for unnest($2::text[], $3::text[]). */
struct over_states {
	const char *kinds;
	const char *states;
};
enum over_pick {
	OVER_ALL,
	OVER_OPEN,              /* not at an end */
	OVER_ENDED,
	OVER_BOARD,             /* open and handed in */
	OVER_DRAFTS,            /* seen by its author alone */
	OVER_APPROVALS,         /* somebody decides */
	OVER_READ,              /* somebody confirms having read it */
};
/* ${kind} and ${state} narrow the choice; NULL or "" do not. */
struct over_states over_states(struct ctx *c, enum over_pick pick, const char *kind, const char *state);
/* The open states, seen by all, of the kinds so marked. */
struct over_states over_boards(struct ctx *c, enum kind_flags marked);

/*
 * A row with kind, number, title and state as a line: kind, icon, number, title,
 * url, and state with its tone, due, since, late where the row has them.  Kind
 * and state are translated.  ${slug} is its site.
 */
void over_put_record(struct node *node, struct ctx *c, const char *slug, const struct rows *rows, size_t i);
/*
 * The task that a record waits for, in words for the person who has to do it
 * ("<kind>.waits.<action>", else the label of the move); NULL: neither exists.
 */
const char *over_wanted(struct ctx *c, const char *kind, const char *action);
/* The same in words for everybody: "Finish development tasks". */
const char *over_waits(struct ctx *c, const char *kind, const char *action);
/* What somebody did, as the history says it: "accepted it". */
const char *over_did(struct ctx *c, const char *kind, const char *action, const char *move);
/*
 * The roles in ${lines}, "key:name" a line, as their reader calls them: a built-in one by its key's word, a site's own by its name.
 * Ends with NULL.
 */
char **over_roles(struct ctx *c, const char *lines);
const char *over_role_names(struct ctx *c, const char *lines);   /* all in one text */
char **over_holders(struct ctx *c, const char *permission);      /* the same of those that hold a permission in the site; none: nobody can use it */
/* The name in the reader's language. */
const char *over_name(const char *name, const char *name_en);

/* ${text} as items {text, hit} under ${list}; ${words} are folded and blank-separated. */
void over_put_marked(struct node *list, struct ctx *c, const char *text, const char *words);

#endif
