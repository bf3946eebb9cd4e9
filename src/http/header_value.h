/* SPDX-License-Identifier: ISC */
/* Values of the shape `word; name=value; name="value"`: Content-Type and Content-Disposition. */
#ifndef HTTP_HEADER_VALUE_H
#define HTTP_HEADER_VALUE_H

#include <stdbool.h>
#include <stddef.h>

/* One parameter; ${value} still has its escapes when it was quoted. */
struct header_value_param {
	const char *name;
	size_t name_len;
	const char *value;
	size_t value_len;
	bool quoted;
};

/* The word before the parameters: is it ${word}, in whatever case?  *rest is what follows it. */
bool header_value_is(const char *text, const char *word, const char **rest);
/* The next parameter of *rest: 1 found, 0 no more, -1 not well formed. */
int header_value_next(const char **rest, struct header_value_param *out);
bool header_value_named(const struct header_value_param *param, const char *name);
/* The value without escapes; false when it has control bytes or does not fit into ${room}. */
bool header_value_copy(const struct header_value_param *param, char *to, size_t room);

#endif
