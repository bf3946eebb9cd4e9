/* SPDX-License-Identifier: ISC */
/*
 * gatehousectl demo: a company that has used the portal for a year.  Its
 * people, texts and names are data (sql/seed/demo.json); what they do is told by tables of
 * steps (demo_*.c).  Every step is made by a member, at its moment, through the
 * same rules as users' data, in a transaction of its own; nothing is written
 * that the moves would not write.  The same day gives the same data.
 *
 *   demo.c             the verb: load, logins
 *   demo_data.c        demo.json and dice
 *   demo_time.c        moments: minutes since 1970 in the company's zone
 *   demo_site.c        sites, departments, calendar, rules
 *   demo_people.c      accounts, members, roles; who is meant by "lead"
 *   demo_act.c         one act: context, record, move, vote
 *   demo_part.c        the records of one story, and what is written of them
 *   demo_entry.c       entries of a record, and acts on them
 *   demo_file.c        files that are attached
 *   demo_value.c       what people type: the notation of struct step's "with"
 *   demo_run.c         stories, step by step, in the order of time
 *   demo_<kind>.c      the stories of a kind; demo_launch.c of launches and what goes with them,
 *                      demo_paper.c of documents, legal reviews, budgets, incidents
 */
#ifndef CTL_DEMO_H
#define CTL_DEMO_H

#include "ctl/verb.h"
#include "record/record.h"

#include <jansson.h>

/* Lists of texts in demo.json; demo_data.c has their names. */
enum topic {
	TOPIC_PLATFORM, TOPIC_PLANNED_PLATFORM, TOPIC_FADING_PLATFORM, TOPIC_REQUIREMENT, TOPIC_FEEDBACK, TOPIC_NOTICE,
	TOPIC_CHANGE, TOPIC_REWARD, TOPIC_TEAM_REWARD, TOPIC_PENALTY, TOPIC_DISPUTE, TOPIC_COUNT
};

/* A member of a town. */
struct resident {
	const char *login, *name;
	const char *id;                 /* account */
	const char *department;         /* key in demo.json */
	const char *department_id;
	const char *roles;              /* keys, blank-separated */
};

/* A record that was made, for those that refer to one. */
struct made {
	const struct kind *kind;
	const char *id, *number, *state, *department_id, *platform, *author_id;
	json_t *topic;
	int64_t decided_at;             /* moment it was triaged; 0: not yet */
	bool fleeting;
};

struct town {
	struct demo *demo;
	json_t *json;
	const struct site *site;
	int64_t version;
	struct resident *people;
	size_t n_people;
	struct made *made;
	size_t n_made, room_made;
	struct story **stories;         /* those not at their end */
	size_t n_stories, room_stories;
	size_t next_topic[TOPIC_COUNT]; /* per list of texts: where to go on */
};

struct demo {
	struct call *call;
	json_t *data;
	int64_t now;                    /* nothing happens later */
	struct town *towns;
	size_t n_towns, n_acts, look_again_at;
};

/*
 * One thing somebody does.  act: "make", "vote", "say", "edit", "values", "recall" (a
 * vote not yet begun), "watch", "ask", "opine", "urge", "stand_in", "readers", "evidence", "results", "attach", "found", or a
 * move of the kind; of entries "+task" (make the next one that is written), "+task.all", "task.2/finish", "task.all/done".  In
 * front of it, with a colon, which record it is about when it is not the story's own: "budget:submit", "document.plan:make"; see
 * struct part.  who: demo_who().  from, to:
 * days after the step before (calendar days, moved to working hours); NEXT_TRIAGE: at the
 * next triage meeting.  with: "field=value;field=value", see demo_value().
 */
struct step {
	const char *act, *who;
	int from, to;
	const char *with;
};
/*
 * AFTER_TRIAGE: when the meeting has ended; AT_NIGHT: in the first hour of the day "to" days later, for the clock; AT_ONCE: some
 * minutes later; DAYS_AGO: "to" working days before the data are loaded, or soon if that has passed.
 */
