/* SPDX-License-Identifier: ISC */
#include "ctl/act.h"
#include "ctl/play.h"

#include "base/str.h"
#include "view/words.h"

#include <stdlib.h>

enum { DAY = 24 * 60 };

/* The earliest first, so that numbers and history follow time; of the same minute, in the order of the files. */
static int
by_time(const void *a, const void *b)
{
	const struct step *x = a, *y = b;

	if (x->at != y->at)
		return (x->at < y->at ? -1 : 1);
	return (x->order < y->order ? -1 : 1);
}

static struct err *
begin(const struct step *s, struct ctx *c)
{
	bool is_clock = str_eq(s->login, "clock");
	char day[DATE_TEXT];

	c->site = s->stage->site;
	c->site_id = s->stage->site->id_text;
	c->request_id = is_clock ? "clock" : s->play->request;
	date_text((int32_t)(s->at / DAY), day);
	ctx_at(c, mem_fmt(c, "%s %02d:%02d:00", day, (int)(s->at % DAY) / 60, (int)(s->at % 60)));
	TRY(act_enter(c, is_clock ? NULL : json_string_value(json_object_get(s->stage->people, s->login))));
	/* Thousands of small transactions, none of which anybody waits for. */
	db_ask(c->db, c, STMT_CTL_MAY_BE_LOST, NULL, NO_ARGS);
	return (OK);
}

static struct err *
play_step(struct step *s)
{
	struct call *call = s->play->call;
	struct ctx *c = ctx_new(NULL, call->c->db, call->directory, call->conf);
	struct err *err = begin(s, c);

	if (err == OK)
		err = play_act(c, s);
	err = act_end(c, err);
	return (err == OK ? OK : play_wrong(s, err));
}

/* Statements keep the plan that suited the almost empty tables of the beginning; this has them planned again. */
static struct err *
look_again(struct call *call, size_t played, size_t *next)
{
	if (played < *next)
		return (OK);
	*next = 4 * played;
	TRY(db_run(call->c->db, call->c, STMT_CTL_LOOK_AGAIN, NULL, NO_ARGS));
	return (db_commit(call->c->db));
}

static struct err *
play_all(struct play *play)
{
	size_t next = 1;

	qsort(play->steps, play->n, sizeof *play->steps, by_time);
	for (size_t i = 0; i < play->n; i++) {
		if (play->steps[i].at >= play->now) {
			play->ahead = play->n - i;
			break;
		}
		TRY(play_step(&play->steps[i]));
		TRY(look_again(play->call, i + 1, &next));
	}
	return (OK);
}

static struct err *
read_all(struct play *play, char **paths)
{
	for (size_t i = 0; paths[i] != NULL; i++)
		TRY(play_read(play, paths[i]));
	for (size_t i = 0; i < play->n; i++) {
		struct err *err = play_check(&play->steps[i]);

		if (err != OK)
			return (play_wrong(&play->steps[i], err));
	}
	return (db_commit(play->call->c->db));
}

struct err *
play_files(struct call *call, const char *request, char **paths)
{
	struct play *play = mem_new(NULL, struct play);
	struct err *err;

	play->call = call;
	play->request = request;
	play->now = (int64_t)date_today(call->conf->timezone) * DAY;
	play->files = json_array();
	/* Texts that the portal writes are in the members' language. */
	words_use("zh_CN");
	err = read_all(play, paths);
	if (err == OK)
		err = play_all(play);
	if (err == OK)
		printf("%zu steps, %zu ahead\n", play->n - play->ahead, play->ahead);
	json_decref(play->files);
	mem_free(play);
	return (err);
}

struct err *
verb_play(struct call *call, int *exit_code)
{
	if (call->argc < 2)
		return (call_usage(call, exit_code));
	return (play_files(call, "play", call->argv + 1));
}
