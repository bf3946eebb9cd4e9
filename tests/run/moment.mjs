// SPDX-License-Identifier: ISC
// The same moment for several requests about one record: its row is held, as a move holds it, until all of them wait for it; then it
// is let go and they go on together.  Where nobody waits (the lock that a test is about is missing), it is let go when all have ended.
//
//   const answers = await atOnce(own, 'LCH-2026-0001', [() => post(…), () => post(…)]);
//   await atOnce(own, number, [() => post(…)], "UPDATE app.record SET …");     // what else happens before it is let go
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';

/** Asks until it is true, at most ${seconds} long. */
export async function until(what, ask, seconds = 10) {
	for (const last = Date.now() + 1000 * seconds; !await ask(); await wait(20))
		if (Date.now() > last)
			throw new Error(`in ${seconds} seconds it did not become true: ${what}`);
}

/** A psql of ${own}'s database; ask() returns the one line that a statement prints. */
export function beside(own) {
	const child = spawn(process.env.GATEHOUSE_PSQL, ['-XAtq', '-v', 'ON_ERROR_STOP=1', '-f', '-'],
		{ env: { ...process.env, PGHOST: process.env.GATEHOUSE_PGHOST, PGUSER: 'postgres', PGDATABASE: own.database } });
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	let said = '';
	child.stderr.on('data', (text) => { said += text; });
	return {
		tell: (sql) => child.stdin.write(`${sql};\n`),
		async ask(sql) {
			child.stdin.write(`${sql};\n`);
			const { value, done } = await lines.next();
			if (done)
				throw new Error(`psql: ${said}`);
			return value;
		},
		end: () => child.stdin.end(),
	};
}

export async function atOnce(own, number, sends, meanwhile = '') {
	const db = beside(own);
	let ended = 0;
	try {
		await db.ask(`BEGIN; SELECT 'held' FROM app.record WHERE number = '${number}' FOR UPDATE`);
		const sent = Promise.all(sends.map((send) => send().finally(() => ended++)));
		const waiting = () => db.ask("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
		while (Number(await waiting()) + ended < sends.length)
			await db.ask('SELECT pg_sleep(0.01) IS NOT NULL AND pg_stat_clear_snapshot() IS NOT NULL');  // else it is the first answer for ever
		db.tell(meanwhile);
		await db.ask("COMMIT; SELECT 'let go'");
		return await sent;
	} finally {
		db.end();
	}
}
