// SPDX-License-Identifier: ISC
// Names of statements, as sql/query has them, for what pg_stat_statements counted.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const dir = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../sql/query');
/** A statement as it is kept and as it is written, without constants, parameters and blanks. */
const shape = (text) => text.replace(/--[^\n]*/g, '').replace(/'(?:[^']|'')*'/g, '?').replace(/\$\d+/g, '?').replace(/\b\d+(?:\.\d+)?\b/g, '?').replace(/[\s;]+/g, ' ').trim();
const names = new Map();
for (const file of readdirSync(dir))
	for (const part of readFileSync(path.join(dir, file), 'utf8').split(/^-- name: /m).slice(1))
		names.set(shape(part.slice(part.indexOf('\n'))), part.slice(0, part.indexOf('\n')));

/** The name of a statement; the beginning of its text, if the program composed it. */
export const nameOf = (text) => names.get(shape(text)) ?? shape(text).slice(0, 70);
