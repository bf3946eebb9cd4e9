// SPDX-License-Identifier: ISC
// Goal: gatehouse-courier --once acts on due dates: it resumes deferred requirements, ends hearings without a statement, lifts expired
// penalties and deletes contacts. Each happens once and never early, and the history names the portal as the actor. Proves RX.2, RX.4,
// RX.12, RX.15, R23.2, R35.1.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, renameSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { login, psql } from '../run/stack.mjs';
import { accountId, handIn, site, siteId, stateOf } from '../run/people.mjs';

const once = () => execFileSync(path.join(path.dirname(process.env.GATEHOUSE_CTL), 'gatehouse-courier'), ['-c', process.env.GATEHOUSE_CONF, '--once'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const recordId = (number) => `(SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${number}')`;
const day = (n) => psql(`SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date + ${n}`);
const events = (number, what) => psql(`SELECT count(*) FROM app.event WHERE site_id = ${siteId()} AND record_id = ${recordId(number)} AND actor_id IS NULL AND detail ->> 'move' = '${what}'`);
const tag = () => Math.random().toString(36).slice(2, 8);

async function move(who, at, verb, values = {}) {
	const page = await who.submit(await who.get(at), values, { button: `move=${verb}` });
	return page.expect(200);
}

test('a deferred requirement comes back on its day, once, and not before', async () => {
	const wang = await login('wangqiang'), zhou = await login('zhouyi');
	const number = await handIn(wang, `延期 ${tag()}`), at = `/${site}/requirements/${number}`;
	await move(zhou, at, 'defer', { deferred_until: day(20), decision_reason: '等接口' });
	once();
	assert.equal(stateOf(number), 'deferred', 'its day has not come');
	psql(`UPDATE app.requirement SET deferred_until = '${day(-1)}' WHERE site_id = ${siteId()} AND record_id = ${recordId(number)}`);
	once();
	assert.equal(stateOf(number), 'submitted');
	once();
	assert.equal(events(number, 'resume'), '1');
	(await wang.get(at)).expect(200, '门户');
	(await zhou.get(`/${site}/triage`)).expect(200);
	/* Deferring it again names a day ahead again: the one that stands there has come. */
	const again = await zhou.submit(await zhou.get(at), { deferred_until: day(-1), decision_reason: '还在等接口' }, { button: 'move=defer' });
	again.expect(422, '日期不能早于');
	assert.equal(stateOf(number), 'submitted');
	assert.equal(psql(`SELECT count(*) FROM app.waiting WHERE site_id = ${siteId()} AND record_id = ${recordId(number)} AND permission = 'requirement.triage'`), '1', 'it waits for triage again');
});

test('whoever does not speak in time is not waited for; when the effect is over, a penalty is lifted', async () => {
	const zhou = await login('zhouyi');
	const other = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'requirement' AND state = 'accepted' ORDER BY id LIMIT 1`);
	let page = await zhou.submit(await zhou.get(`/${site}/penalties/new`), { title: `逾期未改 ${tag()}`, subject: 'person', person_id: accountId('yangxue'), ground: 'rectification',
		article: '第三十二条', facts: '逾期，情况如上所述', severity: 'minor', liability: 'direct', measures: ['verbal_warning'], effect_months: '1' });
	const at = page.path.replace(/[?#].*/, ''), number = at.match(/PEN-\d{4}-\d+/)[0];
	(await zhou.submit(await zhou.get(at), { other, sort: 'evidence' }, { form: 'add-link' })).expect(200);
	await move(zhou, at, 'hear');
	once();
	assert.equal(stateOf(number), 'statement', 'the period is not over');
	psql(`SET session_replication_role = replica; UPDATE app.penalty SET statement_until = '${day(-1)}' WHERE site_id = ${siteId()} AND record_id = ${recordId(number)}`);
	once();
	assert.equal(stateOf(number), 'wording');
	assert.equal(events(number, 'waive'), '1');
	await move(zhou, at, 'put', { decision: '给予口头警告。' });
	page = await zhou.get(at);
	page.expect(200, '第 1 轮');
	for (const name of ['chenlan', 'hejun', 'guowei', 'tangmin'])
		await move(await login(name), at, 'approve');
	await move(zhou, at, 'serve', { served_on: day(0) });
	psql(`SET session_replication_role = replica; UPDATE app.penalty SET appeal_until = '${day(-1)}' WHERE site_id = ${siteId()} AND record_id = ${recordId(number)}`);
	await move(zhou, at, 'carry_out', { carried_out: '已谈话提醒' });
	once();
	assert.equal(stateOf(number), 'carried_out', 'it still has effect');
	psql(`UPDATE app.penalty SET effect_to = '${day(-1)}' WHERE site_id = ${siteId()} AND record_id = ${recordId(number)}`);
	once();
	once();
	assert.equal(stateOf(number), 'lifted');
	assert.equal(events(number, 'lift'), '1');
	assert.equal(psql(`SELECT lifted_on FROM app.penalty WHERE site_id = ${siteId()} AND record_id = ${recordId(number)}`), day(0));
	(await zhou.get(at)).expect(200, '已解除');
});

test('contacts are forgotten some months after the feedback was closed', async () => {
	const wang = await login('wangqiang'), gao = await login('gaofei');
	const page = await wang.submit(await wang.get(`/${site}/feedbacks/new`), { title: `联系我 ${tag()}`, text: '请回电', contact: '13800000000' });
	const at = page.path.replace(/[?#].*/, ''), number = at.match(/FBK-\d{4}-\d+/)[0];
	const contact = () => psql(`SELECT contact FROM app.feedback WHERE site_id = ${siteId()} AND record_id = ${recordId(number)}`);
	await move(gao, at, 'answer', { answer: '已回电。' });
	once();
	assert.equal(contact(), '13800000000', 'closed today');
	psql(`UPDATE app.record SET closed_at = now() - interval '13 months' WHERE site_id = ${siteId()} AND number = '${number}'`);
	once();
	assert.equal(contact(), '');
});

test('the chain of the history is unbroken after what the clock did', async () => {
	const { ctl } = await import('../run/stack.mjs');
	const found = await ctl('audit', 'verify', site);
	assert.equal(found.code, 0, found.out + found.err);
});

// ---------------------------------------------------------------- stored files

const files = path.join(process.env.GATEHOUSE_STACK, 'files'), old = new Date(Date.now() - 2 * 86400000);
const some = (folder) => path.join(folder, folder + randomBytes(31).toString('hex'));

/** Bytes as a crash between storing and saving leaves them; in a folder that workers may store in as well. */
function leave(place, at = old) {
	const folder = path.join(files, path.dirname(place)), { uid, gid } = statSync(files);
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	chownSync(folder, uid, gid);
	writeFileSync(path.join(files, place), 'left behind');
	utimesSync(path.join(files, place), at, at);
	return place;
}

/** A new requirement with a file; where that is stored. */
async function storedFile() {
	const wang = await login('wangqiang'), number = await handIn(wang, `附件 ${tag()}`);
	const form = (await wang.get(`/${site}/requirements/${number}`)).form('add-files'), sent = new FormData();
	for (const [name, value] of form.fields)
		sent.append(name, value);
	sent.append('file', new Blob(['正文']), '说明.txt');
	await wang.send('POST', form.action, { body: sent });
	return psql(`SELECT stored FROM app.file WHERE site_id = ${siteId()} AND record_id = ${recordId(number)}`);
}

test('bytes that no record has are taken away when they are a day old; what a record has stays', async () => {
	const kept = await storedFile();
	assert.match(kept, /^[0-9a-f]{2}\/[0-9a-f]{64}$/);
	utimesSync(path.join(files, kept), old, old);
	const lost = ['00', '7f', 'ff', kept.slice(0, 2)].map((folder) => leave(some(folder))), young = leave(some('7f'), new Date(Date.now() - 3600000));
	once();
	assert.deepEqual(lost.filter((place) => existsSync(path.join(files, place))), []);
	assert.ok(existsSync(path.join(files, kept)), 'a file of a record was taken away');
	assert.ok(existsSync(path.join(files, young)), 'a file that may be on its way was taken away');
	unlinkSync(path.join(files, young));
});

test('where most files of a folder are unknown none is taken away, and the doctor says so; nor does it miss a file that is gone', async () => {
	const { ctl } = await import('../run/stack.mjs');
	const many = Array.from({ length: 40 }, () => leave(some('3c'))), place = await storedFile();
	once();
	assert.equal(many.filter((p) => existsSync(path.join(files, p))).length, 40);
	renameSync(path.join(files, place), path.join(files, 'aside'));
	const said = (await ctl('doctor')).out;
	renameSync(path.join(files, 'aside'), path.join(files, place));
	many.forEach((p) => unlinkSync(path.join(files, p)));
	assert.ok(Number(/(\d+) stored files older than a day belong to no record/.exec(said)?.[1]) >= 40, said);
	assert.match(said, /1 files that records name are not in/);
	assert.doesNotMatch((await ctl('doctor')).out, /files that records name|belong to no record/);
});
