// SPDX-License-Identifier: ISC
// Goal: a record's whole life through the pages of every kind: made, handed in, decided, edited by two at once, sent twice;
// nothing typed is lost, nobody sees what is not theirs.  Proves R8.1, R23.2, RX.3 (self-decision), RX.4 (history in words), RX.9.
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, rows } from '../run/stack.mjs';

const site = '/huadong';
const unique = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
const numberOf = (page) => page.path.match(/[A-Z]{3}-\d{4}-\d{4,}/)?.[0];

/** A new requirement as a draft; the page it leads to. */
async function draft(who, fields = {}) {
	const form = (await who.get(`${site}/requirements/new`)).expect(200);
	return who.submit(form, { title: `需求 ${unique()}`, need: 'functional', channel: 'operations_data', ...fields });
}

const complete = { scenario: '坐席每天手工抄写。', goal: '减少一半工时。', acceptance: '抽查五十条无误。' };

async function submitted(who, fields = {}) {
	const platform = rows(`SELECT number FROM app.record r JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' AND kind = 'platform' ORDER BY r.id LIMIT 1`)[0].number;
	const page = (await draft(who, { platform_id: platform, ...complete, ...fields })).expect(200);
	return (await who.submit(page, {}, { button: 'move=submit' })).expect(200);
}

test('a draft is its author\'s alone', async () => {
	const [wang, zhou] = await Promise.all([login('wangqiang'), login('zhouyi')]);
	const page = (await draft(wang)).expect(200, '草稿', '仅本人可见');
	const number = numberOf(page);
	assert.ok(number, page.path);
	assert.equal((await zhou.get(`${site}/requirements/${number}`)).status, 404);
	for (const part of ['edit', 'history', 'print', 'versions/1'])
		assert.equal((await zhou.get(`${site}/requirements/${number}/${part}`)).status, 404, part);
	(await zhou.get(`${site}/requirements?q=${number}`)).expect(200).lacks(page.texts('h1')[0].replace('草稿', '').trim());
});

test('what is missing is shown with the move and met by editing', async () => {
	const wang = await login('wangqiang');
	const page = (await draft(wang, { scenario: '' })).expect(200, '未满足');
	const missing = page.select('.conditions .missing a').map((a) => a.attrs.href);
	assert.ok(missing.some((href) => href.endsWith('/edit#f-scenario')), missing.join(' '));
	assert.equal(page.forms.filter((f) => f.buttons.some((b) => b.value === 'submit')).length, 0);
	const refused = await wang.post(`${page.path}/moves`, { token: page.form('comments').fields.find(([n]) => n === 'token')[1], key: unique(), move: 'submit' });
	assert.equal(refused.status, 409);
	const platform = rows(`SELECT number FROM app.record r JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' AND kind = 'platform' ORDER BY r.id LIMIT 1`)[0].number;
	const edited = await wang.submit(await wang.get(`${page.path}/edit`), { ...complete, platform_id: platform });
	edited.expect(200, '已保存');
	(await wang.submit(edited, {}, { button: 'move=submit' })).expect(200, '待梳理');
});

test('mistakes bring the form back with everything typed', async () => {
	const wang = await login('wangqiang');
	const form = await wang.get(`${site}/requirements/new`);
	const typed = { title: '', scenario: '写了很久的场景 <b>&', wanted_by: '2026-02-31', platform_id: 'PLT-1999-0001' };
	const again = await wang.submit(form, typed);
	again.expect(422, '请更正以下内容');
	assert.ok(!again.form('requirements').controls.some((c) => c.name === 'priority'), 'what triage sets is not asked here');
	assert.equal(again.form('requirements').fields.find(([n]) => n === 'scenario')[1], typed.scenario);
	assert.equal(again.form('requirements').fields.find(([n]) => n === 'wanted_by')[1], typed.wanted_by);
	assert.ok(again.select('.field.wrong').length >= 4, again.text);
	assert.ok(again.select('[role=alert] a[href="#f-title"]').length === 1);
});

