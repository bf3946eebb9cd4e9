/* SPDX-License-Identifier: ISC */
#include "message/robot.h"

#include "base/random.h"
#include "base/str.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define PURPOSE "robot"

enum { URL_ROOM = 3, REASON_CHARS = 200, BUSY_SECONDS = 60, BLOCKED_SECONDS = 600 };

struct draft {
	const void *parent;
	const char *address, *secret;
	const struct items *items;
	int64_t now;
	struct robot_post post;
};

/* A refusal after which a robot wants to be left alone. */
struct busy {
	int64_t code, seconds;
};

struct vendor {
	const char *name;
	size_t most;                    /* items of one message … */
	size_t room;                    /* … and bytes of its text */
	bool needs_secret;
	json_t *(*body)(struct draft *d, const char *text);
	void (*sign)(struct draft *d, json_t *body);
	const char *code, *reason;      /* where the answer says what became of it; NULL: its status does */
	struct busy busy[3];
};

/* ---- sealing */

char *
robot_seal(const void *parent, const char *key, const char *text)
{
	if (str_empty(text))
		return (mem_str(parent, ""));
	return (str_empty(key) ? NULL : seal_close(parent, key, PURPOSE, text));
}

char *
robot_unseal(const void *parent, const char *key, const char *sealed)
{
	if (str_empty(sealed))
		return (mem_str(parent, ""));
	return (str_empty(key) ? NULL : seal_open(parent, key, PURPOSE, sealed));
}

/* ---- what is said */

/* Plain text: nothing that somebody wrote into a title is read as a link or as a call to everybody. */
static void
put_item(struct buf *to, const struct item *item, size_t chars)
{
	char *title = str_cut(to, item->title, chars);

	buf_put(to, item->actor);
	buf_fmt(to, "%s%s", *item->actor == '\0' ? "" : " · ", item->said);
	if (*item->state_said != '\0')
		buf_fmt(to, " · %s", item->state_said);
	if (*item->number != '\0')
		buf_fmt(to, "\n%s %s%s%s\n%s", item->kind_said, item->number, chars == 0 || *title == '\0' ? "" : " ", chars == 0 ? "" : title, item->url);
	mem_free(title);
}

/* As long as the robot takes: titles are cut before anything else. */
static char *
text_of(const void *parent, const struct items *items, size_t room)
{
	static const size_t title_chars[] = { 80, 30, 10, 0 };
	struct buf *text = NULL;

	for (size_t try = 0; try < ARRAY_LEN(title_chars); try++) {
		text = buf_new(parent);
		buf_put(text, items->site);
		for (size_t i = 0; i < items->n; i++) {
			buf_put(text, "\n\n");
			put_item(text, &items->list[i], title_chars[try]);
		}
		if (text->len <= room)
			break;
	}
	return (text->data);
}

static json_t *
text_body(struct draft *d, const char *text)
{
	(void)d;
	return (json_pack("{s:s, s:{s:s}}", "msgtype", "text", "text", "content", text));
}

/* Feishu reads tags in plain text, so each line is a text of its own that it does not read. */
static json_t *
post_body(struct draft *d, const char *text)
{
	char *copy = mem_str(d->parent, text);
	char **lines = str_split(d->parent, copy, '\n');
	json_t *rows = json_array();

	for (size_t i = 1; lines[0] != NULL && lines[i] != NULL; i++) {
		bool is_url = str_starts(lines[i], "http://") || str_starts(lines[i], "https://");
		json_t *part = is_url ? json_pack("{s:s, s:s, s:s}", "tag", "a", "text", lines[i], "href", lines[i]) : json_pack("{s:s, s:s}", "tag", "text", "text", lines[i]);

		json_array_append_new(rows, json_pack("[o]", part));
	}
	return (json_pack("{s:s, s:{s:{s:{s:s, s:o}}}}", "msg_type", "post", "content", "post", "zh_cn", "title", str_or(lines[0], ""), "content", rows));
}

static void
set(json_t *object, const char *name, const char *value)
{
	if (!str_empty(value))
		json_object_set_new(object, name, json_string(value));
}

static json_t *
event_body(struct draft *d, const char *text)
{
	const struct item *item = &d->items->list[0];
	json_t *body = json_pack("{s:s, s:s, s:s, s:s, s:s}", "id", item->id, "event", item->what, "topic", item->topic, "at", item->at_utc, "site", d->items->slug);

	(void)text;
	set(body, "actor", item->actor);
	set(body, "text", item->said);
	set(body, "kind", item->kind);
	set(body, "number", item->number);
	set(body, "title", item->title);
	set(body, "state", item->state);
	set(body, "url", item->url);
	return (body);
}

/* ---- how it is signed */

static const char *
header(struct draft *d, const char *name, const char *value)
{
	return (mem_fmt(d->parent, "%s: %s", name, value));
}

/* In an address: base64 has three characters that mean something else there. */
static const char *
base64_escaped(const void *parent, const unsigned char digest[DIGEST_BYTES])
{
	const char *plain = digest_base64(parent, digest);
	char *out = mem_array(parent, char, strlen(plain) * URL_ROOM + 1), *to = out;

	for (; *plain != '\0'; plain++) {
		const char *escape = *plain == '+' ? "%2B" : *plain == '/' ? "%2F" : *plain == '=' ? "%3D" : NULL;

		if (escape == NULL) {
			*to++ = *plain;
		} else {
			memcpy(to, escape, URL_ROOM);
			to += URL_ROOM;
		}
	}
	return (out);
}

