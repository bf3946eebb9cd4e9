/* SPDX-License-Identifier: ISC */
#include "http/header_value.h"
#include "http/part_head.h"

#include <string.h>
#include <strings.h>

static struct err *
part_head_disposition_param(struct multipart_part *part, const struct header_value_param *param)
{
	bool is_file = header_value_named(param, "filename");

	/* RFC 7578, 4.2 forbids filename*.  Ignoring it would turn a file into a field, so it is refused. */
	if (header_value_named(param, "filename*"))
		return (RAISE(ERR_INVALID, "part with \"filename*\""));
	if (!is_file && !header_value_named(param, "name"))
		return (OK);
	if (is_file ? part->is_file : part->name[0] != '\0')
		return (RAISE(ERR_INVALID, "part with two names"));
	if (is_file ? !header_value_copy(param, part->filename, sizeof part->filename) :
	    !header_value_copy(param, part->name, sizeof part->name))
		return (RAISE(ERR_INVALID, "part with a name that is too long or unclean"));
	if (is_file)
		part->is_file = true;
	return (OK);
}

static struct err *
part_head_disposition(struct multipart_part *part, const char *value)
{
	struct header_value_param param;
	const char *rest;
	int more;

	if (part->name[0] != '\0' || !header_value_is(value, "form-data", &rest))
		return (RAISE(ERR_INVALID, "part with two dispositions or another than form-data"));
	while ((more = header_value_next(&rest, &param)) == 1)
		TRY(part_head_disposition_param(part, &param));
	if (more < 0 || part->name[0] == '\0')
		return (RAISE(ERR_INVALID, "part without a name or with a broken disposition"));
	return (OK);
}

static struct err *
part_head_type(struct multipart_part *part, const char *value)
{
	size_t n = strlen(value);

	if (n >= sizeof part->type)
		return (RAISE(ERR_INVALID, "part with a type of %zu bytes", n));
	memcpy(part->type, value, n + 1);
	return (OK);
}

/* One header line without its CRLF; unknown headers are skipped. */
static struct err *
part_head_line(struct multipart_part *part, char *line)
{
	char *value = strchr(line, ':');
	const char *rest;

	if (value == NULL || value == line)
		return (RAISE(ERR_INVALID, "part with a broken header line"));
	*value++ = '\0';
	value += strspn(value, " \t");
	if (strcasecmp(line, "content-disposition") == 0)
		TRY(part_head_disposition(part, value));
	else if (strcasecmp(line, "content-type") == 0)
		TRY(part_head_type(part, value));
	else if (strcasecmp(line, "content-transfer-encoding") == 0 &&
	    !header_value_is(value, "binary", &rest) && !header_value_is(value, "8bit", &rest))
		return (RAISE(ERR_INVALID, "part with an encoding, which RFC 7578 has ended"));
	return (OK);
}

struct err *
part_head_read(char *lines, struct multipart_part *out)
{
	char *line, *end;

	*out = (struct multipart_part){0};
	for (line = lines; *line != '\0'; line = end + 2) {
		end = strstr(line, "\r\n");
		if (end == NULL)
			return (RAISE(ERR_INVALID, "part with an unfinished header line"));
		*end = '\0';
		TRY(part_head_line(out, line));
	}
	if (out->name[0] == '\0')
		return (RAISE(ERR_INVALID, "part without a disposition"));
	return (OK);
}
