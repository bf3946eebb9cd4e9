/* SPDX-License-Identifier: ISC */
/*
 * Power over people needs two people: one requests an action, a second confirms
 * it, and then it is carried out (findings G1, S4).  The database enforces who
 * may request, who may confirm, and that nobody acts alone
 * (sql/migrate/0027_two_people.sql).  This module carries the actions out,
 * notifies people and writes the history.
 */
#ifndef ACCESS_POWER_H
#define ACCESS_POWER_H

#include "access/ctx.h"

/* What is asked for. */
struct power {
	const char *act;             /* of the table in power.c */
	const char *account_id;      /* whom it is about; NULL: a role */
	const char *login, *name;    /* of that account */
	const char *role_id, *role;  /* the role, and what history calls it */
	char **permissions;          /* what the role is to hold besides; NULL: nothing */
	const char *reason;
	const char *asked_by;        /* name of the first person; read, never written */
	bool is_first;               /* the account never had a password */
};

/* The first person makes a request in the site of the context; those who may confirm are notified. */
struct err *power_ask(struct ctx *c, const struct power *what) MUST_CHECK;
/* The same from outside any site, about an account: in the first site where it holds power, else among the operators. */
struct err *power_ask_outside(struct ctx *c, const struct power *what) MUST_CHECK;
/*
 * The second person confirms request ${id}, and everything is done except a link, which the
 * caller creates. ERR_FORBIDDEN, ERR_NOT_FOUND.
 */
struct err *power_confirm(struct ctx *c, const char *id, struct power *out) MUST_CHECK;
/* Declined by somebody who could confirm, or withdrawn by the person who asked. */
struct err *power_decline(struct ctx *c, const char *id) MUST_CHECK;
/* Somebody else confirms that a reset account is used by its owner: its rights are restored. */
struct err *power_release(struct ctx *c, const char *account_id) MUST_CHECK;

bool power_any(struct ctx *c, const char *account_id, struct err **err);    /* does the account hold power anywhere? */
/* What was done to an account, ${told} as the key of a notification and ${action} of an event: in each site where it holds power. */
struct err *power_tell(struct ctx *c, const struct power *what, const char *action, const char *told) MUST_CHECK;
/* The same in the site of the context alone. */
void power_tell_here(struct ctx *c, const struct power *what, const char *told);

/* Enters a site temporarily, or its ${door} (session_enter); returns the previous site, so that the same call can restore it. */
struct err *power_enter(struct ctx *c, const char *site, const char *door, const char **was) MUST_CHECK;

#endif
