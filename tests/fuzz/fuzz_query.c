/* SPDX-License-Identifier: ISC */
/* Goal: any query string is refused or gives clean pairs that, written again, are read as the same (RX.11). */
#include "fuzz.h"
#include "http/url.h"

static const char *
query_param(void *wire, const char *name)
{
	if (str_eq(name, "REQUEST_METHOD"))
		return ("GET");
	return (str_eq(name, "REQUEST_URI") ? wire : NULL);
}

/* url_with drops empty values; everything else must come back in order. */
static void
query_round_trip(const void *parent, const struct pairs *query)
{
	const char *text = strchr(url_with(parent, "/", query, "", NULL), '?');
	struct pairs again;
	size_t i, k = 0;

	text = text == NULL ? "" : text + 1;
	FUZZ_MUST(fuzz_taken(pairs_read_form(parent, text, strlen(text), &again)));
	for (i = 0; i < query->n; i++) {
		if (query->pair[i].value[0] == '\0')
			continue;
		FUZZ_MUST(k < again.n && str_eq(again.pair[k].name, query->pair[i].name));
		FUZZ_MUST(str_eq(again.pair[k].value, query->pair[i].value));
		k++;
	}
	FUZZ_MUST(k == again.n);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *parent = fuzz_begin();
	struct buf *uri = buf_new(parent);
	struct request *req;

	buf_put(uri, "/?");
	buf_putn(uri, (const char *)data, size);
	if (fuzz_taken(request_read(parent, query_param, uri->data, &req))) {
		fuzz_pairs(&req->query, "");
		query_round_trip(parent, &req->query);
	}
	fuzz_end(parent);
	return (0);
}
