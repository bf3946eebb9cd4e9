/* SPDX-License-Identifier: ISC */
/*
 * One record: reading, making and editing it.  All functions work in the
 * running transaction and queue their writes; nobody commits here.  Knows no
 * URL and no HTML.  Numbers, versions, search text, waiting items and history
 * are kept by these functions alone.
 */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include "record/kind.h"

struct event;

/* Where an imported record comes from, and what its table says beside its fields (src/import). Texts are "" or NULL where it says nothing. */
struct origin {
	const char *batch, *row;
	const char *old_number, *old_key;        /* as it was written, and folded */
	const char *state;                      /* one of kind->imported->states */
	const char *made_on, *made_at;          /* the day, and the moment as far as it is known */
	const char *handed_in_at, *closed_at;
	const char *submitter_id;               /* NULL: no member … */
	const char *submitter;                  /* … but of this name */
	const char *due;
};

/* One entry of a record (record/entry.h). */
struct entry_row {
	const struct entry *sort;
	const char *id, *no;            /* no: its number within the record */
	const char *by_id;              /* who wrote it; NULL: the portal */
	int64_t version;
	struct form *fields;
	const struct rows *row;
	size_t at;                      /* which of ${row} */
};

struct record {
	const struct kind *kind;
	const char *id;
	const char *number;
	const char *state, *state_from;  /* from: the one before, NULL: none */
	enum visibility visible;
	int64_t version;
	const char *title;
	const char *owner_id, *department_id, *platform_id, *due;    /* NULL when none */
	const char *author_id, *submitter_id;                       /* NULL when none */
	const char *acted;               /* who acted on it, with the state it was in: "12:tech_review 7:draft" (party.h); NULL: nobody */
	/* Values of all fields: of a record reference the value is its number, what is stored its id. */
	struct form *fields;
	const struct rows *row;          /* common columns, fields, and "<field>.name" for what they refer to */
	const struct rows *facts;        /* NULL: the kind has none */
	const struct rows *approval;     /* the open round, or no row */
	const struct rows *votes;        /* of the open round */
	/* while a move or edit is under way */
	const char *under;               /* the change whose values are written into it (R17.3); NULL: none */
	struct event *event;             /* of the act under way: record_set adds its changes to it */
	const char *judgement;           /* what the vote under way says of each criterion (criteria.h); NULL: nothing */
	const char *entry_no;            /* of the entry that was added last; NULL: none was */
	struct entry_row *entry;         /* the entry that is edited or acted on, and what follows from; NULL: none, or it is about to be made */
	const struct origin *origin;     /* while it is imported; else NULL */
	struct rows *added;              /* by record_begin: its number, after the next wait */
	bool is_newborn;                 /* while it is being written for the first time: nothing of an earlier state has to go */
};

/* The value of ${f} in a row that sql.c composed, into the form: of a record reference the value is its number. */
void record_take(struct ctx *c, struct form *form, const struct field *f, const struct rows *rows, size_t i);

/* What a page needs of a record, queued together: the row and, for moves, facts, open round and votes. */
struct record_asked {
	const struct kind *kind;
	struct rows *row, *facts, *approval, *votes;
};
void record_ask(struct ctx *c, struct record_asked *asked, const struct kind *kind, const char *number, bool for_update);
struct err *record_read(struct ctx *c, const struct record_asked *asked, struct record **out) MUST_CHECK;   /* ERR_NOT_FOUND */
/* The two with a round trip, by id: for rules that reach other records. Locks it. */
struct err *record_load(struct ctx *c, const char *id, struct record **out) MUST_CHECK;

/*
 * The references typed into a form: numbers become ids, members and
 * departments are of this site; otherwise complaints.  A round trip when
 * there are any that were not asked for by record_ask_references.
 */
struct err *record_resolve(struct ctx *c, struct form *form) MUST_CHECK;
/* Queue the same for a form that was read before anything else is known, to be read by record_resolve. False: there are none. */
bool record_ask_references(struct ctx *c, struct form *form);
/* ${form} says the same as ${asked}, of which it has some fields: what was asked for that one is its own. */
void record_take_references(struct form *form, const struct form *asked);

/*
 * Complain about days that cannot be true.  ${beside}: what the form's fields say now (the record's own, or those of the entry), which is
 * not judged again and may be what a bound names; NULL: it is new.
 */
void record_check_dates(struct ctx *c, const struct record *rec, struct form *form, const struct form *beside);

/* Complain about records chosen now that are not at a stage for it (field.in); after record_resolve.  ${before}: what was chosen; NULL: nothing. */
void record_check_stages(struct form *form, const struct form *before);

