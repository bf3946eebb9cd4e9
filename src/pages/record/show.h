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

/*
 * Where a page sends its message (visit.h, flash_at) so that the record's page says above everything what happened and who is next: the words
 * of a history ("submitted the requirement"), or a sentence.
 */
#define SHOW_DID  "did"
#define SHOW_THEN "then"

struct show;

/*
 * One part of the page.  Each part is a file that holds what it asks, what it shows, and the state it keeps between the two.
 * The row and the struct of its state have the same name: PART_OF(s, show_links) returns that struct, or NULL where this part is not
 * in the table of parts.
 *
 * TO ADD ONE: 1. show_<part>.c, which ends with its row; 2. its name below; 3. its place in the page (show.c) and on paper (print.c).
 */
struct show_part {
	size_t state;                                   /* bytes, zeroed before ask; 0: it keeps nothing of its own */
	void (*ask)(struct visit *v, struct show *s);   /* queues what it needs besides the record; may be NULL */
	void (*show)(struct visit *v, const struct show *s);
};
#define PART_OF(s, name) ((struct name *)show_part_state((s), &name))

extern const struct show_part show_head, show_sections, show_next, show_waiting, show_ballot, show_facts, show_readers, show_values, show_entries, show_reports,
    show_intake, show_documents, show_budget, show_rounds, show_opinions, show_links, show_files, show_comments, show_history, show_steps, show_way, show_sums;
/* The same for paper: every entry, every comment, nothing to do. */
extern const struct show_part show_entries_all, show_comments_all, show_history_printed;

/* A record as it is shown: what all of its parts read. */
struct show {
	struct subject subject;
	struct record *rec;             /* set before the parts show */
	const struct show_part *const *parts;   /* end with NULL */
	void **states;                  /* one for each */
	const struct show_typed *typed; /* NULL: shown for the first time */
	struct options choices;         /* each part asks for what its forms need */
	/* The part named here asks for these rows; other parts read them too. */
	struct rows *waits, *marks;     /* show_waiting */
	struct rows *voters, *rounds, *votes;   /* show_rounds; NULL: nothing is approved of this kind */
	struct rows *links;             /* show_links */
	/* On the page alone: what this person can do. */
	struct open_move *moves;
	size_t n_moves;
	const char **ballots;           /* whose votes this person can cast now */
};

extern const size_t show_state;
void show_ask(struct visit *v);
struct err *show_answer(struct visit *v) MUST_CHECK;
/*
 * Undo this transaction and show the record page as it is stored, with what
 * was typed and the complaint about it.
 */
struct err *show_again(struct visit *v, const struct show_typed *typed) MUST_CHECK;

/* Queue the record and all that ${parts} need of it, in one round trip; show them, once s->rec is read. */
void show_ask_parts(struct visit *v, struct show *s, const struct show_part *const *parts);
void show_put_parts(struct visit *v, const struct show *s);

/* For the parts: */
void *show_part_state(const struct show *s, const struct show_part *part);
/* Queue a statement that takes the site and the record's number. */
void show_ask_rows(struct visit *v, const struct show *s, enum stmt stmt, struct rows **rows);
/* Did the form of this part come back with mistakes? */
bool show_is_again(const struct show *s, const char *part);
/*
 * Whom the record waits for with ${action}, and since when, in one line; false: nobody.  ${tells}: the page needs not say it again.  The other
 * says who may, where nobody is waited for: "you", the person that the record names, else those who hold a right.
 */
bool show_put_waited(struct visit *v, const struct show *s, struct node *node, const char *action, bool tells);
void show_put_who(struct visit *v, const struct show *s, struct node *node, const struct who who[WHO_MAX]);
/* What a move needs, as templates/part/conditions.cs reads it; what is asked with the move need not be there before. */
void show_put_conditions(struct visit *v, const struct show *s, struct node *node, const struct open_move *open, bool tells);
bool show_is_ready(const struct visit *v, const struct open_move *open);
/* Where a record is on its way, seen from one of these states: 0 there, or beside the way; -1 past all of them; 1 not there yet. */
int show_stage(const struct visit *v, const struct show *s, const char *states);

/*
 * The sections of kinds that have such (struct section), and the bar that leads to the parts of a page.  A part that may stand in a section
 * asks for its place: home.node is the section's, or the root where the kind has no section for it.  What it tells of itself is summed up
 * in the line of the section, at the end of the page's parts (show_sums).
 */
struct home {
	struct node *node;
	const struct section *section;  /* NULL: none */
};
enum home_of { HOME_FIELD, HOME_ENTRY, HOME_REPORT };
struct home show_home(const struct visit *v, const struct show *s, enum home_of sort, const char *name);
struct home show_home_panel(const struct visit *v, const struct show *s, enum panel_sort panel);
/* There is something in it; ${said}: how it stands, for its line; may be NULL.  ${missing} and ${open} things in it. */
void show_tell(const struct show *s, const struct section *section, const char *said, int64_t missing, int64_t open);
/* Its number is said in the bar, where its section counts it. */
void show_tell_count(const struct show *s, const struct entry *sort, int64_t count);
const char *show_section_at(const struct show *s, const char *state);   /* "#s-<name>", where it shows what a state is about; NULL: nowhere */
/* An item of the bar: "#comments" or an address, its words, how many there are (0: not said), how many are missing. */
struct node *show_bar(const struct visit *v, const char *url, const char *label, int64_t count, int64_t missing);

bool show_may_add(const struct visit *v, const struct record *rec);
bool show_is_reported(const struct show *s, const char *field);         /* does a report that is shown contain this field? */
bool show_states_values(const struct show *s);                          /* does the page show values that it states of other records? */
const char *show_document_of(const struct show *s, const char *type);   /* number of the document of this type; NULL: none yet */

#endif
