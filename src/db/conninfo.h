/* SPDX-License-Identifier: ISC */
/*
 * Connection strings, keywords or addresses, as libpq reads them.  gatehousectl reaches the database that the workers
 * use, but as the administrator.  On the database's own machine root has no
 * account there; it connects as the system user postgres, whom PostgreSQL knows
 * (peer authentication, Debian's default).
 */
#ifndef DB_CONNINFO_H
#define DB_CONNINFO_H

#include "base/err.h"
#include <stdbool.h>

/*
 * The value of ${key} ("dbname") in ${conninfo}, else in libpq's environment or
 * defaults; NULL: none. ERR_INVALID: not a connection string.
 */
struct err *conninfo_get(const void *parent, const char *conninfo, const char *key, char **value) MUST_CHECK;
/* The same server and database, without user and password. ERR_INVALID: it is none. */
struct err *conninfo_without_user(const void *parent, const char *conninfo, char **out) MUST_CHECK;
/*
 * ${conninfo}, keywords or an address ("postgresql://…"), as keywords with ${value} for ${keyword} (NULL: as it is); "options" come
 * behind those that are there.  ERR_INVALID: it is none, or libpq knows no such keyword.
 */
struct err *conninfo_with(const void *parent, const char *conninfo, const char *keyword, const char *value, char **out) MUST_CHECK;
/* Does it hold a password, which neither a file for everybody nor the arguments of a program may? */
bool conninfo_tells_password(const char *conninfo);
/*
 * The system account to connect as.  NULL: the current one, because it is not root, a user is
 * named, or the server is on another machine.
 */
const char *conninfo_account(const char *conninfo);
/* From now on every connection to ${conninfo} is made as conninfo_account says. */
void conninfo_begin(const char *conninfo);
void conninfo_end(void);

#endif
