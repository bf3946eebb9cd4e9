/* SPDX-License-Identifier: ISC */
/* What the pages about people share: names of roles, ids in addresses, links that are shown once. */
#ifndef PAGES_PEOPLE_H
#define PAGES_PEOPLE_H

#include "pages/visit.h"

/* A built-in role is called by the words of its key, another by its name. */
const char *people_role_name(struct visit *v, const char *key, const char *name);
/* Log-in names are typed by hand, so they are plain: small letters, digits and a few signs. */
bool people_is_login(const char *login);
/* The id in the address, or ERR_NOT_FOUND: what is no number names nothing. */
struct err *people_arg_id(struct visit *v, const char *arg, const char **id) MUST_CHECK;
/* Queue a one-time link to set a password ("first" or "reset") and show it: the only time it can be read. */
struct err *people_give_link(struct visit *v, const char *account_id, const char *login, const char *name, bool is_first,
    const char *back) MUST_CHECK;
/* A way back above the title. */
void people_crumb(struct visit *v, const char *url, const char *text);

#endif
