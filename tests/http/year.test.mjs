// SPDX-License-Identifier: ISC
// Goal: the year that ./demo plays beside the other stories holds together: plans of four quarters with what became of their lines, iterations
// of both classes on the platforms, among them one that is late and one that was rolled back, a change in force, trainings, a freeze.
// Only in the long run (GATEHOUSE_LONG=1): it plays the whole demonstration once more.  Proves issue 12, point 9.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ctlEnv, database, psql, psqlEnv } from '../run/stack.mjs';

const name = `${database}_year`, env = { ...ctlEnv, GATEHOUSE_DATABASE: ctlEnv.GATEHOUSE_DATABASE.replace(/dbname=.*/, `dbname=${name}`) };
const ctl = (...args) => promisify(execFile)(process.env.GATEHOUSE_CTL, ['-c', process.env.GATEHOUSE_CONF, ...args], { env, maxBuffer: 1 << 24 });
const there = async (sql) => (await promisify(execFile)(process.env.GATEHOUSE_PSQL, ['-X', '-q', '-At', '-c', 'SET search_path = app, public', '-c', sql], { env: { ...psqlEnv, PGDATABASE: name } })).stdout.trim();
const site = "(SELECT id FROM site WHERE slug = 'huadong')";

test('issue 12.9 a year of the demonstration company', { skip: !process.env.GATEHOUSE_LONG && 'plays the whole demonstration: GATEHOUSE_LONG=1' }, async (t) => {
	psql(`CREATE DATABASE "${name}" TEMPLATE template0`);
	t.after(() => psql(`DROP DATABASE "${name}" WITH (FORCE)`));
	await ctl('--yes', 'migrate');
	const played = await ctl('--yes', 'demo', 'load', 'year');
	assert.match(played.stdout, /^\d{4,} steps, \d+ ahead$/m);
	const plans = (await there(`SELECT count(*) FROM record WHERE site_id = ${site} AND kind = 'quarter_plan' AND state IN ('approved', 'settling', 'closed')`));
	assert.ok(Number(plans) >= 5, `${plans} plans`);
	assert.deepEqual((await there(`SELECT DISTINCT state FROM quarter_plan_line WHERE site_id = ${site} ORDER BY 1`)).split('\n'), ['dropped', 'moved', 'open']);
	assert.ok(Number(await there(`SELECT count(*) FROM quarter_plan_line e JOIN record i ON i.site_id = e.site_id AND i.id = e.iteration_id WHERE e.site_id = ${site} AND i.state = 'closed'`)) >= 4, 'done');
	assert.equal(await there(`SELECT count(*) > 0 FROM change k JOIN record r ON r.site_id = k.site_id AND r.id = k.record_id JOIN record p ON p.site_id = k.site_id AND p.id = k.target_id WHERE k.site_id = ${site} AND p.kind = 'quarter_plan' AND r.state IN ('in_force', 'applied')`), 't');
	assert.ok(Number(await there(`SELECT count(*) FROM iteration WHERE site_id = ${site} AND class = 'emergency' AND released_on IS NOT NULL`)) >= 3);
	assert.equal(await there(`SELECT count(*) FILTER (WHERE late_told = 'lead' AND took_minutes > target_minutes) > 0 FROM iteration WHERE site_id = ${site}`), 't', 'one is late');
	assert.equal(await there(`SELECT count(*) > 1 FROM event e JOIN record r ON r.site_id = e.site_id AND r.id = e.record_id WHERE e.site_id = ${site} AND r.kind = 'iteration' AND e.detail ->> 'move' = 'roll_back'`), 't', 'rolled back');
	assert.equal(await there(`SELECT count(DISTINCT r.platform_id) >= 5 FROM record r JOIN iteration k ON k.site_id = r.site_id AND k.record_id = r.id WHERE r.site_id = ${site}`), 't');
	assert.ok(Number(await there(`SELECT count(*) FROM record WHERE site_id = ${site} AND kind = 'training' AND state = 'closed'`)) >= 5);
	assert.equal(await there(`SELECT count(*) FROM release_freeze WHERE site_id = ${site} AND starts_on > current_date`), '1');
	await ctl('audit', 'verify');
});
