/* SPDX-License-Identifier: ISC */
/*
 * One row per thing a person can type: its name (the column's name and the
 * form field's), its type and its limits.  Kinds, moves, entries and settings
 * are tables of these.  Labels and hints are words: "<form>.field.<name>" and
 * "<form>.hint.<name>", with "field.<name>" as the shared fallback.
 */
#ifndef FORM_FIELD_H
#define FORM_FIELD_H

#include <stdbool.h>
#include <stddef.h>

enum field_type {
	FIELD_LINE,        /* one line of text */
	FIELD_TEXT,        /* several lines, plain */
	FIELD_CHOICE,      /* one of .choices */
	FIELD_CHOICES,     /* any of .choices; stored text[] */
	FIELD_DATE,        /* a day */
	FIELD_INT,         /* .min to .max */
	FIELD_MONEY,       /* CNY, two decimals, exact, not negative; .min 1: more than nothing */
	FIELD_FLAG,        /* yes or no */
	FIELD_ACCOUNT,     /* a member of the site */
	FIELD_ACCOUNTS,    /* members; stored bigint[] */
	FIELD_DEPARTMENT,  /* a department of the site */
	FIELD_RECORD,      /* a record of one of the kinds named in .ref, NULL: of any; typed as its number */
	FIELD_RECORDS,     /* several; stored bigint[] */
	FIELD_EMAIL,
	FIELD_PASSWORD,    /* never shown again */
	FIELD_TIME,        /* "HH:MM" */
	FIELD_FILE,        /* an upload */
};

enum field_flags {
	REQUIRED = 1,      /* required; FIELD_FLAG: must be ticked; FIELD_TEXT: must contain a statement (str_says) */
	IN_LIST = 2,       /* a column of the list */
	FILTER = 4,        /* a filter of the list */
	SORT = 8,          /* the list can be sorted by it */
	SEARCHED = 16,     /* its words are in the search */
	WIDE = 32,         /* takes the whole row of the form */
	EXPORTED = 64,     /* a column of CSV and XLSX beyond IN_LIST */
	DERIVED = 128,     /* shown, set by moves or rules, never by the edit form */
	ON_COMMON = 256,   /* column of `record` itself (title, due …), not of the kind's */
	MULTILINE = 512,   /* FIELD_TEXT shown taller */
	PERSONAL = 1024,   /* stored only in its column, which can be emptied, not in versions or history; visible to those who act on the record (RX.15) */
	CODE = 8192,       /* FIELD_LINE that is a code (a log-in, an address): kept as it is compared (fold_text), not as typed */
	MARKDOWN = 2048,   /* FIELD_TEXT that is shown as Markdown */
	PARTY = 4096,      /* the person named here is responsible for the record or concerned by it and decides nothing about it
	                      (record/party.h); for a department, all its members */
};

#define CONTAINED "@contains"

struct field {
	const char *name;
	enum field_type type;
	unsigned flags;
	int max;                      /* characters (0: 200, text 20,000), or the largest number */
	int min;
	const char *const *choices;   /* NULL-terminated; words "<form>.<name>.<choice>" */
	const char *ref;              /* kinds for FIELD_RECORD(S), blank-separated; NULL: any */
	const char *in;               /* FIELD_RECORD: when it is chosen it must be in one of these states; NULL: any */
	const char *in_said;          /* the words when it is in none of them; NULL: the common ones */
	/* FIELD_RECORD(S): suggested are those in these states; NULL: those of .in, else what is not ended.  CONTAINED: chosen from those that
	   the record it belongs to contains, or what that one is about. */
	const char *offered;
	const char *when;             /* "other=value": asked and required only then */
	const char *article;          /* of the regulation, for the "?" */
	const char *links;            /* FIELD_RECORD: a link of this sort follows it, so that both ends show it; of no other link of the record */
	const char *initial;          /* DERIVED: what it says when the record is made */
	int preset;                   /* FIELD_ACCOUNT: a new form names the only one of its author's department who holds this right (access/permit.h) */
	/* FIELD_DATE, bounds included: "today", "created" (the day the record was made), either with so many days off ("today-365",
	   "created-30", "today+1"), or another date field; NULL: ten years around today. */
	const char *earliest, *latest;
};

/* A table of fields ends with a row without a name. */
const struct field *field_find(const struct field *fields, const char *name);
size_t field_count(const struct field *fields);
char *field_names(const void *parent, const struct field *fields);              /* "title, due", for who writes files; "none" */
bool field_is_list(const struct field *field);                               /* does its type take several values? */
bool field_has_choice(const struct field *field, const char *value);         /* is it one of .choices? */

#endif
