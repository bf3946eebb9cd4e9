/* SPDX-License-Identifier: ISC */
/*
 * How a kind of record declares itself: fields, states, moves, as rows of
 * static const tables.  From them come addresses, lists, filters, forms,
 * validation, buttons, permission checks, history, search and exports.  A rule
 * that cannot be a row is a function below the struct.  Words of a kind:
 * "<kind>", "<kind>.plural", "<kind>.field.<f>", "<kind>.hint.<f>",
 * "<kind>.<f>.<choice>", "<kind>.state.<s>", "<kind>.move.<m>",
 * "<kind>.done.<m>" (what history says), "<kind>.condition.<c>",
 * "<kind>.todo.<c>" (what to do when it is missing), "<kind>.waits.<a>" (what .waits brings: the action somebody is waited for with),
 * "<kind>.way.<m>" (a step of .way, where the state that a move leads to does not say enough).
 */
#ifndef RECORD_KIND_H
#define RECORD_KIND_H

#include "access/ctx.h"
#include "access/rules.h"
#include "db/db.h"
#include "form/form.h"
#include "record/article.h"
#include "record/report.h"
#include "record/visibility.h"
#include "record/who.h"

struct record;
struct kind;
struct section;                         /* record/section.h */

/* The longest word of a list in a row, with its end; tests/unit/test_rows.c looks at all of them. */
enum { WORD_MAX = 64 };

enum state_flags {
	STATE_END = 1,          /* nothing waits here any more; closed_at is set */
	STATE_PRIVATE = 2,      /* seen by its readers only (drafts) */
	STATE_CIRCLE = 4,       /* seen by its readers and by holders of restricted.view, or of kind.sight */
	STATE_READ = 8,         /* published: those it is for confirm having read it, each version anew */
	STATE_SEALED = 16,      /* stays as it is: no file is added or taken away */
	STATE_RULED = 64,       /* what was ruled holds for the record it is about, and stands on that one's page (KIND_RULES) */
	STATE_TRIAGED = 128,    /* it is decided on by the moves of triage (KIND_TRIAGED) */
	STATE_TOLD = 32,        /* somebody was told by when it is due: that only gets later (record/period.h) */
};

/* APPROVE_NAMED: members of the group named in the field .voters, by the moves marked MOVE_BALLOT (R35.2). */
enum approval_rule { APPROVE_NONE, APPROVE_HEAD, APPROVE_GROUP, APPROVE_NAMED };

struct state {
	const char *name;
	const char *tone;               /* of its badge: "", "warn" (something is missing), "ok" (done) */
	unsigned flags;
	struct who edit[WHO_MAX];       /* who may edit the fields here */
	enum approval_rule approval;    /* entering opens a round (R6.1): */
	const char *approved;           /* where it leads when approved */
	const char *rejected;           /* … when rejected or returned, with the reasons; BEFORE: where it came from */
	const char *judged;             /* criteria that every vote judges one by one (R16.1); words "<kind>.criterion.<name>" */
	int due;                        /* DUE(rule): working days on entering; 0: no due date of its own */
	const char *voters;             /* APPROVE_NAMED: the field of those who decide */
	const char *sets_on;            /* a field that keeps on which day it was entered */
	const char *told;               /* what a sender from outside is told of it: words "feedback.public.state.<told>"; NULL: what follows from it */
	const char *kept;               /* fields that nobody edits here but under a change in force that names them (R17.3) */
};
#define DUE(rule) ((int)(rule) + 1)
#define BEFORE    "@before"

enum move_flags {
	MOVE_PRIMARY = 1,       /* the one obvious action of its state */
	MOVE_DANGER = 2,
	MOVE_WAITS = 4,         /* the record waits for this: it is in my work of those who may */
	MOVE_NO_PARTY = 8,      /* not by who is party to the record (record/party.h): they made it, handed it in, are responsible … */
	MOVE_REASON = 16,       /* asks for a reason and keeps it in the history */
	MOVE_BY_CLOCK = 32,     /* the clock may make it */
	MOVE_ONLY_RULES = 64,   /* nobody makes it by hand: another record's move does */
	MOVE_BULK = 128,        /* offered for many records of a list at once */
	MOVE_SUBMITS = 256,     /* who makes it becomes the submitter, and party to it */
	MOVE_BALLOT = 512,      /* with MOVE_REASON: a judgement of those named; it leads on when more than half of them made the same */
	MOVE_VOTERS = 1024,     /* names others instead; waited for when those named can agree no more */
	MOVE_CHECKS = 4096,     /* what is stored is checked as at editing, because rules may have changed since (record/objection.h) */
	MOVE_PARTY = 2048,      /* who makes it is party to the record from then on, but where it is in the same state again */
	MOVE_DECIDES = MOVE_NO_PARTY | MOVE_PARTY,      /* decides, verifies, accepts or confirms: an instance of its own */
};

