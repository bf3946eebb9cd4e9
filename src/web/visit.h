/* SPDX-License-Identifier: ISC */
/*
 * One visit to one page: what came in, who it is, what goes out.  A page is
 * a row of the route table with an `ask` (queue statements; may look only at
 * the address and the query, and where v->is_early at the text of the form) and
 * an `answer` (rights are known, rows are there, the body is read).  Pages never commit, never send, never check
 * tokens: web/serve.c does, for all of them.
 */
#ifndef WEB_VISIT_H
#define WEB_VISIT_H

#include "access/ctx.h"
#include "form/form.h"
#include "http/reply.h"
#include "http/request.h"
#include "view/view.h"

enum { ROUTE_ARGS_MAX = 6 };

enum route_flags {
	ROUTE_PUBLIC = 1,        /* no log-in needed */
	ROUTE_NO_SITE = 2,       /* not inside a site */
	ROUTE_OPERATOR = 4,      /* operators only */
	ROUTE_UPLOADS = 8,       /* the body may carry files */
	ROUTE_FRESH = 16,        /* wants the password typed within ten minutes */
	ROUTE_SHOWS_AGAIN = 32,  /* a visitor's form without this browser's token is for the page to show again: v->lacks_token */
	ROUTE_BARE = 64,         /* no session, no database: health */
	ROUTE_WITHOUT_FACTOR = 128, /* open although a second factor is still to be set up: where that is done, and what comes before it */
	ROUTE_ALL_ASKED = 256,   /* a GET whose answer asks nothing more: its transaction ends with its questions */
	ROUTE_SLOW = 512,        /* a whole file: answered by the export pool, so many at a time for an account; as is every file a page is asked for as */
	ROUTE_WITHOUT_NOTICE = 1024, /* open although the notice on personal data is still to be agreed to */
	ROUTE_SECRET = 2048,     /* the address holds a secret: no log says it */
	ROUTE_LOCAL = 4096,      /* for this machine alone; whoever comes through a proxy finds nothing */
	ROUTE_HASHES = 8192,     /* a password or code is tried or set: answered by a pool of its own, so often from an address (web/location.h) */
	ROUTE_STRANGERS = 16384, /* a form that anybody may fill in without a session: so often from an address */
	ROUTE_FOR_NGINX = 32768, /* asked by nginx itself, before it reads a long body */
	ROUTE_SHEETS = 65536,    /* with .csv and .xlsx a table of what is shown */
	ROUTE_JSON = 131072,     /* with .json */
	ROUTE_ZIP = 262144,      /* with .zip an archive */
	ROUTE_KEPT = 524288,     /* a browser may keep the page and ask whether it is still the same (web/unchanged.h); needs ROUTE_ALL_ASKED */
	ROUTE_ONCE = 1048576,    /* the page of a form that has an address of its own each time (web/once.h) */
};

struct visit;

/* TO ADD ONE: a row in app/routes.c, its functions in pages/, its words, its line in tests/golden/routes.txt. */
struct route {
	enum method method;
	const char *pattern;         /* "/{site}/{kind}/{number}/moves"; a {name} matches one segment */
	enum permit permit;          /* PERMIT_NONE: any member of the site (or as the flags say) */
	unsigned flags;
	void (*ask)(struct visit *v);                           /* may be NULL */
	struct err *(*answer)(struct visit *v);
	const size_t *state;         /* size of the struct that ask fills for answer; NULL: none */
	const char *door;            /* ROUTE_PUBLIC in a site: where its visitors stand (table door, src/access/session.h) */
};

/*
 * A page keeps what it asked for in a struct of its own until it answers.  The page's .c file defines the struct and its size:
 *
 *	struct points_state { struct rows *years, *totals; };
 *	const size_t points_state = sizeof(struct points_state);
 *
 * The page's header declares the size, and each route of the page names it.  The request line allocates that many zeroed bytes before it
 * calls ask.  STATE_OF(v, points_state) returns that struct.  If the route names another state, it logs the fault and aborts the worker.
 */
#define STATE_OF(v, name) ((struct name *)visit_state((v), &name, sizeof(struct name)))

/* What the database would not take of a form; the page is asked once more and complains of it. */
struct refusal {
	const char *columns;         /* blank-separated, "" when it does not say */
	const char *table, *constraint;
};

