/* SPDX-License-Identifier: ISC */
/* The fields of the account page. Words: "account.field.<name>", "account.hint.<name>", "account.<name>.<choice>". */
#ifndef PAGES_ACCOUNT_ACCOUNT_FORM_H
#define PAGES_ACCOUNT_ACCOUNT_FORM_H

#include "form/field.h"

extern const struct field account_profile_fields[];
extern const struct field account_display_fields[];
extern const struct field account_password_fields[];

#endif
