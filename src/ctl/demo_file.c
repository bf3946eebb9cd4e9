/* SPDX-License-Identifier: ISC */
/* A file that somebody attaches: the step's "name", in the field of the kind that "field" names, with what "text" says. */
#include "ctl/demo.h"

#include "access/event.h"
#include "base/random.h"
#include "base/str.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static struct err *
store(struct ctx *c, const char *name, const char *text)
{
	const char *path = str_join(c, c->conf->files, "/", name);
	FILE *file;
	bool written;

	mkdir(mem_fmt(c, "%s/%.2s", c->conf->files, name), 0750);
	file = fopen(path, "wxe");
	written = file != NULL && fputs(text, file) >= 0;
	if (file != NULL && fclose(file) != 0)
		written = false;
	return (written ? OK : RAISE(ERR_INTERNAL, "cannot write \"%s\": %s", path, strerror(errno)));
}

struct err *
demo_attach(struct ctx *c, struct story *s)
{
	const char *token = random_token(c), *stored = mem_fmt(c, "%.2s/%s", token, token), *digest;
	const char *name = demo_value(c, s, &(struct field){ "name", FIELD_LINE });
	const char *text = str_or(demo_value(c, s, &(struct field){ "text", FIELD_TEXT }), "");
	struct event *event;

	TRY(store(c, stored, text));
	digest = digest_hex(c, text);
	db_ask(c->db, c, STMT_FILE_ADD, NULL, ARGS(c->site_id, s->on->id, str_or(demo_with(c, s, "field"), ""), name, "text/plain",
	    mem_fmt(c, "%zu", strlen(text)), digest, stored, c->now, c->me->id_text));
	event = event_new(c, "file.add", s->on->id, NULL);
	event_say(event, "name", name);
	event_say(event, "sha256", digest);
	db_ask(c->db, c, STMT_RECORD_TOUCH, NULL, ARGS(c->site_id, s->on->id, c->now));
	return (OK);
}