/* May they make one of this kind? */
bool record_may_create(const struct ctx *c, const struct kind *kind);
/* An id for a record that will be made; queue early, read after the next wait. */
void record_ask_id(struct ctx *c, struct rows **rows);
/*
 * Make one from a checked form.  ${id} from record_ask_id; ${author}: the account whose it is, NULL: who acts.  Complaints appear in the form: then *out
 * is NULL and nothing was queued.  Waits once; *out has its number.
 */
struct err *record_create(struct ctx *c, const struct kind *kind, const char *id, struct form *form, const char *author, struct record **out) MUST_CHECK;
/*
 * The same without that wait, for kinds that do nothing more on creation: a round trip less.  (*out)->number is NULL; it is in
 * (*out)->added after the transaction has ended.
 */
struct err *record_begin(struct ctx *c, const struct kind *kind, const char *id, struct form *form, struct record **out) MUST_CHECK;

/* The same for a record that is imported: it begins in the state it had, and in nobody's sight (app.import_stage); nobody is told. */
struct err *record_import(struct ctx *c, const struct kind *kind, const char *id, struct form *form, const struct origin *from, struct record **out) MUST_CHECK;
/* What record_begin and record_import (${from}) check before they write anything; *out is always made. Complaints appear in the form. */
struct err *record_try(struct ctx *c, const struct kind *kind, const char *id, struct form *form, const struct origin *from, struct record **out) MUST_CHECK;

/* Which fields may this person edit now: all (by the state's edit), or none (NULL). Blank-separated names; owned by ${c}. */
const char *record_editable(struct ctx *c, const struct record *rec);
/* The fields of ${kind} named in ${names} (NULL: all that a person types), as a table of their own, owned by ${parent}. */
const struct field *record_typed(const void *parent, const struct kind *kind, const char *names);
/*
 * Save the edited fields.  ${version} is what the form was shown with: another
 * one makes ERR_CONFLICT.  Cancels an open round and what it decided (RX.3).
 */
struct err *record_edit(struct ctx *c, struct record *rec, struct form *form, int64_t version) MUST_CHECK;

/* What record_edit checks before it saves: references, stages, the kind's own rules. Complaints appear in the form. */
struct err *record_check(struct ctx *c, struct record *rec, struct form *form) MUST_CHECK;

/*
 * Something that is decided on is about to change (a field, a link, a file): the open round ends, the record goes back to where it was
 * handed in from, and the history says so.  Nothing happens where no round is open.
 */
struct err *record_disturb(struct ctx *c, struct record *rec) MUST_CHECK;
/* May they add or take away what a decision rests on (links, files)?  While a round is open only those who answer for the record. */
bool record_may_support(const struct ctx *c, const struct record *rec);

/* Set columns of the kind's or the common row by a rule; pairs name, value; ends with NULL. History has them. */
void record_set(struct ctx *c, struct record *rec, const char *const *pairs);
/* The title that was typed, else how the first text begins, in one line; "—": neither says anything. Owned by the form or ${c}. */
const char *record_title_of(struct ctx *c, const struct form *form);
const char *record_value(const struct record *rec, const char *field);    /* "" when empty */
/* Is this person one of "who" for this record?  Of a draft nobody is but its author, submitter or owner. */
bool record_may(const struct ctx *c, const struct record *rec, const struct who who[WHO_MAX]);
/* The same by one of these relations alone (record/who.h), blank-separated. */
bool record_is(const struct ctx *c, const struct record *rec, const char *relations);
/* ${err} with what those are told who are not one of "who": the words of its first "#<fact>". */
struct err *record_refuse(struct ctx *c, const struct record *rec, const struct who who[WHO_MAX], struct err *err) MUST_CHECK;
bool record_is_self(const struct ctx *c, const struct record *rec);       /* author or submitter */
/*
 * Was it made anonymously (kind->anonymous)?  Then ${author_id} says who made it to that person and to those whom their name is shown to;
 * to all others it is NULL.  Nothing else keeps it: what they do to the record is stored without a name (0078_hazard.sql).
 */
bool record_is_anonymous(const struct record *rec);
/* Whoever made it anonymously is told, by whoever acts, who does not learn whom; nothing happens where the kind knows no such records. */
void record_tell_author(struct ctx *c, const struct record *rec, const char *what, const char *detail);
/* May they see its PERSONAL fields: it is theirs, or some move of its kind is? */
bool record_may_see_personal(const struct ctx *c, const struct record *rec);

#endif
