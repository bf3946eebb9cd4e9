/* SPDX-License-Identifier: ISC */
/*
 * The protocols of group robots (WeCom, DingTalk, Feishu) and of our own webhooks: what is posted, how it is signed, whether the answer
 * says that it was taken.  Knows neither network nor database.  How many messages a minute each one takes is said in SQL (app.robot_limit).
 */
#ifndef MESSAGE_ROBOT_H
#define MESSAGE_ROBOT_H

#include "message/item.h"

#include "base/mem.h"
#include <stdbool.h>
#include <stdint.h>

enum { ROBOT_HEADERS_MAX = 4 };

struct vendor;

extern const char *const robot_vendors[];       /* NULL-terminated, as robot.vendor */
const struct vendor *robot_vendor(const char *name);            /* NULL: there is none */
size_t robot_most(const struct vendor *vendor);                 /* items of one message */
bool robot_needs_secret(const struct vendor *vendor);

/* Address and secret are kept in the database only sealed; "" stays "". NULL: there is no key, or it is not the one they were sealed under. */
char *robot_seal(const void *parent, const char *key, const char *text);
char *robot_unseal(const void *parent, const char *key, const char *sealed);

struct robot_post {
	const char *url, *body;                         /* JSON */
	const char *headers[ROBOT_HEADERS_MAX + 1];     /* "Name: value", beside Content-Type; NULL-terminated */
};

/* ${secret} may be "". ${now}: milliseconds since 1970. */
struct robot_post robot_compose(const void *parent, const struct vendor *vendor, const char *address, const char *secret, const struct items *items, int64_t now);

/*
 * Was it taken?  NULL: yes; else what the answer says.  Robots answer 200 to what they refuse.  *wait: seconds after which it may be tried
 * again at the earliest, 0 where the answer does not say.
 */
const char *robot_refusal(const void *parent, const struct vendor *vendor, long status, const char *body, int64_t *wait);

#endif
