/* SPDX-License-Identifier: ISC */
/* Goal: any bytes as an answer to a mail of ours are a clean text, named files and one sender at most, and nothing else (RX.6; issue 14, point 4). */
#include "courier/answer.h"
#include "fuzz.h"

static char key[] = "key", from[] = "portal@example.com", mailbox[] = "portal@example.com";

/* What follows answers a mail that we sent, else nothing of it would be read. */
static struct buf *
answering(void *parent, const uint8_t *data, size_t size)
{
	const struct reply_to to = { .site = 1, .account = 2, .record = 3, .message = 4, .until = 20000 };
	struct buf *mail = buf_new(parent);

	buf_fmt(mail, "To: %s\r\nFrom: a@example.com\r\n", reply_address(parent, key, mailbox, &to));
	buf_putn(mail, (const char *)data, size);
	return (mail);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *parent = fuzz_begin();
	struct conf conf = { .seal_key = key, .mail_from = from, .mail_reply = mailbox };
	struct ctx *c = mem_new(parent, struct ctx);
	struct buf *mail = answering(parent, data, size);
	const struct answer *answer;

	c->conf = &conf;
	answer = answer_read(c, mail->data, mail->len);
	/* What is no mail at all counts as written by nobody. */
	FUZZ_MUST(answer->is_automatic || strlen(answer->key) == 64);
	fuzz_clean(answer->text, "\t\n");
	for (size_t i = 0; i < answer->n_files; i++) {
		fuzz_clean(answer->files[i].name, "\t\n");
		FUZZ_MUST(answer->files[i].bytes != NULL || answer->files[i].n == 0);
	}
	fuzz_end(parent);
	return (0);
}
