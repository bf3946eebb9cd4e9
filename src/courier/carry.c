/* SPDX-License-Identifier: ISC */
#include "courier/carry.h"

#include "base/network.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECT_SECONDS = 10, ALL_SECONDS = 30, ANSWER_MOST = 65536 };

struct carrier {
	const struct conf *conf;
	CURL *curl;                     /* one for both: curl keeps connections by their address */
	bool is_refused;                /* an address was a private one, this time */
};

/* What is sent, or what is answered. */
struct stream {
	const char *from;
	size_t left;
	struct buf *to;
	size_t most;                    /* bytes of an answer that are kept; 0: ANSWER_MOST */
	bool ends;                      /* with more of it, the rest is not waited for */
};

static int
carrier_end(void *object)
{
	curl_easy_cleanup(((struct carrier *)object)->curl);
	return (0);
}

struct carrier *
carrier_new(const void *parent, const struct conf *conf)
{
	struct carrier *carrier = mem_new(parent, struct carrier);

	(void)curl_global_init(CURL_GLOBAL_DEFAULT);
	carrier->conf = conf;
	carrier->curl = curl_easy_init();
	mem_on_free(carrier, carrier_end);
	return (carrier);
}

/* ---- what curl calls */

static size_t
give(char *to, size_t size, size_t n, void *arg)
{
	struct stream *s = arg;
	size_t most = size * n < s->left ? size * n : s->left;

	memcpy(to, s->from, most);
	s->from += most;
	s->left -= most;
	return (most);
}

/* The beginning of a long answer is enough. */
static size_t
take(char *from, size_t size, size_t n, void *arg)
{
	struct stream *s = arg;
	size_t room = (s->most == 0 ? ANSWER_MOST : s->most) - s->to->len;

	buf_putn(s->to, from, size * n < room ? size * n : room);
	return (s->ends && size * n > room ? 0 : size * n);
}

static const char *
address_text(const struct curl_sockaddr *address, char *text, socklen_t room)
{
	const void *bytes;

	if (address->family == AF_INET)
		bytes = &((const struct sockaddr_in *)(const void *)&address->addr)->sin_addr;
	else if (address->family == AF_INET6)
		bytes = &((const struct sockaddr_in6 *)(const void *)&address->addr)->sin6_addr;
	else
		return (NULL);
	return (inet_ntop(address->family, bytes, text, room));
}

/* The socket to a robot: its address is the one that is connected to. */
static curl_socket_t
open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct carrier *carrier = arg;
	char room[INET6_ADDRSTRLEN];
	const char *text = address_text(address, room, sizeof room);

	(void)purpose;
	if (network_is_private(text) && !network_has(carrier->conf->robot_networks, text)) {
		carrier->is_refused = true;
		return (CURL_SOCKET_BAD);
	}
	return (socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol));
}

/* ---- both */

