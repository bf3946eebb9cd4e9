/* SPDX-License-Identifier: ISC */
/*
 * Power over people needs two of them: what one person asks for, a second
 * confirms, and then it is done (findings G1, S4).  Who may ask, who may be
 * the second, and that nothing is done by one alone, the database says
 * (sql/migrate/0027_two_people.sql); here is what is done, told and kept.
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

/* The first person asks in the site of the context; those who may be the second are told. */
struct err *power_ask(struct ctx *c, const struct power *what) MUST_CHECK;
/* The same from outside any site, about an account: in the first site where it holds power, else among the operators. */
struct err *power_ask_outside(struct ctx *c, const struct power *what) MUST_CHECK;
/* The second person confirms request ${id}, and all of it is done but a link, which the caller gives. ERR_FORBIDDEN, ERR_NOT_FOUND. */
struct err *power_confirm(struct ctx *c, const char *id, struct power *out) MUST_CHECK;
/* Declined by who could confirm, or taken back by who asked. */
struct err *power_decline(struct ctx *c, const char *id) MUST_CHECK;
/* Somebody else says that a reset account is in the hands of its person: its rights rest no more. */
struct err *power_release(struct ctx *c, const char *account_id) MUST_CHECK;

bool power_any(struct ctx *c, const char *account_id, struct err **err);    /* does the account hold power anywhere? */
/* What was done to an account, ${told} as the key of a notification and ${action} of an event: in each site where it holds power. */
struct err *power_tell(struct ctx *c, const struct power *what, const char *action, const char *told) MUST_CHECK;
/* The same in the site of the context alone. */
void power_tell_here(struct ctx *c, const struct power *what, const char *told);

/* Into a site for a moment; returns where one was before, for going back by the same. */
struct err *power_enter(struct ctx *c, const char *site, const char **was) MUST_CHECK;

#endif
