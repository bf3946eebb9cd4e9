// SPDX-License-Identifier: ISC
// What pg_stat_statements counted for one page (JSON on standard input: query, calls for a page, us) as lines of results.tsv:
//   cost PAGE STATEMENT CALLS MICROSECONDS, the dearest first
import { readFileSync } from 'node:fs';
import { nameOf } from '../run/statements.mjs';

for (const { query, calls, us } of JSON.parse(readFileSync(0, 'utf8')))
	process.stdout.write(['cost', process.argv[2], nameOf(query), calls, us].join('\t') + '\n');
