/* SPDX-License-Identifier: ISC */
/* What a verb says: lines for people, or one JSON document for programs, whatever the verb is. */
#include "ctl/verb.h"

#include "base/str.h"

#include <stdlib.h>
#include <string.h>

/* One verb runs in a process, so there is one of each. */
static json_t *answer;
static FILE *screen;            /* the standard output, while what is printed is kept */
static char *kept;
static size_t kept_n;

void
call_json(json_t *json)
{
	json_decref(answer);
	answer = json;
}

/* Out of memory is no reason to say nothing: then lines go out as they come. */
void
call_say_begin(struct call *call)
{
	FILE *memory = call->json ? open_memstream(&kept, &kept_n) : NULL;

	if (memory != NULL) {
		screen = stdout;
		stdout = memory;
	}
}

static json_t *
lines_of(char *text)
{
	json_t *lines = json_array();

	for (char *line = text, *end; line != NULL && *line != '\0'; line = end == NULL ? NULL : end + 1) {
		end = strchr(line, '\n');
		if (end != NULL)
			*end = '\0';
		json_array_append_new(lines, json_string(line));
	}
	return (lines);
}

static void
print_json(const json_t *json)
{
	json_dumpf(json, stdout, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
	printf("\n");
}

void
call_say_end(struct call *call, int exit_code)
{
	if (call->said != NULL && exit_code != UNREACHABLE && call->error == NULL)
		fputs(call->said, stdout);
	if (screen != NULL) {
		fclose(stdout);
		stdout = screen;
		screen = NULL;
	}
	if (answer != NULL && kept != NULL)
		fputs(kept, stderr);
	if (answer == NULL && call->json)
		answer = json_pack("{s:s, s:b, s:o}", "verb", call->argv[0], "done", exit_code == DONE, "said", lines_of(kept));
	if (answer != NULL && call->error != NULL && json_is_object(answer))
		json_object_set_new(answer, "error", json_string(call->error));
	if (answer != NULL)
		print_json(answer);
	json_decref(answer);
	free(kept);
	answer = NULL;
	kept = NULL;
}
