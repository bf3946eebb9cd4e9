/* SPDX-License-Identifier: ISC */
/* What a kind declares to be drawn of its records beside their fields: reports, columns of the ledger, the official notice. */
#ifndef RECORD_REPORT_H
#define RECORD_REPORT_H

#include "db/db.h"

/*
 * A report on a record, drawn from what belongs to it: tables, a statement each, then texts of the record's own.  It stands on the
 * record's page and in its prints while the first table has rows.  Words: "<kind>.report.<name>"; of its tables and their columns
 * "<kind>.report.<table>" (a single table needs none), "<kind>.report.<table>.empty", "<kind>.report.<table>.<column>"; "….hint", what is counted, needs not be there.
 */
enum report_flags {
	REPORT_NUMBER = 1,
	REPORT_TAG = 2,         /* in the tone that the row's column "tone" names */
	REPORT_LIST = 4,        /* several values, blank-separated */
	REPORT_VERSION = 8,     /* a version of the record: leads to what is different now */
	REPORT_DATE = 16,       /* a day, "YYYY-MM-DD"; on a page alone also a month */
	REPORT_RECORD = 32,     /* the number of a record: leads to it */
	REPORT_MINUTES = 64,    /* so many minutes, in hours and minutes */
	REPORT_NAMES = 256,     /* several names, a line each: shown in a row */
	REPORT_NAME = 128,      /* in English what the row's column "<name>_en" says, if it says something */
	REPORT_BEHIND = 512,    /* a number: leads to the records that it counts (report_table.behind) */
};

struct report_column {
	const char *name;               /* of the statement; in the first column of a table NULL is the sum */
	const char *words;              /* values are words "<words>.<value>"; NULL: shown as they are */
	unsigned flags;
};

struct report_table {
	const char *name;
	enum stmt rows;                 /* for site, number and, where it asks, now */
	const struct report_column *columns;    /* ends with one without a name */
	const char *of;                         /* the statement's column that says how many there are, where rows are the latest of them; NULL: rows are all */
	/* The records that the numbers of REPORT_BEHIND count, on a page of their own: a table whose statement also takes what the column ${key} says; NULL: none. */
	const char *key;
	const struct report_table *behind;
	const char *apart;                      /* a column that is true where the number leads nowhere, because not everybody may see what it counts; NULL: none */
	/* Only the rows whose column "part" says this, of a statement that is asked once for all such tables of the kind's reports; NULL: all rows. */
	const char *part;
};

/*
 * What the ledger (article 7(6), R7.1) says of records of a kind beside what it says of all: columns, from one statement for a page
 * of them ($1 site, $2 ids; a row with "id" for each), words "<kind>.ledger.<column>".  And the course of one record on a page of
 * its own: tables as of a report, words "<kind>.course.<table>", "….empty", "….<column>".
 */
struct ledger {
	enum stmt rows;                 /* of the columns, for ids of records */
	const struct report_column *columns;    /* ends with one without a name */
	const struct report_table *course;      /* ends with one without a name; NULL: no page of its own */
};

struct report {
	const char *name;               /* on the page: "#<name>" */
	const char *note;               /* a field of the record, said beside the heading; may be NULL */
	const struct report_table *tables;      /* ends with one without a name */
	const char *texts;              /* fields of the record, shown here and not among its details; may be NULL */
	const char *article;
};

/* What is drawn of all records of a kind, on a page of its own that their list leads to (pages/record/figures.c). */
struct figures {
	const char *title;              /* words */
	const struct report_table *tables;      /* statements for site, '' and now; end with one without a name */
	const char *words;              /* what the words of the tables begin with, as of a report: "<words>.<table>" … */
};

/*
 * How a record prints as an official notice (GB/T 9704).  Words: "<kind>.paper.title" (else the record's
 * title), "<kind>.paper.to" (addressee when no field names one), "<kind>.paper.rights" (above the signature),
 * "<kind>.paper.rights_in" (the same while the last day is not known yet; %1: within how many days), "<kind>.paper.copies".
 */
struct paper {
	const char *states;             /* in which; in others the record prints plainly */
	const char *over;               /* in which it holds no longer, and says so; may be NULL */
	const char *issuer;             /* a field, else the site's name; NULL: always that */
	const char *to;                 /* fields of the addressee; the first that is filled */
	const char *grounds;            /* a field said before the text, under a heading of its own: on what it is founded; may be NULL */
	const char *body;               /* fields of the text; the first that is filled */
	const char *date;               /* fields of the day of issue; the first that is filled */
	const char *facts;              /* fields in a table below the text; may be NULL */
	const char *until;              /* the field of the last day for what one may do about it, which the facts state; NULL: it has none */
	const char *within;             /* a term (record/term.h): its days, said while that field says nothing */
	/* A fact: this is printed where the address asks for it ("print?for=me"), for whom the fact is true, and names them; else the record prints
	   plainly.  Words "<kind>.paper.mine" (%1 is their name), "<kind>.paper.offer".  NULL: it is printed for everybody. */
	const char *mine;
	bool reports;                   /* the reports of the record follow, a numbered section each: its text, then its tables */
	const char *copied;             /* conditions (record/term.h) under which it says to whom else it goes; NULL: to nobody */
};

#endif