/* DingTalk: the time and the secret, under the secret, in the address. */
static void
sign_dingtalk(struct draft *d, json_t *body)
{
	char *text = mem_fmt(d->parent, "%lld\n%s", (long long)d->now, d->secret);
	unsigned char digest[DIGEST_BYTES];

	(void)body;
	if (*d->secret == '\0')
		return;
	digest_hmac(d->secret, text, strlen(text), digest);
	d->post.url = mem_fmt(d->parent, "%s%stimestamp=%lld&sign=%s", d->address, strchr(d->address, '?') == NULL ? "?" : "&", (long long)d->now, base64_escaped(d->parent, digest));
}

/* Feishu: nothing, under the time and the secret, in the body. */
static void
sign_feishu(struct draft *d, json_t *body)
{
	long long seconds = (long long)(d->now / 1000);
	unsigned char digest[DIGEST_BYTES];

	if (*d->secret == '\0')
		return;
	digest_hmac(mem_fmt(d->parent, "%lld\n%s", seconds, d->secret), "", 0, digest);
	set(body, "timestamp", mem_fmt(d->parent, "%lld", seconds));
	set(body, "sign", digest_base64(d->parent, digest));
}

/* Ours: the time, a dot and the body, under the secret, in a header. */
static void
sign_webhook(struct draft *d, const char *body)
{
	const char *seconds = mem_fmt(d->parent, "%lld", (long long)(d->now / 1000)), *text = str_join(d->parent, seconds, ".", body);
	unsigned char digest[DIGEST_BYTES];

	digest_hmac(d->secret, text, strlen(text), digest);
	d->post.headers[0] = header(d, "Idempotency-Key", d->items->list[0].id);
	d->post.headers[1] = header(d, "X-Gatehouse-Timestamp", seconds);
	d->post.headers[2] = header(d, "X-Gatehouse-Signature", mem_fmt(d->parent, "sha256=%s", str_hex(d->parent, digest, sizeof digest)));
}

/* ---- the table */

/* TO ADD ONE: a row, its limit in app.robot_limit, its name in robot_vendor_is_known (a migration) and in po. */
static const struct vendor vendors[] = {
	{ "wecom", 5, 2048, false, text_body, NULL, "errcode", "errmsg", { { 45009, BUSY_SECONDS } } },
	{ "dingtalk", 15, 8000, false, text_body, sign_dingtalk, "errcode", "errmsg", { { 130101, BLOCKED_SECONDS }, { 410100, BLOCKED_SECONDS } } },
	{ "feishu", 15, 12000, false, post_body, sign_feishu, "code", "msg", { { 11232, BUSY_SECONDS }, { 9499, BUSY_SECONDS } } },
	{ "webhook", 1, 0, true, event_body, NULL, NULL, NULL, { { 0, 0 } } },
};

const char *const robot_vendors[] = { "wecom", "dingtalk", "feishu", "webhook", NULL };

const struct vendor *
robot_vendor(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(vendors); i++)
		if (str_eq(vendors[i].name, name))
			return (&vendors[i]);
	return (NULL);
}

size_t
robot_most(const struct vendor *vendor)
{
	return (vendor->most);
}

bool
robot_needs_secret(const struct vendor *vendor)
{
	return (vendor->needs_secret);
}

struct robot_post
robot_compose(const void *parent, const struct vendor *vendor, const char *address, const char *secret, const struct items *items, int64_t now)
{
	struct draft d = { .parent = parent, .address = address, .secret = secret, .items = items, .now = now, .post = { .url = address } };
	json_t *body = vendor->body(&d, vendor->room == 0 ? "" : text_of(parent, items, vendor->room));
	char *text;

	if (vendor->sign != NULL)
		vendor->sign(&d, body);
	text = json_dumps(body, JSON_COMPACT | JSON_SORT_KEYS);
	d.post.body = mem_str(parent, text);
	free(text);
	json_decref(body);
	if (vendor->needs_secret)
		sign_webhook(&d, d.post.body);
	return (d.post);
}

/* ---- the answer */

const char *
robot_refusal(const void *parent, const struct vendor *vendor, long status, const char *body, int64_t *wait)
{
	json_t *answer, *code;
	const char *why = NULL;

	*wait = status == 429 ? BUSY_SECONDS : 0;
	if (status < 200 || status > 299)
		return (mem_fmt(parent, "HTTP %ld", status));
	if (vendor->code == NULL)
		return (NULL);
	answer = json_loads(body, JSON_REJECT_DUPLICATES, NULL);
	code = json_object_get(answer, vendor->code);
	if (!json_is_integer(code))
		why = "the answer does not say whether it was taken";
	else if (json_integer_value(code) != 0)
		why = mem_fmt(parent, "%s %lld: %s", vendor->code, (long long)json_integer_value(code),
		    str_cut(parent, str_or(json_string_value(json_object_get(answer, vendor->reason)), ""), REASON_CHARS));
	for (const struct busy *b = vendor->busy; why != NULL && b->code != 0; b++)
		if (json_integer_value(code) == b->code)
			*wait = b->seconds;
	json_decref(answer);
	return (why);
}
