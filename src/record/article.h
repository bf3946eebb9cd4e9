/* SPDX-License-Identifier: ISC */
/*
 * The articles of the regulation, and what proves that they are followed (RX.16): declared beside the kinds, and drawn by the compliance map
 * (pages/overview/compliance.h).  What a rhythm wants names its article itself (record/duty.h).  tests/unit/test_articles.c finds an article
 * without evidence, and evidence or a rule without an article.
 */
#ifndef RECORD_ARTICLE_H
#define RECORD_ARTICLE_H

#include "access/permit.h"

enum article_flags {
	ARTICLE_GENERAL = 1,    /* states a purpose or a principle: by its nature nothing counted proves it, and its words say why */
};
enum { ARTICLE_ANSWERS = 2 };

/* TO ADD ONE: a row in src/kinds/articles.c, its words "article.<number>", "compliance.title.<number>", "compliance.enforced.<number>". */
struct article {
	const char *number;
	enum permit answers[ARTICLE_ANSWERS];   /* who holds these answers for it */
	unsigned flags;
};

extern const struct article articles[];         /* in their order; ends with one without a number */

/* What is counted of a kind's records, in the days of a period. */
enum evidence_of {
	EVIDENCE_MADE,          /* were made */
	EVIDENCE_ENDED,         /* ended, and are in one of the states */
	EVIDENCE_FAILED,        /* the same: refused, called off, put right by somebody else.  A deviation */
	EVIDENCE_LATE,          /* are open, and were due.  A deviation */
};

/* TO ADD ONE: a row in the kind's .evidence. */
struct evidence {
	const char *article;
	enum evidence_of of;
	const char *states;     /* blank-separated; NULL where none are asked for */
};

/* A fact of inspections (sql: inspection_fact_list), as evidence for an article. */
struct article_fact {
	const char *fact;
	const char *article;    /* NULL: kinds count it themselves, by EVIDENCE_LATE */
	bool is_fine;           /* no deviation, however often */
};

extern const struct article_fact article_facts[];       /* ends with one without a fact; TO ADD ONE: a row, in src/kinds/articles.c */
extern const char article_fact_words[];                 /* their words are "<this>.<fact>" */

#endif
