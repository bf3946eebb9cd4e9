// SPDX-License-Identifier: ISC
// Runs test files with node's own runner and leaves one flat TAP file:  node main.mjs FOLDER CONCURRENCY FILE...
// ./check starts the stack first and passes its address in the environment (see stack.mjs).  With CHECK_TIMES=1 it says how long
// each file took.
import { run } from 'node:test';
import { createWriteStream } from 'node:fs';
import path from 'node:path';

const [folder, concurrency, ...files] = process.argv.slice(2);
const tap = createWriteStream(path.join(folder, 'node.tap'));
let n = 0;
const open = [], times = new Map();

const comment = (text) => String(text).split('\n').map((line) => `# ${line}\n`).join('');

function reason(error) {
	const cause = error?.cause ?? error;
	if (typeof cause !== 'object')
		return cause;
	// "fetch failed" says nothing; what it was caused by does.
	return (cause.stack ?? cause.message ?? JSON.stringify(cause)) + (cause.cause ? `\ncaused by: ${reason({ cause: cause.cause })}` : '');
}

// A file is reported as a test too; it counts only when it could not be run at all.
const isFile = (data) => data.nesting === 0 && files.some((f) => path.resolve(f) === path.resolve(data.name));

/** Tests of several files run side by side; a file's time is that of its tests at the top. */
function time({ nesting, file, name, details }) {
	if (nesting === 0)
		times.set(path.basename(file ?? name), (times.get(path.basename(file ?? name)) ?? 0) + details.duration_ms);
}

function report(ok, data) {
	time(data);
	open.length = data.nesting;
	const name = [...open.filter(Boolean), data.name].join(' > ').replaceAll('#', '\\#');
	if (data.details?.type === 'suite' || (ok && isFile(data)))
		return;
	const what = data.skip !== undefined ? ` # SKIP ${data.skip}` : data.todo !== undefined ? ` # TODO ${data.todo}` : '';
	tap.write(`${ok ? 'ok' : 'not ok'} ${++n} - ${path.basename(data.file ?? '')}: ${name}${what}\n`);
	if (!ok)
		tap.write(comment(reason(data.details?.error)));
}

run({ files: files.map((f) => path.resolve(f)), concurrency: Number(concurrency) })
	.on('test:start', (data) => { open[data.nesting] = isFile(data) ? '' : data.name; })
	.on('test:pass', (data) => report(true, data))
	.on('test:fail', (data) => report(false, data))
	// What a test counted; node's own totals come by the same way.
	.on('test:diagnostic', (data) => { if (!/^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) /.test(data.message)) process.stdout.write(`  ${data.message}\n`); })
	.on('test:stderr', (data) => process.stderr.write(data.message))
	.on('end', () => {
		tap.end(`1..${n}\n`);
		if (process.env.CHECK_TIMES)
			process.stdout.write([...times].sort((a, b) => b[1] - a[1]).map(([file, ms]) => `  ${Math.round(ms / 1000)} s ${file}\n`).join(''));
	})
	.resume();