struct visit {
	struct ctx *c;
	struct request *req;
	struct reply *reply;
	const struct route *route;
	struct { const char *name, *value; } args[ROUTE_ARGS_MAX];
	const char *moved_to;        /* the one address of what was asked for by another spelling of its number, or without its slash, or with a form's own key; else NULL */
	const char *suffix;          /* "csv", "xlsx" … where the address ends with one that its route names; else NULL */
	struct view *view;           /* NULL: nobody sees a page of this visit (web/post.h) */
	struct node *root;           /* of the view */
	const char *stamp;           /* of what this worker was started with; see struct worker */
	const char *layout;          /* "layout" unless the page says otherwise */
	const char *page;            /* template to render after the commit; NULL: the reply is complete */
	void *state;                 /* of *route->state bytes; pages read it with STATE_OF */
	const struct form *shown;    /* while a form that nobody saw is read: what it showed */
	const char *form_token;
	bool is_ours;                /* the browser says that a page of ours sent this (Origin, Sec-Fetch-Site) */
	bool lacks_token;            /* ROUTE_SHOWS_AGAIN: the form came without it, so it must not be taken */
	const char *refused;         /* what it was refused for, in a word, for the history (web/refusal.h); NULL: it was not */
	const char *flash;           /* word key to show on the next page (kept in a cookie) */
	const char *flash_at;        /* where it is shown, unless the address that is gone to ends with the place ("#files"); NULL: above the page */
	const char *came, *came_at;  /* word key of what came of the page before; the place on this page where it was done, or NULL */
	const char **odd;            /* names in the address that are not understood (web/asked.h) */
	size_t n_odd;
	bool rolls_back;             /* set by visit_again: the transaction must not commit */
	bool shows_again;            /* what was posted comes back on the error page, to be sent again (web/again.h) */
	bool touches;                /* the session's last use is to be noted */
	bool is_early;               /* the text of the form is there before ask (web/intake.h); whoever sent it is not known yet */
	bool is_restricted;          /* the page names what only those concerned may see, so that no browser keeps it (web/unchanged.h) */
	bool is_own_form;            /* the form came with its token: what it says may be shown again */
	const char *form_digest;     /* of what the form says */
	const char *first;           /* where the first sending of this form led, when this one says something else */
	const struct refusal *refusal; /* NULL but when the page is asked once more */
	const char *once_key, *once_account; /* of the form (web/once.h); NULL: it came without a key */
	struct rows *once_asked;     /* the first sending of this form, if once_ask could ask for it */
	bool is_answered;            /* the form was taken before, and the reply is complete */
	const char *saved;           /* where what a part of the answer saved for good is seen (visit_save); NULL: nothing */
	const struct rows *const *born; /* what was made has its number there once the transaction has ended; see visit_go_new */
	const char *born_path, *born_id;
	char *cookie;                /* the session cookie in force; a visitor's is made up here */
	struct buf *heard;           /* what the database answered, while the page may be kept (web/unchanged.h); else NULL */
	char *tag;                   /* of all that the page is made of, or NULL */
	const char *viewed, *viewed_file;    /* what .after notes: a restricted record, a file of it */
	struct err *(*after)(struct visit *v);   /* after the reply, in a transaction of its own: e.g. the view of a restricted record */
};

void *visit_state(const struct visit *v, const size_t *name, size_t size);   /* behind STATE_OF */
void visit_empty_state(struct visit *v);       /* allocate a new, zeroed state: before ask, and before a page asks again */
const char *visit_arg(const struct visit *v, const char *name);          /* value of a {name}; NULL when absent */
const char *visit_query(const struct visit *v, const char *name);        /* "" when absent */
const char *visit_form(const struct visit *v, const char *name);         /* "" when absent, or when it shows nothing (fold_is_empty) */
/* Path inside the site: visit_path(v, "requirements/%s", number) is "/east/requirements/REQ-…". */
char *visit_path(const struct visit *v, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Show ${page} with the layout, titled by the word ${title}. */
struct err *visit_show(struct visit *v, const char *page, const char *title) MUST_CHECK;
/* Show it again with mistakes: 422, nothing is committed. */
struct err *visit_again(struct visit *v, const char *page, const char *title) MUST_CHECK;
/* Go to ${path} (303) after the commit; ${flash} (word key or NULL) is shown there: at the place that ${path} ends with ("#files"), if the
   page shows it there (layout_came), else above everything. */
struct err *visit_go(struct visit *v, const char *path, const char *flash) MUST_CHECK;
/* The fields of ${form} into the view under ${node} (names as templates/part/field.cs reads them); web/fields.c. */
void visit_put_form(struct visit *v, struct node *node, const struct form *form);
/* Read the posted body into a form of these fields. */
struct form *visit_read_form(struct visit *v, const char *name, const struct field *fields);
/*
 * The same for a form that showed ${shown}.  A browser sends all of it; where nobody saw it, what is not said stays as it is, and what
 * is no field of it is a complaint.
 */
struct form *visit_read_changes(struct visit *v, const char *name, const struct field *fields, const struct form *shown);
/* ERR_INVALID where nobody sees the page that is about to be shown again: the first complaint of ${form} (may be NULL), else ${complaint}
   (a word key or NULL) with its %1. */
struct err *visit_complain(const struct visit *v, const struct form *form, const char *complaint, const char *arg) MUST_CHECK;
/*
 * To what was just made and has no number yet: its record is ${record_id}, and it is the one row of *born once the transaction has
 * ended; its number then stands behind ${path}.  web/serve.c calls visit_arrive for that.
 */
struct err *visit_go_new(struct visit *v, const char *path, const char *record_id, const struct rows *const *born, const char *flash) MUST_CHECK;
void visit_arrive(struct visit *v);
/*
 * For an answer of several transactions: ends the first one.  What it wrote is saved from here on, whatever fails afterwards, and a
 * second sending of the form is led to ${location}.
 */
struct err *visit_save(struct visit *v, const char *location) MUST_CHECK;
/* Choices for account, department and record fields of the site are added by web/options.c. */
void visit_put_person(struct node *node, const char *name, const char *id, const char *shown);

#endif
