/* SPDX-License-Identifier: ISC */
/*
 * The record page, the heart of the portal: what it is, what it waits for,
 * what this person can do about it, what was decided and said.
 */
#ifndef PAGES_RECORD_SHOW_H
#define PAGES_RECORD_SHOW_H

#include "record/workflow.h"
#include "web/options.h"
#include "web/subject.h"

/* What was typed into one of the page's forms, for showing it again. */
struct show_typed {
	const char *part;               /* "move", "vote", "comment", "files", "link", "opinion", "copy", "urge" */
	const char *name;               /* of the move */
	const struct form *form;        /* of the move or of the ballot's criteria, with its complaints */
	const char *complaint;          /* words, for the others */
	const char *value;
	int status;                     /* 422, or 409 when it was not the input */
};

struct show {
	struct subject subject;
	struct record *rec;
	struct rows *voters, *waits, *marks, *changes, *rounds, *votes, *opinions, *watchers;
	struct rows *read_counts, *readers;     /* of what is published to be read; else NULL */
	struct rows **all_entries;              /* for paper */
	struct rows **entries, *counts;         /* per sort of the kind; how many of each */
	struct rows **reports;                  /* a table each of the kind's reports, in order */
	struct rows *stated;                    /* values of others that it states; else NULL */
	struct rows *documents, *spent;         /* which are needed of a project; of a budget; else NULL */
	struct rows *links, *beside, *files, *comments, *history;
	struct rows *unclear;                   /* names in a comment just written that several share; else NULL */
	struct options choices;
	struct open_move *moves;
	size_t n_moves;
	const char **ballots;           /* whose votes this person can cast now */
	const struct show_typed *typed; /* NULL: shown for the first time */
};

extern const size_t show_state;
void show_ask(struct visit *v);
struct err *show_answer(struct visit *v) MUST_CHECK;
/*
 * Undo this transaction and show the record page as it is stored, with what
 * was typed and the complaint about it.
 */
struct err *show_again(struct visit *v, const struct show_typed *typed) MUST_CHECK;

/* The parts, for this page and the prints. */
void show_ask_all(struct visit *v, struct show *s);              /* everything that the page shows, in one round trip */
void show_next(struct visit *v, struct show *s);                /* show_next.c: waiting, moves, ballot */
void show_facts(struct visit *v, const struct show *s);         /* show_facts.c: Facts, People */
void show_entries_ask(struct visit *v, struct show *s);         /* show_entries.c: Entries */
void show_entries(struct visit *v, const struct show *s);
void show_entries_all_ask(struct visit *v, struct show *s);     /* the same for paper: every entry, nothing to do */
void show_entries_all(struct visit *v, const struct show *s);
void show_reports_ask(struct visit *v, struct show *s);         /* show_reports.c: what is drawn from what belongs to it */
void show_reports(struct visit *v, const struct show *s);
bool show_is_reported(const struct show *s, const char *field); /* is this field said there? */
void show_values_ask(struct visit *v, struct show *s);          /* show_values.c: Values, old and new, that it states of others */
void show_values(struct visit *v, const struct show *s);
void show_rounds(struct visit *v, const struct show *s);        /* show_rounds.c: rounds of approval, opinions */
void show_links(struct visit *v, const struct show *s);         /* show_around.c: links, files */
void show_files(struct visit *v, const struct show *s);
void show_comments_ask(struct visit *v, struct show *s);        /* show_comments.c: the latest, or those up to one */
void show_comments(struct visit *v, const struct show *s);
void show_comments_all_ask(struct visit *v, struct show *s);    /* the same for paper: all, each to a certain length */
void show_comments_all(struct visit *v, const struct show *s);
void show_readers_ask(struct visit *v, struct show *s);         /* show_readers.c: who confirmed having read it */
void show_readers(struct visit *v, const struct show *s);
void show_documents_ask(struct visit *v, struct show *s);       /* show_documents.c: which each stage needs */
void show_documents(struct visit *v, const struct show *s);
void show_budget_ask(struct visit *v, struct show *s);          /* show_budget.c: what was spent */
void show_budget(struct visit *v, const struct show *s);
/* Did the form of this part come back with mistakes? */
bool show_is_again(const struct show *s, const char *part);
/* May they add to it: comment, files, links? */
bool show_may_add(const struct visit *v, const struct record *rec);

#endif