test('a form that is sent twice makes one record and is answered with it', async () => {
	const wang = await login('wangqiang');
	const form = await wang.get(`${site}/requirements/new`);
	const title = `两次 ${unique()}`;
	const both = await Promise.all([1, 2].map(() => wang.submit(form, { title, need: 'security', channel: 'research' }, { follow: false })));
	assert.deepEqual(both.map((p) => p.status), [303, 303]);
	assert.equal(both[0].headers.get('location'), both[1].headers.get('location'));
	assert.equal(rows(`SELECT 1 FROM app.record WHERE title = '${title}'`).length, 1);
	const page = await wang.get(both[0].headers.get('location'));
	page.expect(200, title);
	assert.equal((await wang.submit(form, { title, need: 'security', channel: 'research' })).path, page.path);
});

test('a move that is sent twice is answered with the first one\'s result', async () => {
	const [wang, zhou] = await Promise.all([login('wangqiang'), login('zhouyi')]);
	const page = await submitted(wang);
	const seen = await zhou.get(page.path);
	const values = { class: 'routine', priority: '2', expected_goal: '目标，情况如上所述', decision_reason: '理由，情况如上所述' };
	const one = await zhou.submit(seen, values, { button: 'move=accept', follow: false });
	const two = await zhou.submit(seen, values, { button: 'move=accept', follow: false });
	assert.deepEqual([one.status, two.status], [303, 303]);
	assert.equal(two.headers.get('location'), page.path);
	assert.equal(rows(`SELECT 1 FROM app.event e JOIN app.record r ON r.site_id = e.site_id AND r.id = e.record_id
		WHERE r.number = '${numberOf(page)}' AND e.action = 'record.move' AND e.detail ->> 'move' = 'accept'`).length, 1);
});

test('triage by another person; not by who handed it in', async () => {
	const [zhou, xu] = await Promise.all([login('zhouyi'), login('xuning')]);
	const page = await submitted(zhou);
	assert.equal(page.forms.filter((f) => f.buttons.some((b) => b.value === 'accept')).length, 0, 'no button for oneself');
	const token = page.form('comments').fields.find(([n]) => n === 'token')[1];
	const own = await zhou.post(`${page.path}/moves`, { token, key: unique(), move: 'accept', class: 'routine', priority: '1', expected_goal: 'x，情况如上所述', decision_reason: 'y as described' });
	assert.equal(own.status, 403);
	const other = await xu.get(page.path);
	const wrong = await xu.submit(other, { priority: '9', decision_reason: '理由充分' }, { button: 'move=accept' });
	wrong.expect(422);
	const form = wrong.form('move=accept');
	assert.equal(form.fields.find(([n]) => n === 'decision_reason')[1], '理由充分');
	assert.equal(form.fields.find(([n]) => n === 'priority')[1], '9');
	const done = await xu.submit(wrong, { class: 'routine', priority: '3', expected_goal: '提速，情况如上所述', decision_reason: '理由充分' }, { button: 'move=accept' });
	done.expect(200, '已采纳', '理由充分');
	assert.ok(done.texts('.history li')[0].includes('采纳了需求'), done.texts('.history li')[0]);
});

test('two people edit: the second sees what the first saved and goes on', async () => {
	const wang = await login('wangqiang');
	const page = await draft(wang, { goal: '原来的目标', scenario: '原来的场景' });
	const [first, second] = [await wang.get(`${page.path}/edit`), await wang.get(`${page.path}/edit`)];
	(await wang.submit(first, { goal: '甲改的目标', acceptance: '甲写的标准' })).expect(200, '已保存');
	const stale = await wang.submit(second, { goal: '乙改的目标', scenario: '乙改的场景' });
	stale.expect(409, '甲改的目标', '乙改的目标');
	const fields = Object.fromEntries(stale.form(`${page.path}/edit`).fields);
	assert.equal(fields.goal, '乙改的目标', 'mine stays in the form');
	assert.equal(fields.scenario, '乙改的场景');
	assert.equal(fields.acceptance, '甲写的标准', 'what only the other changed is taken over');
	const merged = await wang.submit(stale);
	merged.expect(200, '已保存', '乙改的目标', '乙改的场景', '甲写的标准');
});