/* TO ADD ONE: a row here, words "<kind>.move.<name>" and "<kind>.done.<name>"; the matrix test shows who may. */
struct move {
	const char *name;
	const char *from;               /* states, blank-separated */
	const char *to;                 /* NULL: stays */
	struct who who[WHO_MAX];
	unsigned flags;
	const char *asks;               /* fields of the kind asked with it, required; "name?" is optional */
	const char *needs;              /* conditions: a field that must be filled, or a fact */
	const char *not_by;             /* a field: the person in it may not, since it is about them */
	const char *sets_by, *sets_on;  /* fields that keep who made it and on which day */
	const char *article;            /* of the regulation */
	/* Say more about the input or set values; complaints stop the move. May queue nothing. May be NULL. */
	void (*check)(struct ctx *c, struct record *rec, struct form *form);
	/* Further writes of the same transaction; may wait for rows. May be NULL. */
	struct err *(*after)(struct ctx *c, struct record *rec, const struct form *form);
};

/*
 * Entries: dated child rows of a record (a task, a log line, a confirmation): a small form, numbered 1, 2, 3 within the record.  A
 * sort of entries has a table of its own, named "<kind>_<name>", made by app.entry_table.  Its words are those of its table:
 * "<table>" (heading), "<table>.add", "<table>.empty", "<table>.hint", "<table>.field.<f>", "<table>.<f>.<choice>",
 * "<table>.act.<a>" (button), "<table>.did.<a>" (what history says of add, edit, remove and each act).
 */
enum entry_flags {
	ENTRY_FINAL = 1,        /* what was said stays as said: neither edited nor removed */
	ENTRY_NEWEST = 2,       /* the latest first */
	ENTRY_ALWAYS = 4,       /* its rows are on the record's page in every state, not only where they are worked on */
	ENTRY_SETTLES = 64,     /* one that is finished (its "state" is not among .open) stays as it is: neither edited nor removed */
	ENTRY_DECIDES = 16,     /* it accepts or confirms: not made by who is party to the record */
	ENTRY_REMARK = 32,      /* said about what is being decided on and no part of it: made while a round is open, too */
	ENTRY_SCHEDULE = 8,     /* drawn as a plan over time: fields starts_on, due, state, done_on, depends_on, and the first of its lines */
};

struct entry_row;

enum act_flags {
	ACT_DECIDES = 4096,     /* decides or verifies: not by who is party to the record, nor by those in PARTY fields of the entry */
	ACT_LOCKED = 512,       /* obeys .locked as editing does; what it would write is then stated in a change (R17.3) */
};

/* An act on one entry: done, answered, verified. */
struct act {
	const char *name;
	const char *states;             /* of the record; NULL: as its sort of entries */
	const char *from, *to;          /* values of its field "state"; NULL from: any; NULL to: stays */
	struct who who[WHO_MAX];
	const char *asks;               /* fields of the entry, as with moves */
	const char *not_by;             /* fields of the entry ("by": its author): the people in them may not (R18.2) */
	const char *sets_by, *sets_on;  /* fields that keep who did it and on which day */
	unsigned flags;                 /* MOVE_DANGER, MOVE_PRIMARY, act_flags */
	void (*check)(struct ctx *c, struct record *rec, struct entry_row *row, struct form *form);
	struct err *(*after)(struct ctx *c, struct record *rec, struct entry_row *row, const struct form *form);
};

/* TO ADD ONE: a row in the kind's .entries, its table in a migration (LIKE entry, then entry_table), its words. */
struct entry {
	const char *name;               /* in addresses: "task" */
	const char *table;              /* "launch_task" */
	const struct field *fields;     /* IN_LIST: a column on the record's page */
	const struct act *acts;         /* may be NULL */
	const char *states;             /* of the record: where entries are made and edited */
	struct who who[WHO_MAX];        /* who makes them */
	struct who edit[WHO_MAX];       /* who edits and removes them; NOBODY: as who */
	unsigned flags;
	const char *fills;              /* assignments to its fields when one is added (record/term.h) */
	const char *open;               /* values of "state" that are not finished: shown first and counted */
	const char *locked;             /* a fact of the record: when true, they are written by a change alone (record/proposal.h) */
	const char *article;
	void (*check)(struct ctx *c, struct record *rec, struct form *form);
	/* Further writes after making, editing and removing. May be NULL. */
	struct err *(*saved)(struct ctx *c, struct record *rec, struct entry_row *row);
};

