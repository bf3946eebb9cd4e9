/* SPDX-License-Identifier: ISC */
/*
 * gatehousectl play: stories of what people did, in JSON (docs/stories.md).  Each step is taken by a member, at its moment, in its own
 * transaction, through the functions that answer their forms: what a form would refuse is refused here too.
 *
 *   play.c           the verb: the steps of all files in the order of time
 *   play_read.c      what files say, checked before anything is played
 *   play_value.c     moments, days, and what is typed
 *   play_act.c       one step in a form: records, moves, entries, votes
 *   play_talk.c      what is no move (comments, opinions, links, files …), and the table of acts
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
	/* While it is played: its record, and what "with" fills in where the act has fields of its own. */
	struct record *rec;
	struct form *form;
};

struct play {
	struct call *call;
	const char *request;            /* what the history calls it */
	int64_t now;                    /* the midnight before today; later steps are left out */
	json_t *files;                  /* what was read; the steps point into it */
	struct stage *stages;
	struct part *parts;
	struct step *steps;
	size_t n, room, ahead;
};

/* TO ADD ONE: a row in play_talk.c and its line in docs/stories.md. */
struct play_act {
	const char *name;
	enum permit right;              /* that its page requires (app/routes.c); PERMIT_NONE: the rules of the record say who may */
	const char *needs;              /* what "with" must say */
	const struct field *fields;     /* what it may say; NULL: the fields of the kind, or of what a change changes */
	struct err *(*run)(struct ctx *c, struct step *s);
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
/* Raises the first complaint; OK when there is none. */
struct err *play_form_check(const struct form *form) MUST_CHECK;
extern const struct field play_vote_fields[];
struct err *play_make(struct ctx *c, struct step *s) MUST_CHECK;
struct err *play_edit(struct ctx *c, struct step *s) MUST_CHECK;
struct err *play_vote(struct ctx *c, struct step *s) MUST_CHECK;

/* play_talk.c */
extern const struct play_act play_acts[];

#endif