static void
begin(struct carrier *carrier, const char *url, const char *protocols, struct stream *answer)
{
	CURL *curl = carrier->curl;

	curl_easy_reset(curl);
	carrier->is_refused = false;
	(void)curl_easy_setopt(curl, CURLOPT_URL, url);
	(void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, protocols);
	(void)curl_easy_setopt(curl, CURLOPT_PROXY, "");
	(void)curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	(void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	(void)curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)ALL_SECONDS);
	(void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
	(void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
}

static struct carried
end(const void *parent, struct carrier *carrier, const struct stream *answer)
{
	CURLcode code = curl_easy_perform(carrier->curl);
	struct carried done = { .body = answer->to->data, .bytes = answer->to->len };

	(void)curl_easy_getinfo(carrier->curl, CURLINFO_RESPONSE_CODE, &done.status);
	if (code != CURLE_OK && carrier->is_refused)
		done.why = "the address is in a private network";
	else if (code != CURLE_OK)
		done.why = mem_fmt(parent, "%s%s", curl_easy_strerror(code), done.status > 0 ? mem_fmt(parent, " (%ld)", done.status) : "");
	return (done);
}

/* ---- mail */

/* Answers to RCPT or to the text that no later try changes (RFC 5321, 4.2.3); those about the log-in are ours to mend. */
static bool
is_refused_for_good(long status)
{
	return (status == 550 || status == 551 || status == 553 || status == 554 || status == 556);
}

struct carried
carry_mail(const void *parent, struct carrier *carrier, const char *to, const struct buf *mail)
{
	const struct conf *conf = carrier->conf;
	struct stream sent = { .from = mail->data, .left = mail->len }, answer = { .to = buf_new(parent) };
	struct curl_slist *recipients = curl_slist_append(NULL, to);
	CURL *curl = carrier->curl;
	struct carried done;

	begin(carrier, conf->smtp_url, "smtp,smtps", &answer);
	(void)curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(conf->smtp_tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
	if (*conf->smtp_ca != '\0')
		(void)curl_easy_setopt(curl, CURLOPT_CAINFO, conf->smtp_ca);
	if (*conf->smtp_user != '\0') {
		(void)curl_easy_setopt(curl, CURLOPT_USERNAME, conf->smtp_user);
		(void)curl_easy_setopt(curl, CURLOPT_PASSWORD, conf->smtp_password);
	}
	(void)curl_easy_setopt(curl, CURLOPT_MAIL_FROM, conf->mail_from);
	(void)curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
	(void)curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
	(void)curl_easy_setopt(curl, CURLOPT_READDATA, &sent);
	done = end(parent, carrier, &answer);
	curl_slist_free_all(recipients);
	done.is_final = done.why != NULL && is_refused_for_good(done.status);
	return (done);
}

/* ---- robots */

struct carried
carry_post(const void *parent, struct carrier *carrier, const struct robot_post *post)
{
	struct stream answer = { .to = buf_new(parent) };
	struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json; charset=utf-8");
	CURL *curl = carrier->curl;
	struct carried done;

	for (size_t i = 0; post->headers[i] != NULL; i++)
		headers = curl_slist_append(headers, post->headers[i]);
	headers = curl_slist_append(headers, "Expect:");
	begin(carrier, post->url, "https,http", &answer);
	(void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	(void)curl_easy_setopt(curl, CURLOPT_USERAGENT, "Gatehouse");
	(void)curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)strlen(post->body));
	(void)curl_easy_setopt(curl, CURLOPT_POSTFIELDS, post->body);
	(void)curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	(void)curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, carrier);
	done = end(parent, carrier, &answer);
	curl_slist_free_all(headers);
	return (done);
}

/* ---- the mailbox */

/* ${what}: behind the folder's address; ${request} NULL: fetches that. */
static struct carried
at_box(const void *parent, struct carrier *carrier, const char *what, const char *request, struct stream *answer)
{
	const struct conf *conf = carrier->conf;
	CURL *curl = carrier->curl;

	begin(carrier, mem_fmt(parent, "%s%s", conf->imap_url, what), "imap,imaps", answer);
	(void)curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(conf->imap_tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
	if (*conf->imap_ca != '\0')
		(void)curl_easy_setopt(curl, CURLOPT_CAINFO, conf->imap_ca);
	(void)curl_easy_setopt(curl, CURLOPT_USERNAME, conf->imap_user);
	(void)curl_easy_setopt(curl, CURLOPT_PASSWORD, conf->imap_password);
	if (request != NULL)
		(void)curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request);
	return (end(parent, carrier, answer));
}

struct carried
carry_box_look(const void *parent, struct carrier *carrier)
{
	struct stream answer = { .to = buf_new(parent) };

	return (at_box(parent, carrier, "", "UID SEARCH UNANSWERED UNDELETED", &answer));
}

struct carried
carry_box_fetch(const void *parent, struct carrier *carrier, int64_t uid, size_t most)
{
	struct stream answer = { .to = buf_new(parent), .most = most, .ends = true };
	struct carried done = at_box(parent, carrier, mem_fmt(parent, "/;UID=%lld", (long long)uid), NULL, &answer);

	/* We broke it off ourselves. */
	if (done.why != NULL && answer.to->len == most) {
		done.why = NULL;
		done.is_final = true;
	}
	return (done);
}

struct carried
carry_box_done(const void *parent, struct carrier *carrier, int64_t uid)
{
	struct stream answer = { .to = buf_new(parent) };

	return (at_box(parent, carrier, "", mem_fmt(parent, "UID STORE %lld +FLAGS.SILENT (\\Answered \\Seen)", (long long)uid), &answer));
}
