/* SPDX-License-Identifier: ISC */
/* Goal: a Cookie header of any bytes gives clean pairs; our own cookie beside it is found (RX.11). */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *parent = fuzz_begin();
	char *header = mem_strn(parent, (const char *)data, size);
	struct pairs cookies;

	if (fuzz_taken(pairs_read_cookies(parent, header, &cookies)))
		fuzz_pairs(&cookies, "");
	if (fuzz_taken(pairs_read_cookies(parent, mem_fmt(parent, "%s;gatehouse=0123", header), &cookies)))
		FUZZ_MUST(pairs_has(&cookies, "gatehouse", "0123"));
	fuzz_end(parent);
	return (0);
}
