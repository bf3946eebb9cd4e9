/* SPDX-License-Identifier: ISC */
#include "ctl/demo.h"

#include "base/str.h"

enum { MANY = 7 };

struct err *
demo_data_read(struct demo *demo)
{
	const char *path = mem_fmt(demo, "%s/seed/demo.json", demo->call->conf->sql);
	json_error_t error;

	demo->data = json_load_file(path, 0, &error);
	if (demo->data == NULL)
		return (RAISE(ERR_CONFLICT, "\"%s\" line %d: %s", path, error.line, error.text));
	return (OK);
}

const char *
demo_text(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return (text == NULL ? "" : text);
}

/* splitmix64 (Vigna, public domain algorithm): dice whose whole state is one number, so that every story has its own. */
uint64_t
demo_roll(uint64_t *dice, uint64_t sides)
{
	uint64_t x = (*dice += 0x9e3779b97f4a7c15u);

	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
	return (sides == 0 ? 0 : (x ^ (x >> 31)) % sides);
}

static const char *const topic_lists[] = {
	[TOPIC_PLATFORM] = "platforms",
	[TOPIC_PLANNED_PLATFORM] = "planned_platforms",
	[TOPIC_FADING_PLATFORM] = "fading_platforms",
	[TOPIC_REQUIREMENT] = "requirements",
	[TOPIC_FEEDBACK] = "feedbacks",
	[TOPIC_NOTICE] = "notices",
	[TOPIC_CHANGE] = "changes",
	[TOPIC_REWARD] = "rewards",
	[TOPIC_TEAM_REWARD] = "team_rewards",
	[TOPIC_PENALTY] = "penalties",
	[TOPIC_DISPUTE] = "disputes",
};

json_t *
demo_named(const struct town *town, const struct plot *plot)
{
	const json_t *named = json_object_get(json_object_get(town->demo->data, "named"), plot->kind->name);

	return (json_object_get(json_object_get(named, town->site->slug), plot->named));
}

json_t *
demo_topic(struct town *town, enum topic list)
{
	json_t *topics = json_object_get(town->demo->data, topic_lists[list]);
	size_t n = json_array_size(topics);

	/* Towns begin at different places, so that they are not the same company thrice; the few platforms all have. */
	if (town->next_topic[list] == 0)
		town->next_topic[list] = 1 + (n < MANY ? 0 : (size_t)(town - town->demo->towns) * (n / 3));
	return (n == 0 ? NULL : json_array_get(topics, (town->next_topic[list]++ - 1) % n));
}
