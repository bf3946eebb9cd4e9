/* SPDX-License-Identifier: ISC */
/*
 * Answers to mail (RX.6): the signed address that a mail of the portal is answered to, and which part of an answer its writer wrote.  The
 * address says whose answer to which message about which record it is, and until when it is taken; it cannot be made up or changed without
 * the key of the installation.  Whether that person may still say something there is asked elsewhere.
 */
#ifndef MESSAGE_REPLY_H
#define MESSAGE_REPLY_H

#include "base/mem.h"
#include <stdbool.h>
#include <stdint.h>

struct reply_to {
	int64_t site, account, record, message;
	int64_t until;                  /* the last day on which it is taken, in days since 1970 */
};

/* "portal@example.com" as "portal+1-2a-…@example.com".  NULL: there is no key or no such mailbox, or the address would be longer than its left side may be (RFC 5321, 4.5.3.1.1). */
char *reply_address(const void *parent, const char *key, const char *mailbox, const struct reply_to *to);
/* Finds such an address of ${mailbox} in the text of a header, in whatever case it came back.  False: there is none that is signed under this key. */
bool reply_read(const void *parent, const char *key, const char *mailbox, const char *header, struct reply_to *out);
/*
 * What is above the line that our mails begin with (${marks}: that line in each language, NULL-terminated), without the lines by which mail
 * programs introduce what they quote: they name one of ${addresses} (NULL-terminated).  A signature ("-- ") is left out.
 */
char *reply_text(const void *parent, const char *text, const char *const *marks, const char *const *addresses);

#endif
