// SPDX-License-Identifier: ISC
// The functions of tools/stack.sh, called from tests.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const source = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** Lines of shell about the stack in ${dir}; returns what they print. */
export function shell(dir, text, env = process.env) {
	const begin = `set -u; . ${quoted(`${source}/tools/stack.sh`)}; stack_init ${quoted(dir)} ${quoted(source)} || exit 1; STACK_PORT=$(sed 's/.*://' "$STACK_HOME/url" 2>/dev/null);`;
	try {
		return execFileSync('/bin/bash', ['-c', `${begin} ${text}`], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trimEnd();
	} catch (e) {
		throw new Error(`${text}: ${e.stderr}${e.stdout}`);
	}
}