/*
 * What is wrong with what was typed: the words at the field while the conditions hold (record/term.h).  Also what is required only
 * then: "choice=fail !opinion" at the field "opinion".
 * TO ADD ONE: a row here, its words.
 */
struct objection {
	const char *at;                 /* blank-separated: "form" (making and editing), "move:<m>", "entry:<e>", "act:<e>.<a>" */
	const char *when;
	const char *field;              /* NULL: the form as a whole */
	const char *words;
	const char *arg;                /* %1 of the words, a term; may be NULL */
};

/*
 * What follows, in the transaction that causes it: to the record itself, to those that a field of it names, to those that name it, or
 * to a new one.  Rows are carried out in their order; within one: link, reads, runs, says, disturbs, move, sets.
 * TO ADD ONE: a row here; its terms are those of record/term.h, looked up in the record that it follows from.
 */
struct effect {
	/* Blank-separated: "made", "saved" (made or edited), "move:<m>" (when it is done), "entry:<e>" (added, edited, removed), "edit:<e>"
	   (edited alone), "act:<e>.<a>", or a change of state, "<from>><to>", "*" being any. */
	const char *at;
	const char *when;               /* conditions; NULL: always */
	const char *each;               /* once for each entry of this sort; its fields are then looked up as "$name" */
	const char *field;              /* to those that this field ("entry.<field>": of the entry) names … */
	const char *of;                 /* … or to those of "<kind>.<field>" that name this one … */
	const char *in;                 /* … and that are in one of these states; NULL: in any */
	const char *those;              /* … and of which these conditions hold */
	const char *makes;              /* to a new one of this kind, filled in by .sets … */
	const char *author;             /* … by the account that this term says; NULL: by who acts */
	const char *into;               /* a field that keeps the new one; "entry.<field>": of the entry */
	const char *link;               /* a link of this sort from them to this record; with "<" before it from this record to them */
	const char *reads;              /* whoever this field names may read it */
	enum stmt runs;                 /* for site, id and what .with says: */
	const char *with;               /* further parameters, as behind "=" (record/term.h), ":detail" (as JSON), ":no" (of the entry) */
	bool takes;                     /* … and what its row says is kept in the fields of its columns' names */
	const char *says, *text;        /* its history says this action, with the number of the record it follows from and a term */
	bool disturbs;                  /* what was being decided on changed: its round ends (record_disturb) */
	const char *move, *reason;      /* it makes this move, for this reason (a term) */
	const char *refused;            /* words when it may not follow, or cannot be made */
	const char *sets;               /* assignments to its fields */
	const char *keeps;              /* assignments to what was made that are not looked up: whom they name may have left */
	const char *puts;               /* assignments to the entry */
};

/* Where a condition is met: an address below the record's own, or, with a leading "/", below the site's ("{number}": the record's). */
struct place {
	const char *condition, *where;
};

/*
 * How a new record begins when its address names a record that it is about ("…/notices/new?source_id=LCH-2026-0001", where
 * source_id is a field of the kind): a row per field that is filled in; further rows of a field are further paragraphs, and one
 * about what that record does not say is left out.  What the address says besides goes first.
 */
struct beginning {
	const char *from;               /* kind of that record */
	const char *field;              /* filled in … */
	const char *value;              /* … with this as it stands; */
	const char *words;              /* … or with these words, %1 and %2 being ${a} and ${b}; */
	const char *a, *b;              /* … or with ${a}: a field of that record, "<field>.name" for what it refers to, "number" */
	/* … or, below ${words}, with a paragraph for each row of this statement (for site and that record's number): a line for each of its
	   columns that says something, words "<words>.<column>" with %1; none that has no words.  No rows: nothing. */
	enum stmt rows;
};

/*
 * Texts that are drafted where they are left empty, in the language of whoever saves the form or submits the record (pages/record/draft.h): for
 * each field that is the "part" of rows, the words "<kind>.draft.<field>" with a list of "figure", said by ${words}, and "n".
 */
struct drafting {
	enum stmt rows;                 /* for site, the values of two fields, and today */
	const char *a, *b;              /* those, which are required */
	const char *words;              /* "<words>.<figure>" */
};

