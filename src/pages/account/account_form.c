/* SPDX-License-Identifier: ISC */
#include "pages/account/account_form.h"

#include <stddef.h>

static const char *const languages[] = { "auto", "zh_CN", "en", NULL };
static const char *const themes[] = { "system", "light", "dark", NULL };

const struct field account_profile_fields[] = {
	{ "name", FIELD_LINE, REQUIRED, .max = 100 },
	{ "email", FIELD_EMAIL, 0 },
	{ "sort_key", FIELD_LINE, 0, .max = 100 },
	{ NULL },
};

const struct field account_display_fields[] = {
	{ "language", FIELD_CHOICE, REQUIRED, .choices = languages },
	{ "theme", FIELD_CHOICE, REQUIRED, .choices = themes },
	{ NULL },
};

const struct field account_password_fields[] = {
	{ "old_password", FIELD_PASSWORD, REQUIRED },
	{ "new_password", FIELD_PASSWORD, REQUIRED },
	{ "again_password", FIELD_PASSWORD, REQUIRED },
	{ NULL },
};
