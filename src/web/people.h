/* SPDX-License-Identifier: ISC */
/* What the pages about people share: names of roles, ids in addresses, links that are shown once. */
#ifndef WEB_PEOPLE_H
#define WEB_PEOPLE_H

#include "web/visit.h"

/* A built-in role is called by the words of its key, another by its name. */
const char *people_role_name(struct visit *v, const char *key, const char *name);
/* Log-in names are typed by hand, so they are plain: small letters, digits and a few signs. */
bool people_is_login(const char *login);
/* The id in the address, or ERR_NOT_FOUND if it is not a number. */
struct err *people_arg_id(struct visit *v, const char *arg, const char **id) MUST_CHECK;
/* Queue a one-time link to set a password ("first" or "reset") and show it: the only time it can be read. ${asked_by}: the first of two people, or NULL. */
struct err *people_give_link(struct visit *v, const char *account_id, const char *login, const char *name, bool is_first,
    const char *asked_by, const char *back) MUST_CHECK;
/*
 * Takes a refusal of the layer below to be shown on the page instead of an error page: its key,
 * or NULL if the error is passed on.
 */
const char *people_complaint(struct visit *v, struct err **err);
/* Who may vote has changed here: open rounds are judged again (RX.3); also where an operator looks into a site. */
struct err *people_judge_again(struct visit *v) MUST_CHECK;
/* The same in each site where this account holds power. */
struct err *people_judge_for(struct visit *v, const char *account_id) MUST_CHECK;
/* A way back above the title. */
void people_crumb(struct visit *v, const char *url, const char *text);

#endif
