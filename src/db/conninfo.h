/* SPDX-License-Identifier: ISC */
/*
 * Connection strings, for gatehousectl: it reaches the database that the workers
 * use, but as the administrator.  On the database's own machine root has no
 * account there; it connects as the system user postgres, whom PostgreSQL knows
 * (peer authentication, Debian's default).
 */
#ifndef DB_CONNINFO_H
#define DB_CONNINFO_H

#include "base/err.h"

/*
 * The value of ${key} ("dbname") in ${conninfo}, else in libpq's environment or
 * defaults; NULL: none. ERR_INVALID: not a connection string.
 */
struct err *conninfo_get(const void *parent, const char *conninfo, const char *key, char **value) MUST_CHECK;
/* The same server and database, without user and password. ERR_INVALID: it is none. */
struct err *conninfo_without_user(const void *parent, const char *conninfo, char **out) MUST_CHECK;
/*
 * The system account to connect as.  NULL: the current one, because it is not root, a user is
 * named, or the server is on another machine.
 */
const char *conninfo_account(const char *conninfo);
/* From now on every connection to ${conninfo} is made as conninfo_account says. */
void conninfo_begin(const char *conninfo);
void conninfo_end(void);

#endif
