/* SPDX-License-Identifier: ISC */
/*
 * Inviting people into a site (finding S2): what the site's administrators do.  The answer is the same whether such an account
 * exists or not: an invitation, and a link to hand over.  What the invited do is pages/account/join.h.
 */
#ifndef PAGES_ADMIN_INVITE_H
#define PAGES_ADMIN_INVITE_H

#include "web/visit.h"

/* Queue the invitations of the site; invite_put shows them under ${node}: open ones first, answered ones of the last months behind. */
void invite_ask(struct visit *v, struct rows **rows);
void invite_put(struct visit *v, struct node *node, const struct rows *rows);
/*
 * Invite ${address}, a log-in or an e-mail address, into ${department_id} (NULL: none) and show the link; ${name} is what somebody
 * new may be called.  A member with that address is a complaint of the caller's, since the site knows its members.
 */
struct err *invite(struct visit *v, const char *address, const char *name, const char *department_id) MUST_CHECK;
/* The buttons of the list: "withdraw" or "again" (a new link) of invitation "id". ERR_CONFLICT: it is answered. */
struct err *invite_act(struct visit *v, const struct rows *rows, const char *act) MUST_CHECK;

#endif
