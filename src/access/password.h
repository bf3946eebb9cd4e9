/* SPDX-License-Identifier: ISC */
/*
 * Passwords: scrypt through libscrypt's MCF, parameters from the
 * configuration, checked before a byte of memory is spent, raised at log-in
 * when the policy rises.  At most conf->hash_slots hashes run on this host
 * at the same time (flock on slot files: the kernel frees them on death);
 * beyond that ERR_UNAVAILABLE with Retry-After, so a flood cannot starve pages.
 */
#ifndef ACCESS_PASSWORD_H
#define ACCESS_PASSWORD_H

#include "base/conf.h"
#include "base/err.h"
#include <stdbool.h>

struct err *password_hash(const void *parent, const struct conf *conf, const char *password, char **mcf) MUST_CHECK;
/* true only for an exact match.  ${mcf} NULL: checks a dummy of equal cost and returns false */
struct err *password_check(const struct conf *conf, const char *mcf, const char *password, bool *right) MUST_CHECK;
bool password_is_weak_hash(const struct conf *conf, const char *mcf);    /* other parameters than the policy's? */

/* What is known about the person who chooses it; each part may be NULL or "". */
struct password_owner {
	const char *login, *name;
	const char *sites;           /* what their sites are called, a line each */
};
/*
 * The complaint (word key) about a new password, or NULL. Refused are passwords that are too short
 * (conf->password_min characters), listed (conf->blocked_passwords), contain well-known data of the owner, or
 * follow a pattern.
 */
const char *password_complaint(const struct conf *conf, const char *password, const struct password_owner *owner);

#endif
