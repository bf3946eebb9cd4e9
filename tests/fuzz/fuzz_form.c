/* SPDX-License-Identifier: ISC */
/* Goal: any urlencoded body is refused or gives clean pairs with LF line ends, however it is cut (RX.11). */
#include "fuzz.h"

struct form_wire {
	const char *body, *length;
	size_t len, at, step;
};

static const char *
form_param(void *wire, const char *name)
{
	static const char *const rows[][2] = {
		{"REQUEST_METHOD", "POST"},
		{"REQUEST_URI", "/"},
		{"CONTENT_TYPE", "application/x-www-form-urlencoded;charset=UTF-8"},
	};
	struct form_wire *w = wire;
	size_t i;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		if (str_eq(rows[i][0], name))
			return (rows[i][1]);
	}
	return (str_eq(name, "CONTENT_LENGTH") ? w->length : NULL);
}

static int
form_bytes(void *wire, char *to, int n)
{
	struct form_wire *w = wire;
	size_t take = (size_t)n < w->step ? (size_t)n : w->step;

	if (take > w->len - w->at)
		take = w->len - w->at;
	memcpy(to, w->body + w->at, take);
	w->at += take;
	return ((int)take);
}

/* The body in pieces of ${step} bytes; NULL when it is refused. */
static struct request *
form_read(void *parent, const uint8_t *data, size_t size, size_t step)
{
	struct form_wire w = {(const char *)data, mem_fmt(parent, "%zu", size), size, 0, step};
	struct body_limits limits = {.form_bytes = 65536};
	struct request *req;

	FUZZ_MUST(fuzz_taken(request_read(parent, form_param, &w, &req)));
	return (fuzz_taken(request_body(req, form_bytes, &w, &limits)) ? req : NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *parent = fuzz_begin();
	struct request *whole = form_read(parent, data, size, SIZE_MAX);
	struct request *cut = form_read(parent, data, size, 7);
	size_t i;

	FUZZ_MUST((whole == NULL) == (cut == NULL));
	if (whole != NULL) {
		fuzz_pairs(&whole->form, "\t\n");
		FUZZ_MUST(whole->form.n == cut->form.n);
		for (i = 0; i < cut->form.n; i++)
			FUZZ_MUST(str_eq(cut->form.pair[i].value, whole->form.pair[i].value));
	}
	fuzz_end(parent);
	return (0);
}
