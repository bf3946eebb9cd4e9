/* SPDX-License-Identifier: ISC */
/*
 * Stories of a town, step by step, always the earliest first, so that numbers
 * and history follow time.  A step that lies after today ends its story: that is
 * how work in every stage comes to be under way.
 */
#include "ctl/demo.h"

#include "base/str.h"

enum { TRIES = 40 };

struct story *
demo_story_add(struct town *town)
{
	struct story *s = mem_new(town->demo, struct story);

	s->town = town;
	if (town->n_stories == town->room_stories) {
		town->stories = mem_grow(town->demo, town->stories, sizeof *town->stories, town->room_stories,
		    town->room_stories + 256);
		town->room_stories += 256;
	}
	town->stories[town->n_stories++] = s;
	return (s);
}

static void
story_begin(struct story *s, const struct plot *plot, size_t index)
{
	struct town *town = s->town;

	s->plot = plot;
	s->own = (struct part){ .name = "", .kind = plot->kind };
	s->on = &s->own;
	s->step = plot->steps;
	s->dice = (uint64_t)(town - town->demo->towns) * 1000003 + index * 7919 + (uint64_t)(unsigned char)plot->kind->name[0] * 104729 +
	    (uint64_t)(unsigned char)plot->kind->name[2];
	s->at = demo_time_ago(town, &s->dice, plot->early, plot->late);
	s->at = demo_time_after(s, s->step->from, s->step->to);
}

/* Each plot once, then by weight. */
static const struct plot *
plot_for(const struct plot *plots, size_t n, size_t index, uint64_t *dice)
{
	uint64_t sum = 0, roll;
	size_t i;

	if (index < n)
		return (&plots[index]);
	for (i = 0; i < n; i++)
		sum += (uint64_t)plots[i].weight;
	roll = demo_roll(dice, sum);
	for (i = 0; i + 1 < n && roll >= (uint64_t)plots[i].weight; i++)
		roll -= (uint64_t)plots[i].weight;
	return (&plots[i]);
}

void
demo_plan(struct town *town, const struct plot *plots, size_t n)
{
	const json_t *size = json_object_get(json_object_get(town->json, "stories"), plots->kind->name);
	size_t all = (size_t)json_integer_value(size);
	uint64_t dice = 20260000 + (uint64_t)(town - town->demo->towns);

	for (size_t i = 0; i < all; i++)
		story_begin(demo_story_add(town), plot_for(plots, n, i, &dice), i);
}

static size_t
earliest(const struct town *town)
{
	size_t first = 0;

	for (size_t i = 1; i < town->n_stories; i++)
		if (town->stories[i]->at < town->stories[first]->at)
			first = i;
	return (first);
}

static struct err *
try_step(struct story *s)
{
	if (s->own.number == NULL && s->plot->prepare != NULL && !s->plot->prepare(s))
		return (RAISE(ERR_CONFLICT, "nothing to begin with"));
	demo_turn(s);
	if (str_eq(demo_verb(s), "readers")) {
		demo_readers(s);
		return (OK);
	}
	return (demo_act(s));
}

/* What is not possible yet is tried again two days later; what is wrong stops the load. */
/* A notice may be withdrawn before everybody has read it. */
static bool
is_too_late(const struct story *s, const struct err *err)
{
	return (str_eq(s->step->act, "read") && (err_kind(err) == ERR_NOT_FOUND || err_kind(err) == ERR_CONFLICT));
}

static struct err *
judge(struct story *s, struct err *err)
{
	if (err != OK && is_too_late(s, err)) {
		err_free(err);
		err = OK;
	}
	if (err == OK) {
		s->tries = 0;
		s->step++;
		if (s->step->act != NULL)
			s->at = demo_time_after(s, s->step->from, s->step->to);
		return (OK);
	}
	if (err_kind(err) == ERR_CONFLICT && ++s->tries < TRIES) {
		err_free(err);
		s->at = demo_time_after(s, 2, 2);
		return (OK);
	}
	fprintf(stderr, "gatehousectl: %s: step \"%s\" of %s by \"%s\" at %s\n", s->town->site->slug, s->step->act,
	    str_or(s->own.number, s->own.kind->name), s->step->who, demo_moment(s, s->at));
	return (err);
}

/* Statements are planned once: without this by how little there was at first. */
static struct err *
look_again(struct demo *demo)
{
	if (demo->n_acts < demo->look_again_at)
		return (OK);
	demo->look_again_at = 4 * demo->n_acts;
	TRY(db_run(demo->call->c->db, demo->call->c, STMT_CTL_LOOK_AGAIN, NULL, NO_ARGS));
	return (db_commit(demo->call->c->db));
}

struct err *
demo_run(struct town *town)
{
	while (town->n_stories > 0) {
		size_t i = earliest(town);
		struct story *s = town->stories[i];

		if (s->at <= town->demo->now)
			TRY(judge(s, try_step(s)));
		TRY(look_again(town->demo));
		/* Its place is still its own: others are only added behind it. */
		if (s->at > town->demo->now || s->step->act == NULL)
			town->stories[i] = town->stories[--town->n_stories];
	}
	return (OK);
}
