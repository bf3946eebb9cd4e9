/* SPDX-License-Identifier: ISC */
#include "record/official.h"

#include "base/str.h"

void
official_number(struct ctx *c, const struct record *rec)
{
	const struct paper *paper = rec->kind->print;

	if (paper == NULL || paper->mine != NULL || str_eq(rec->state, rec->kind->first) || !str_has_word(paper->states, rec->state) || str_has_word(paper->over, rec->state))
		return;
	db_ask(c->db, c, STMT_RECORD_OFFICIAL, NULL,
	    ARGS(c->site_id, rec->id, str_or(rule_text(c->site, RULE_DOCUMENT_CODE), rec->kind->code), mem_strn(c, c->today, 4)));
}
