/* SPDX-License-Identifier: ISC */
/*
 * gatehousectl play: stories of what people did, in JSON (docs/stories.md).  Each step is taken by a member, at its moment, in its own
 * transaction: it sends the form of a page, and the page answers as it answers a browser (web/post.h).
 *
 *   play.c           the verb: what files say, and the steps of all files in the order of time
 *   play_act.c       what a step does: its page, and its form
 *   play_value.c     moments, days, and what is typed
 */
#ifndef CTL_PLAY_H
#define CTL_PLAY_H

#include "ctl/verb.h"
#include "record/kind.h"
#include "web/visit.h"

/* A record of a story. */
struct part {
	const char *key;                /* "huadong/parking", "huadong/parking/document.plan" */
	const struct kind *kind;
	const char *number;             /* NULL until it is made, or found */
	struct part *next;
};

struct step {
	struct play *play;
	const char *file, *story;
	size_t nth;                     /* in its story, from 1 */
	const struct site *site;
	const json_t *people, *departments;     /* of the site: ids of its members by login name, of its departments by name */
	struct part *own, *on;          /* the story's own record, the one this step is about */
	const char *act, *of, *entry;   /* as the file says them; NULL: it does not */
	const char *login;              /* "clock": the courier's part */
	json_t *with;                   /* NULL: nothing is typed */
	int64_t at;                     /* minutes since 1970 in the deployment's zone */
	size_t order;                   /* in the files */
	/* Once checked: */
	const struct part *target;      /* what ${of} names, or NULL */
	const struct entry *sort;       /* what ${entry} names, or NULL … */
	const char *no;                 /* … and which one, or NULL */
	const char *page;               /* as in app/routes.c */
	struct pair says;               /* what its form sends by itself */
	const struct field *fields;     /* that can be typed */
};

struct play {
	struct call *call;
	const char *request;            /* what the history calls it */
	int64_t now;                    /* the midnight before today; later steps are left out */
	json_t *files;                  /* what was read; the steps point into it */
	struct part *parts;
	struct step *steps;
	size_t n;
	bool has_begun;                 /* all is checked */
};

/* Play files: all are checked first, and ERR_INVALID names file, story and step of what is wrong. */
struct err *play_files(struct call *call, const char *request, char **paths) MUST_CHECK;
struct part *play_part(const struct step *s, const char *name);             /* of this story, else of another; NULL: none */
struct err *play_check(struct step *s) MUST_CHECK;                          /* once all files are read */
struct err *play_send(struct visit *v, const struct step *s) MUST_CHECK;    /* in the transaction of ${v} */
struct err *play_moment(const struct step *s, const char *text, int64_t *at) MUST_CHECK;    /* *at: of the step before, or 0 */
/* Type ${json} into a field; until the play has begun, a record that is not made yet is "?". */
struct err *play_type(struct visit *v, const struct step *s, const struct field *field, const json_t *json) MUST_CHECK;

#endif