enum { NEXT_TRIAGE = -1, AT_NIGHT = -2, AFTER_TRIAGE = -3, AT_ONCE = -4, DAYS_AGO = -5 };

/*
 * A record of a story: its own, or one that goes with it, made by "name:make", or by a rule and taken up by "name:found".  Its
 * name is its kind's, with a dot and a word behind where there are several.  What is written of it stands in the story's topic
 * under its name, of its entries in lists below that, under the name of their sort.
 */
struct part {
	const char *name;               /* "": the story's own */
	const struct kind *kind;
	const char *id, *number;        /* once made */
	struct part *next;
};

struct story;

/* TO ADD ONE: its steps and a row in the plot table of its kind. */
struct plot {
	const struct kind *kind;
	const struct step *steps;
	int weight;                     /* of a hundred or so */
	int early, late;                /* begins between so many days ago; up to 30 they are working days */
	/* Choose what it is about; false: not possible yet, try again later. May be NULL. */
	bool (*prepare)(struct story *story);
	bool fleeting;                  /* it will be withdrawn: nothing is built on it */
	const char *named;              /* its texts in demo.json: "named", kind, site, this; NULL: the next of a list */
};

struct story {
	struct town *town;
	const struct plot *plot;
	struct part own, *on;           /* on: the one of the step under way */
	const struct step *step;
	uint64_t dice;
	int64_t at;                     /* of its next step */
	int tries;
	size_t nth;                     /* which of the entries that are written */
	json_t *topic;                  /* fields by name; NULL: none */
	const struct resident *author, *person, *asked;
	const char *department_id, *platform;
	const char *about;              /* number of the record it is about */
	const char *opinion_id;         /* once asked for */
};

/* demo_data.c */
struct err *demo_data_read(struct demo *demo) MUST_CHECK;
const char *demo_text(const json_t *object, const char *key);        /* "" when absent */
uint64_t demo_roll(uint64_t *dice, uint64_t sides);                    /* 0 … sides - 1 */
json_t *demo_topic(struct town *town, enum topic list);               /* the next of a list of texts, round and round */

json_t *demo_named(const struct town *town, const struct plot *plot);

/* demo_time.c */
int64_t demo_time_now(const struct conf *conf);
int32_t demo_day(int64_t moment);
const char *demo_moment(const void *parent, int64_t moment);          /* "2026-03-09 10:15:00+08" */
int64_t demo_time_after(struct story *story, int from, int to);         /* when the next step happens */
int64_t demo_time_ago(const struct town *town, uint64_t *dice, int early, int late);
bool demo_is_triage_day(const struct town *town, int32_t day);

/* demo_site.c, demo_people.c: in a transaction each */
struct err *demo_sites(struct demo *demo) MUST_CHECK;
struct err *demo_accounts(struct demo *demo) MUST_CHECK;
struct err *demo_members(struct ctx *c, struct town *town, char **department_ids) MUST_CHECK;
/*
 * "author", "person", "asked", "lead", "deputy", "group1" …, "developer2", "liaison" (of the department), "liaison.business", "colleague" (of the
 * department, in no office), "clock" (NULL), or role keys joined by "|": somebody of these, never author or person.  ".owner_id": whom the topic names there ("&developer2").
 */
const struct resident *demo_who(struct story *story, const char *who);
const struct resident *demo_find(const struct town *town, const char *login);
bool demo_has_role(const struct resident *r, const char *roles);       /* any of these keys, joined by "|" */
/* Somebody who decides nothing, of a department (id) or of any (NULL). */
const struct resident *demo_staff(struct town *town, uint64_t *dice, const char *department_id);
const char *demo_account_id(struct demo *demo, const char *login);
const char *demo_department_id(const struct town *town, const char *key);   /* NULL: none */
const char *demo_department_key(const struct town *town, const char *id);

/* How forms are filled in: demo_fill() is their source. */
struct filler {
	struct ctx *c;
	struct story *story;
	const struct field *fields;
	const struct record *rec;       /* while editing: its values stay */
};