test('what was edited meanwhile is not decided on unseen', async () => {
	const [wang, xu] = await Promise.all([login('wangqiang'), login('xuning')]);
	const page = await submitted(wang);
	const seen = await xu.get(page.path);
	(await wang.submit(await wang.get(`${page.path}/edit`), { goal: '后来改的目标' })).expect(200, '已保存');
	const answers = { class: 'routine', priority: '2', expected_goal: '目标，情况如上所述', decision_reason: '写好的理由' };
	const stale = await xu.submit(seen, answers, { button: 'move=accept' });
	stale.expect(409, '刚刚被他人更新', '后来改的目标', '待梳理');
	assert.equal(stale.form('move=accept').fields.find(([n]) => n === 'decision_reason')[1], '写好的理由', 'nothing typed is lost');
	(await xu.submit(stale, {}, { button: 'move=accept' })).expect(200, '已采纳');
});

test('what is saved as it was is no new version, lists of people included', async () => {
	const xu = await login('xuning'), ids = rows("SELECT id::text AS id FROM app.account WHERE login IN ('wangqiang', 'liumei')").map((a) => a.id);
	const page = await xu.submit(await xu.get(`${site}/notices/new`), { title: `通知 ${unique()}`, type: 'general', audience: 'persons', persons: ids, body: '请各自到岗。' });
	const versions = () => rows(`SELECT v.version FROM app.record_version v JOIN app.record r ON r.site_id = v.site_id AND r.id = v.record_id JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' AND r.number = '${numberOf(page.expect(200))}' ORDER BY 1`).map((v) => v.version);
	(await xu.submit(await xu.get(`${page.path}/edit`))).expect(200);
	assert.deepEqual(versions(), [1]);
	(await xu.submit(await xu.get(`${page.path}/edit`), { persons: ids.slice(1) })).expect(200);
	assert.deepEqual(versions(), [1, 2]);
});

test('versions are side by side, word by word', async () => {
	const wang = await login('wangqiang');
	const page = await draft(wang, { goal: '减少一半工时 <i>' });
	await wang.submit(await wang.get(`${page.path}/edit`), { goal: '减少三成工时 <i>' });
	const diff = (await wang.get(`${page.path}/versions/2`)).expect(200);
	assert.deepEqual(diff.texts('del'), ['一半']);
	assert.deepEqual(diff.texts('ins'), ['三成']);
	assert.ok(diff.text.includes('<i>'), 'typed markup is text');
	assert.equal((await wang.get(`${page.path}/versions/9`)).status, 404);
	assert.equal((await wang.get(`${page.path}/versions/1?with=2`)).expect(200).texts('del')[0], '三成');
});

test('unknown kinds, numbers and moves', async () => {
	const wang = await login('wangqiang');
	for (const path of ['nothings', 'requirements/REQ-1999-9999', 'requirements/REQ-1999-9999/edit', 'nothings/new', 'requirements/REQ-2026-0001x'])
		assert.equal((await wang.get(`${site}/${path}`)).status, 404, path);
	const page = await draft(wang);
	const token = page.form('comments').fields.find(([n]) => n === 'token')[1];
	for (const move of ['plan', 'nonsense', '', 'approve'])
		assert.ok([400, 403, 409].includes((await wang.post(`${page.path}/moves`, { token, key: unique(), move })).status), move);
	assert.equal((await wang.post(`${page.path}/moves`, { key: unique(), move: 'submit' })).status, 403, 'no token');
});

test('members may not make what only others may', async () => {
	const wang = await login('wangqiang');
	assert.equal((await wang.get(`${site}/platforms/new`)).status, 403);
	const token = (await wang.get(`${site}/requirements/new`)).form('requirements').fields.find(([n]) => n === 'token')[1];
	assert.equal((await wang.post(`${site}/platforms`, { token, key: unique(), title: 'x', category: 'other' })).status, 403);
});

test('the pages speak English too', async () => {
	const wang = await login('wangqiang', undefined, { language: 'en' });
	const form = (await wang.get(`${site}/requirements/new`)).expect(200, 'Save as draft');
	const page = await wang.submit(form, { title: 'In English', need: 'functional', channel: 'research' });
	page.expect(200, 'Saved.', 'only its author', 'History', 'Draft');
	assert.equal(page.select('html')[0].attrs.lang, 'en');
});