/* What a record's page offers to make about it: a new record of ${kind} whose ${field} names this one; for who may make one. */
struct offer {
	const char *name;               /* words "<kind>.offer.<name>" */
	const char *states;             /* of this record */
	const char *kind, *field;
	const char *when;               /* conditions (record/term.h) of this record; NULL: always */
};

/*
 * What a record's page gathers for it from others (article 24: what a quarter plan is drawn up from), and how each is taken up.  Rows have
 * "kind", "number", "title", "state" and "visible" of a record, "no" where it is an entry of that one, and "a" and "b" for words.
 * Words: "<kind>.intake.<name>", "<kind>.intake.<name>.take" (the button), and, where it has them, "<kind>.intake.<name>.note" with "a" and "b".
 */
struct intake {
	const char *name;
	const char *states;             /* of this record */
	enum stmt rows;                 /* for site and number */
	/* Taken as an entry of this sort: its form begins with the columns that are named as its fields; where the sort is locked, a change takes it … */
	const char *entry;
	const char *kind;               /* … or there, in a record of this kind, */
	const char *of, *act;           /* … by this act on the entry of this sort, */
	const char *move;               /* … or by this move */
};

/*
 * What a record of a kind may bring along when it is imported (src/import): nobody decided on it here.  States with an approval are not
 * among them, nor what other records have to be there for.
 */
struct imported_state {
	const char *name;
	const char *needs;              /* fields that must say something, for what follows; NULL: none */
};

struct imported {
	const char *fields;             /* DERIVED ones, blank-separated; NULL: none */
	const struct imported_state *states;    /* ends with one without a name */
};

/* What is drawn per month of a kind (KIND_TRIAGED): how many were made, a series for each choice of a field. */
struct drawn {
	const char *field;              /* a FIELD_CHOICE, and a column of the statement board_flow */
	const char *title;              /* words */
	const char *none;               /* words for those of which it is not said yet; NULL: it is always said */
};

/*
 * What triage shows of a record, and asks for (KIND_TRIAGED): fields, blank-separated.  The inputs are those that the moves of triage ask
 * for, in the order of the page; words "<kind>.triage.texts", "triage.field.<f>", and of a number "triage.<f>.<n>".
 */
struct triage {
	const char *facts, *texts;      /* in the line of the record; in full below it */
	const char *inputs;
};

/* What a kind is to pages that are about one kind alone, or about some.  At most one is marked with each of those after KIND_BOARD. */
enum kind_flags {
	KIND_PROJECT = 1,       /* its records are projects: the first board; documents are needed at its stages */
	KIND_BOARD = 2,         /* a board of its own */
	KIND_TRIAGED = 4,       /* what triage decides on, and what is drawn per month */
	KIND_MINUTES = 8,       /* the record of a triage */
	KIND_PUBLIC = 16,       /* what the public form makes */
	KIND_RULES = 32,        /* puts any record before the group, by its first field that names one */
	KIND_NOTICES = 64,      /* the newest of its published records stand on the dashboard */
	KIND_FILED = 128,       /* documents, which the stages of projects need: each names its project by the first field that can */
	KIND_OFFERED = 256,     /* there are few: a field that names one offers them all */
};

enum panel_sort { PANEL_DOCUMENTS = 1, PANEL_SPENT };      /* parts of the record page that not every kind has */
struct panel {
	enum panel_sort sort;
	const char *states;             /* where it is shown; NULL: always */
};

/* What belongs together, in the order of the menu (web/nav.c). */
enum kind_group { GROUP_TOP, GROUP_REQUIREMENTS, GROUP_PROJECTS, GROUP_FINANCE, GROUP_INCENTIVES, GROUP_PAPERS, GROUPS_OF_KINDS };

