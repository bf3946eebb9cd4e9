/* SPDX-License-Identifier: ISC */
/*
 * gatehousectl play: stories of what people did, told in JSON (docs/stories.md), played through the rules of users' data.  Each
 * step is made by a member, at its moment, in a transaction of its own, by the engine that answers their forms; nothing is
 * written that a form would not write.
 *
 *   play.c           the verb: the steps of all files in the order of time
 *   play_read.c      what files say, checked before anything is played
 *   play_value.c     moments, days, and what is typed
 *   play_act.c       one step in a form: records, moves, entries, votes
 *   play_talk.c      what is no move: comments, opinions, links, files …
 */
#ifndef CTL_PLAY_H
#define CTL_PLAY_H

#include "ctl/verb.h"
#include "record/record.h"

/* A site that is played on. */
struct stage {
	const struct site *site;
	json_t *people, *departments;   /* ids of its members by log-in, of its departments by name */
	struct stage *next;
};

/* A record of a story. */
struct part {
	const struct stage *stage;
	const char *story, *name;       /* name: "" for the story's own, else "budget", "document.plan" */
	const struct kind *kind;
	const char *id, *number;        /* NULL until it is made, or found */
	struct part *next;
};

struct step {
	struct play *play;
	const char *file, *story;
	size_t nth;                     /* in its story, from 1 */
	json_t *with;                   /* NULL: nothing is typed */
	struct stage *stage;
	struct part *own, *on;          /* the story's own record, the one this step is about */
	const char *act, *login;        /* login "clock": the courier's part */
	/* What ${act} is, once checked: one of play's own acts, a move, an act on an entry, a new entry of a sort. */
	const struct play_act *own_act;
	const struct move *move;
	const struct entry *sort;
	const struct act *entry_act;
	int64_t at;                     /* minutes since 1970 in the deployment's zone */
	size_t order;                   /* in the files */
};

struct play {
	struct call *call;
	const char *request;            /* what the history calls it */
	int64_t now;                    /* last midnight; later steps wait for another day */
	json_t *files;                  /* what was read, kept to the end */
	struct stage *stages;
	struct part *parts;
	struct step *steps;
	size_t n, room, ahead;
};

/* TO ADD ONE: a row in play_act.c or play_talk.c and its line in docs/stories.md. */
struct play_act {
	const char *name;
	const struct field *fields;     /* what "with" may say; NULL: the fields of the kind, or of what a change changes */
	struct err *(*run)(struct ctx *c, struct step *s, struct record *rec);
};

/* Play files: all are checked first, and ERR_INVALID names file, story and step of what is wrong. */
struct err *play_files(struct call *call, const char *request, char **paths) MUST_CHECK;

/* play_read.c */
struct err *play_read(struct play *play, const char *path) MUST_CHECK;        /* the steps of a file, added to the play */
struct err *play_check(struct step *s) MUST_CHECK;                       /* once all files are read */
struct err *play_wrong(const struct step *s, struct err *err) MUST_CHECK;   /* says where; takes ${err} */
struct err *play_no_field(struct ctx *c, const char *name, const struct field *const *tables) MUST_CHECK;
struct part *play_part(const struct step *s, const char *name);         /* of this story, else of another; NULL: none */

/* play_value.c */
struct err *play_moment(const struct step *s, const char *text, int64_t *at) MUST_CHECK;      /* *at: of the step before, or 0 */
/* What ${json} types into the field; a record that is not made yet is "-". */
struct err *play_value(const void *parent, const struct step *s, const struct field *field, const json_t *json, const char **out) MUST_CHECK;

/* play_act.c */
enum { PLAY_TABLES = 16 };
/* The tables of fields that "with" may name, ends with NULL; none: it is known when it is played.  ERR_INVALID: the kind knows no such act. */
struct err *play_tables(struct ctx *c, struct step *s, const struct field *tables[PLAY_TABLES]) MUST_CHECK;
struct err *play_act(struct ctx *c, struct step *s) MUST_CHECK;
struct err *play_form_wrong(const struct form *form) MUST_CHECK;         /* the first complaint */
const char *play_said(struct ctx *c, const struct step *s, const char *name);   /* of the fields of its act; "" when absent */

/* play_talk.c */
extern const struct play_act play_talks[];

#endif