/* demo_act.c */
const char *demo_fill(void *arg, const char *name, size_t *from);
struct err *demo_wrong(const struct story *story, const struct form *form) MUST_CHECK;    /* what is wrong in it */
struct err *demo_load(struct ctx *c, struct story *story, struct record **rec) MUST_CHECK; /* the record at hand, held */
struct err *demo_begin(struct town *town, const struct resident *who, int64_t at, struct ctx **out) MUST_CHECK;
struct err *demo_end(struct demo *demo, struct ctx *c, struct err *err) MUST_CHECK;   /* commits or rolls back; frees ${c} */
struct err *demo_act(struct story *story) MUST_CHECK;
struct err *demo_state(struct ctx *c, struct story *story, struct record *change) MUST_CHECK;    /* demo_state.c */
struct made *demo_made(struct town *town, const char *number);
struct made *demo_made_add(struct town *town, const struct kind *kind);

/* demo_part.c */
struct part *demo_part(struct story *story, const char *name, size_t n);   /* its first ${n} bytes; made up when it is not there yet */
/* For plots that name their texts: what they say of author ("by"), platform and department ("of", else the author's). */
bool demo_begin_named(struct story *story);
void demo_turn(struct story *story);                                   /* to the record that its step is about */
const char *demo_verb(const struct story *story);                      /* the step's act without the name of that record */
/* What is written for the step under way, of entries round and round: an object of the topic; NULL: nothing. */
json_t *demo_written(const struct story *story);
const char *demo_own_wording(const struct story *story, const char *key);   /* of the story's own record */
const char *demo_wording(const struct story *story, const char *key);    /* its text of this name; "" when there is none */
size_t demo_written_count(const struct story *story);                  /* entries of the step's sort */
struct err *demo_found(struct ctx *c, struct story *story) MUST_CHECK;

/* demo_entry.c */
bool demo_is_entry(const char *verb);                                  /* "+task", "task.2/finish" */
const char *demo_sort(const void *parent, const char *verb);           /* "task" */
struct err *demo_entry(struct ctx *c, struct story *story) MUST_CHECK;

/* demo_file.c */
struct err *demo_attach(struct ctx *c, struct story *story) MUST_CHECK;

/* demo_talk.c: what is no move */
struct err *demo_say(struct ctx *c, struct story *story, const char *text) MUST_CHECK;
struct err *demo_stand_in(struct ctx *c, struct story *story) MUST_CHECK;
struct err *demo_watch(struct ctx *c, struct story *story) MUST_CHECK;
struct err *demo_evidence(struct ctx *c, struct story *story) MUST_CHECK;
struct err *demo_results(struct ctx *c, struct story *story) MUST_CHECK;
void demo_readers(struct story *story);
struct err *demo_ask(struct ctx *c, struct story *story) MUST_CHECK;
struct err *demo_answer(struct ctx *c, struct story *story) MUST_CHECK;
struct err *demo_urge(struct ctx *c, struct story *story) MUST_CHECK;
struct err *demo_filters(struct demo *demo) MUST_CHECK;
struct err *demo_told(struct demo *demo) MUST_CHECK;

/* demo_value.c: what ${story} fills into a field now; NULL: leaves it. */
const char *demo_value(struct ctx *c, struct story *story, const struct field *field);
const char *demo_with(const void *parent, const struct story *story, const char *name);   /* the raw text of the step; NULL: none */

/* demo_run.c */
struct story *demo_story_add(struct town *town);                       /* an empty one in the queue */
void demo_plan(struct town *town, const struct plot *plots, size_t n);
struct err *demo_run(struct town *town) MUST_CHECK;

/* One per kind: queue its stories in a town. */
void demo_platforms(struct town *town);
void demo_launches(struct town *town);
void demo_documents(struct town *town);
void demo_legal_reviews(struct town *town);
void demo_budgets(struct town *town);
void demo_incidents(struct town *town);
void demo_requirements(struct town *town);
void demo_feedbacks(struct town *town);
void demo_changes(struct town *town);
void demo_disputes(struct town *town);
void demo_rewards(struct town *town);
void demo_penalties(struct town *town);
void demo_notices(struct town *town);
void demo_meetings(struct town *town);

#endif