struct kind {
	const char *name;               /* also its table's and its words' */
	const char *plural;             /* in addresses */
	const char *code;               /* REQ */
	const char *icon;               /* of static/icons.svg */
	enum kind_group group;
	const char *key;                /* behind "g" it leads to the list (web/nav.c); NULL: none does */
	unsigned flags;
	const char *first;              /* first state */
	enum permit create;             /* who may make one; PERMIT_NONE: nobody by form */
	enum permit sight;              /* shows all of its restricted records, beside PERMIT_RESTRICTED_VIEW (app.sight_of); PERMIT_NONE: no other does */
	/* A FIELD_FLAG that whoever makes one may set: who it was is then kept apart, and named to holders of ${names} alone; NULL: none. */
	const char *anonymous;
	enum permit names;
	const struct field *fields;
	const struct state *states;
	const struct move *moves;
	const struct entry *entries;    /* ends with a row without a name; NULL: none */
	const struct objection *objections;     /* ends with a row without words; NULL: none */
	const struct effect *effects;   /* ends with a row without .at; NULL: none */
	const struct place *places;     /* the same; NULL: none */
	const struct beginning *begins;     /* ends with a row without a field; NULL: none */
	const struct drafting *drafts;      /* NULL: nothing is drafted */
	const struct offer *offers;     /* ends with a row without a name; NULL: none */
	const struct intake *intakes;   /* the same; NULL: none */
	const struct report *reports;   /* ends with a row without a name; NULL: none */
	const struct figures *figures;  /* NULL: none */
	/* How the site does with them, above their list: tables for site and today, words as of reports; ends with one without a name; NULL: nothing. */
	const struct report_table *standing;
	const struct panel *panels;     /* ends with a row without a sort; NULL: none */
	const struct section *sections;         /* ends with a row without a name; NULL: its page is not divided */
	const struct drawn *drawn;      /* ends with a row without a field; NULL: nothing */
	const struct triage *triage;    /* NULL: it is not triaged */
	const struct ledger *ledger;    /* NULL: the ledger says what it says of all */
	const struct imported *imported;        /* NULL: it is not imported */
	const struct evidence *evidence;        /* what its records prove; ends with one without an article (record/article.h) */
	enum stmt beside;               /* records to have at hand, for site and number; words "<kind>.beside" */
	enum stmt way;                  /* its way, drawn as a line: a row for each step, for site and number (pages/record/show_way.c) */
	enum stmt waits;                /* brings what waits by the entries up to date, for site, id, actor, now */
	enum stmt facts;                /* one row of booleans named as conditions, for site, number and, where it asks, today and now */
	enum stmt clock;                /* rows (id, move) whose time has come, for site, today and, where it asks, now */
	/* What runs against a clock in minutes (web/running.h), for site, now and whether of the acting person alone; words "<kind>.running". */
	enum stmt running;
	const char *states_of;          /* fields that name records of which it states old and new values (record/proposal.h); NULL: none */
	const char *ends_with;          /* fields that name records with whose end it ends too … */
	const char *ends_by;            /* … by this move */
	const char *sort;               /* default order of the list: a SORT field or common column, "-" for descending */
	const struct paper *print;      /* its official print, or NULL: always the plain one */
	/* What everybody must see at once: the key of its words, with what %1 and %2 are; NULL: nothing. May be NULL itself. */
	const char *(*warns)(struct ctx *c, const struct record *rec, const char *args[2]);
	/* More about a whole form at creation and editing. May be NULL. */
	void (*check)(struct ctx *c, struct record *rec, struct form *form);
	/* Further writes after creation. May be NULL. */
	struct err *(*created)(struct ctx *c, struct record *rec);
	/* Further writes after creation and each edit. May be NULL. */
	struct err *(*saved)(struct ctx *c, struct record *rec);
	/* Further writes after each change of state, whoever caused it. May be NULL. */
	struct err *(*entered)(struct ctx *c, struct record *rec);
};

extern const struct kind *const kinds[];    /* src/kinds/kinds.c; ends with NULL */

const struct kind *kind_named(const char *name);      /* NULL: none */
const struct kind *kind_marked(enum kind_flags flag);   /* the first with it; NULL: this release has none */
const struct panel *kind_panel(const struct kind *kind, enum panel_sort sort);        /* NULL: it has none */
const struct kind *kind_of_plural(const char *plural);
const struct kind *kind_of_number(const char *number); /* by its code */
const struct state *kind_state(const struct kind *kind, const char *name);  /* NULL: none */
const struct move *kind_move(const struct kind *kind, const char *name);
const struct entry *kind_entry(const struct kind *kind, const char *name);
/* Its first field that may name a record of kind ${about}; NULL: none. */
const struct field *kind_names(const struct kind *kind, const struct kind *about);
/* Is every record of it, from its draft on, for those concerned alone? */
bool kind_is_restricted(const struct kind *kind);
bool kind_has_approvals(const struct kind *kind);       /* is any state of it decided on? */
bool kind_is_changed(const struct kind *kind);          /* may a change (R17) be about it? */
size_t word_count(const char *list);
/* Who sees a record in this state. */
enum visibility state_visibility(const struct state *state);
/* Walk a blank-separated list: copies the next word to ${word}; false at the end. *at starts as the list. */
bool word_next(const char **at, char word[WORD_MAX]);

#endif
