// SPDX-License-Identifier: ISC
// Goal: issue 10: what a page reads does not grow with what a site holds.  The same pages are asked of a portal of 1,000 records and of
// one of 100,000 (tests/bench/data.sql).  pg_stat_statements counts how many buffers each statement touches and how many rows it gives:
// both repeat, which times do not.  GATEHOUSE_COSTS=1 prints all that was counted.
import test from 'node:test';
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Client } from '../run/client.mjs';
import { quoted, shell } from '../run/shell.mjs';
import { nameOf } from '../run/statements.mjs';

const SIZES = [1000, 100000], TIMES = 4;
/** A statement may touch half as many buffers again, and what an index of one level more costs. */
const mayGrow = (buffers) => buffers * 1.5 + 50;
/** These read up to a limit that few records do not reach: page and statement, and the most they may touch at any size. */
const limited = {
	ledger: { ledger_rows: 1500 },          // a page of each kind and state
	flow: { flow_figures: 41000, flow_slowest: 8000, flow_waits: 18000 },  // the latest 20,000 stays, and 2,000 open records
};

/** Page: address, the buffers that it may touch in all at either size: about a quarter more than was seen; and how many statements it may ask. */
const pages = {
	list: ['/site1/requirements', 400, 4],
	'list, last page': ['/site1/requirements?after=20', 400],
	'list by change': ['/site1/requirements?sort=-changed_at', 500],
	'list of open ones': ['/site1/requirements?state=open', 400, 4],
	'list of open ones by day': ['/site1/requirements?state=open&sort=due', 400, 4],
	record: ['/site1/requirements/REQ-2025-0900', 210],
	'large launch': ['/site1/launches/LCH-2026-0001', 7200],
	'my work': ['/', 300],
	dashboard: ['/site1/', 1850],
	search: [`/site1/search?q=${encodeURIComponent('投诉处理')}`, 1400],
	ledger: ['/site1/ledger', 2200],
	triage: ['/site1/triage', 320],
	form: ['/site1/requirements/new', 100],
	flow: ['/site1/flow?kind=requirement', 66000],
	'compliance map': ['/site1/compliance', 21300],
	'compliance map of a year': ['/site1/compliance?year=2025&part=year', 400],
	appraisal: ['/site1/appraisal', 24000], // of all that was due in a year
};

// ---------------------------------------------------------------- two portals whose cluster counts; without couriers, which ask at moments of their own

const dir = mkdtempSync(path.join(path.dirname(process.env.GATEHOUSE_TWINS), 'cost-'));
chmodSync(dir, 0o755);
const env = { ...process.env, STACK_COUNTED: '1', STACK_APP: '1', STACK_AUTH: '1', STACK_EXPORT: '1' };
const home = path.join(dir, 'first'), twinOf = (size) => path.join(dir, `twin${size}`);
process.on('exit', () => {
	try {
		for (const size of SIZES)
			shell(twinOf(size), 'stack_twin_drop', env);
		shell(home, 'stack_stop; stack_forget', env);
	} finally {
		rmSync(dir, { recursive: true, force: true });
	}
});
shell(home, `cp -R ${quoted(`${process.env.GATEHOUSE_STACK}/root`)}/. "$STACK_HOME/root" && stack_database_start && stack_psql -c 'CREATE EXTENSION pg_stat_statements SCHEMA public'`, env);
const psql = (size, sql) => shell(twinOf(size), `stack_psql -At -c ${quoted(sql)}`, env);
const clients = new Map(SIZES.map((size) => {
	shell(home, `stack_twin ${quoted(twinOf(size))} cost_${size} && stack_psql -v records=${size} -v sites=1 -f tests/bench/data.sql -f tests/bench/launch.sql >/dev/null && stack_web_start '' && stack_end courier`, env);
	// The bell counts what is not read, up to a limit: as much with many records as with few.
	shell(twinOf(size), `stack_psql -c 'UPDATE app.notification SET read_at = at WHERE id NOT IN (SELECT id FROM app.notification WHERE account_id = 1 AND read_at IS NULL ORDER BY id DESC LIMIT 10)'`, env);
	const client = new Client(readFileSync(path.join(twinOf(size), 'url'), 'utf8').trim());
	client.cookies.set('gatehouse', '1'.padStart(64, '0'));
	return [size, client];
}));

/** What each statement of a page costs at one time it is asked: name → { calls, buffers, rows }. */
async function costOf(size, address) {
	const client = clients.get(size), ask = async () => (await client.get(address)).expect(200);
	for (let i = 0; i < TIMES; i++)
		await ask();                            // plans are made, and what a worker keeps is there
	psql(size, 'SELECT pg_stat_statements_reset()');
	for (let i = 0; i < TIMES; i++)
		await ask();
	const lines = JSON.parse(psql(size, `SELECT json_agg(s) FROM (SELECT query, sum(calls) AS calls, sum(shared_blks_hit + shared_blks_read) AS buffers, sum(rows) AS rows
		FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND userid = 'gatehouse_app'::regrole GROUP BY 1) s`));
	const costs = new Map();
	for (const { query, calls, buffers, rows } of lines)
		costs.set(nameOf(query), { calls: calls / TIMES, buffers: buffers / TIMES, rows: rows / TIMES });
	return costs;
}

for (const [page, [address, allowed, statements = 99]] of Object.entries(pages))
	test(`issue 10: what ${page} reads`, async (t) => {
		const [few, many] = [await costOf(SIZES[0], address), await costOf(SIZES[1], address)], wrong = [];
		for (const [name, cost] of [...many].sort((a, b) => b[1].buffers - a[1].buffers)) {
			const before = few.get(name) ?? { buffers: 0, rows: 0 };
			if (process.env.GATEHOUSE_COSTS)
				t.diagnostic(`${name}: ${before.buffers} and ${cost.buffers} buffers, ${before.rows} and ${cost.rows} rows`);
			const most = limited[page]?.[name.split(' ')[0]] ?? mayGrow(before.buffers);
			if (cost.buffers > most)
				wrong.push(`${name} touches ${before.buffers} buffers with ${SIZES[0]} records and ${cost.buffers} with ${SIZES[1]}`);
		}
		for (const [size, costs] of [[SIZES[0], few], [SIZES[1], many]]) {
			const all = [...costs.values()].reduce((sum, cost) => sum + cost.buffers, 0);
			t.diagnostic(`${size} records: ${costs.size} statements, ${all} buffers`);
			// What notes that a session is used is not asked each time.
			const asked = [...costs].filter(([, cost]) => cost.calls >= 1).map(([name]) => name);
			if (asked.length > statements)
				wrong.push(`with ${size} records the page asks ${asked.join(', ')}`);
			if (all > allowed)
				wrong.push(`with ${size} records the page touches ${all} buffers, ${allowed} are allowed`);
		}
		assert.deepEqual(wrong, []);
	});
